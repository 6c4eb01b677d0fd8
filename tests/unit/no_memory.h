/* no_memory.h - makes memory run out on request, to test the consequences.
 *
 * The program is linked with --wrap for malloc, realloc and strdup, which affects calls from tlsbench's own objects; a
 * shared library must be told to allocate through them.
 */
#pragma once
#include <stddef.h>

void no_memory_after(size_t num); /* `num` more allocations succeed, all later ones fail */
void no_memory_end(void);         /* ends the simulation */
