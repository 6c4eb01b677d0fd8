/* aligned.h - memory for data that a library works on: where it starts in a cache line is the same in every process,
 * since a load or store across two lines costs more, and so would a sample that had the bad luck. */
#pragma once
#include <stddef.h>

/* At least one byte, at the start of a cache line, zeroed; free() it.  NULL: no memory. */
void *tb_aligned(size_t len);
