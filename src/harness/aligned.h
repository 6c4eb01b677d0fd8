/* aligned.h - memory for data that a library works on.  It begins at the start of a cache line in every process,
 * because a load or store across two lines costs more. */
#pragma once
#include <stddef.h>

/* At least one byte, at the start of a cache line, zeroed; free() it.  NULL: out of memory. */
void *tb_aligned(size_t len);
