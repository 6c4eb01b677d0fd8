/* aligned.h - cache-line aligned memory for the data that a library works on.  Without it, the cost of loads and stores
 * across two lines would vary from process to process. */
#pragma once
#include <stddef.h>

/* At least one byte, cache-line aligned, zeroed; release it with free().  NULL: out of memory. */
void *tb_aligned(size_t len);
