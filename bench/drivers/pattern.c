#include "bench/drivers/pattern.h"
#include <string.h>

void tb_pattern_fill(uint8_t *dst, size_t period)
{
    for (size_t i = 0; i < period; i++)
        dst[i] = (uint8_t)(i * 31 + (i >> 8) * 17 + (i >> 16) * 5 + 1);
}

bool tb_pattern_holds(const uint8_t *pattern, size_t period, uint64_t offset, const uint8_t *data, size_t len)
{
    size_t at = (size_t)(offset % period);
    while (len > 0) {
        size_t piece = len < period - at ? len : period - at;
        if (memcmp(pattern + at, data, piece) != 0)
            return false;
        data += piece;
        len -= piece;
        at = 0;
    }
    return true;
}
