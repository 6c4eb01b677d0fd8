#include "core/der.h"

size_t tb_der_len(const uint8_t *der, size_t len)
{
    enum { MULTI_BYTE_TAG = 0x1f, LONG_FORM = 0x80, MOST_LENGTH_BYTES = 3 };
    if (len < 2 || (der[0] & MULTI_BYTE_TAG) == MULTI_BYTE_TAG)
        return 0;
    size_t header = 2, content = der[1];
    if (content & LONG_FORM) {
        size_t num = content & 0x7f;
        if (num == 0 || num > MOST_LENGTH_BYTES || len < header + num)
            return 0;
        content = 0;
        for (size_t i = 0; i < num; i++)
            content = content << 8 | der[header + i];
        header += num;
    }
    return content <= len - header ? header + content : 0;
}
