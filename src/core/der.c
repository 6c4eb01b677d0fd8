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

enum { SEQUENCE = 0x30, EXPLICIT_VERSION = 0xa0 };

const uint8_t *tb_der_content(const uint8_t *der, size_t *len)
{
    size_t whole = tb_der_len(der, *len);
    if (whole == 0 || der[0] != SEQUENCE)
        return NULL;
    size_t header = der[1] & 0x80 ? 2u + (der[1] & 0x7f) : 2u;
    *len = whole - header;
    return der + header;
}

const uint8_t *tb_der_public_key(const uint8_t *cert, size_t len, size_t *spki_len)
{
    enum { BEFORE_KEY = 5 }; /* serialNumber, signature, issuer, validity, subject */
    const uint8_t *at = tb_der_content(cert, &len);
    at = at ? tb_der_content(at, &len) : NULL; /* tbsCertificate */
    size_t skipped = at && len > 0 && at[0] == EXPLICIT_VERSION ? BEFORE_KEY + 1 : BEFORE_KEY;
    for (size_t i = 0; at && i < skipped; i++) {
        size_t value = tb_der_len(at, len);
        if (value == 0)
            return NULL;
        at += value;
        len -= value;
    }
    *spki_len = at ? tb_der_len(at, len) : 0;
    return *spki_len > 0 && at[0] == SEQUENCE ? at : NULL;
}

size_t tb_der_put_header(uint8_t *dst, uint8_t tag, size_t len)
{
    enum { SHORT_FORM = 0x80, ONE_BYTE = 0x81, TWO_BYTES = 0x82 };
    size_t at = 0;
    dst[at++] = tag;
    if (len >= SHORT_FORM)
        dst[at++] = len > UINT8_MAX ? TWO_BYTES : ONE_BYTE;
    if (len > UINT8_MAX)
        dst[at++] = (uint8_t)(len >> 8);
    dst[at++] = (uint8_t)len;
    return at;
}
