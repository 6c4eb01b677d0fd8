/* no_memory.h - memory that runs out on request, to test what happens then.
 *
 * The program is linked with --wrap for malloc, realloc and strdup, so this reaches calls from our own objects; a
 * shared library has to be told to allocate through them.
 */
#pragma once
#include <stddef.h>

void no_memory_after(size_t num); /* `num` more allocations succeed, all later ones fail */
void no_memory_end(void);         /* memory as usual */
