#include "harness/aligned.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE_LINE = 64 };

void *tb_aligned(size_t len)
{
    if (len > SIZE_MAX - CACHE_LINE)
        return NULL;
    size_t cap = (len / CACHE_LINE + 1) * CACHE_LINE;
    void *data = aligned_alloc(CACHE_LINE, cap);
    return data ? memset(data, 0, cap) : NULL;
}
