/* grow.h - arrays that grow by doubling, so that adding one item after the other stays linear. */
#pragma once
#include <stddef.h>
#include <stdlib.h>

/* Makes room for one more item behind `num` of them: reallocates if num is 0 or a power of two.  NULL: out of memory;
 * the old array stays valid. */
static inline void *tb_grow(void *items, size_t num, size_t size)
{
    if (num != 0 && (num & (num - 1)) != 0)
        return items;
    return realloc(items, (num ? 2 * num : 1) * size);
}
