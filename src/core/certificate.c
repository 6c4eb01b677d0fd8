#include "core/certificate.h"
#include "core/der.h"
#include <string.h>

enum { SEQUENCE = 0x30, INTEGER = 0x02, BIT_STRING = 0x03, EXPLICIT_VERSION = 0xa0 };

bool tb_certificate_take_apart(struct tb_certificate_pattern *pattern, const uint8_t *der, size_t len)
{
    const uint8_t *at = tb_der_content(der, &len);
    size_t tbs_len = at ? tb_der_len(at, len) : 0;
    size_t algorithm_len = tbs_len ? tb_der_len(at + tbs_len, len - tbs_len) : 0;
    if (algorithm_len == 0)
        return false;
    *pattern = (struct tb_certificate_pattern){at, at + tbs_len, tbs_len, algorithm_len};
    return true;
}

/* The contents of the serial number; NULL: not found. */
static uint8_t *serial_of(uint8_t *tbs, size_t len, size_t *serial_len)
{
    size_t left = len;
    const uint8_t *found = tb_der_content(tbs, &left);
    if (found && left > 0 && found[0] == EXPLICIT_VERSION) {
        size_t version = tb_der_len(found, left);
        found = version ? found + version : NULL;
        left -= version;
    }
    size_t whole = found ? tb_der_len(found, left) : 0;
    if (whole < 2 || found[0] != INTEGER || found[1] >= 0x80) /* RFC 5280 4.1.2.2: at most 20 bytes */
        return NULL;
    *serial_len = found[1];
    return tbs + (found - tbs) + 2;
}

bool tb_certificate_rename(uint8_t *tbs, size_t len, const char *from, const char *to, uint32_t serial)
{
    size_t serial_len, host_len = strlen(from), renamed = 0;
    uint8_t *number = serial_of(tbs, len, &serial_len), *at = tbs;
    if (!number || serial_len <= sizeof serial) /* the first byte stays, and with it the sign */
        return false;
    for (size_t i = 0; i < sizeof serial; i++)
        number[serial_len - 1 - i] = (uint8_t)(serial >> (8 * i));
    while ((at = memmem(at, len - (size_t)(at - tbs), from, host_len))) {
        memcpy(at, to, host_len);
        at += host_len;
        renamed++;
    }
    return renamed > 0;
}

size_t tb_certificate_put(uint8_t *dst, const struct tb_certificate_pattern *pattern, const uint8_t *tbs,
                          const uint8_t *signature, size_t signature_len)
{
    uint8_t bits[TB_DER_HEADER + 1];
    size_t bits_len = tb_der_put_header(bits, BIT_STRING, signature_len + 1);
    bits[bits_len++] = 0; /* unused bits at its end */
    size_t len = tb_der_put_header(dst, SEQUENCE, pattern->tbs_len + pattern->algorithm_len + bits_len + signature_len);
    memcpy(dst + len, tbs, pattern->tbs_len);
    len += pattern->tbs_len;
    memcpy(dst + len, pattern->algorithm, pattern->algorithm_len);
    len += pattern->algorithm_len;
    memcpy(dst + len, bits, bits_len);
    len += bits_len;
    memcpy(dst + len, signature, signature_len);
    return len + signature_len;
}

/* ---- PEM ---- */

static const char pem_begin[] = "-----BEGIN CERTIFICATE-----\n", pem_end[] = "-----END CERTIFICATE-----\n";
enum { LINE = 48 }; /* bytes in a line of 64 characters */

size_t tb_certificate_pem_len(size_t len)
{
    size_t characters = (len + 2) / 3 * 4, lines = (len + LINE - 1) / LINE;
    return sizeof pem_begin - 1 + characters + lines + sizeof pem_end - 1;
}

/* RFC 4648 4: four characters of up to three bytes. */
static void put_quantum(char dst[4], const uint8_t *bytes, size_t num)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits =
        (uint32_t)bytes[0] << 16 | (num > 1 ? (uint32_t)bytes[1] << 8 : 0) | (num > 2 ? (uint32_t)bytes[2] : 0);
    for (size_t i = 0; i < 4; i++)
        dst[i] = i <= num ? alphabet[bits >> (18 - 6 * i) & 63] : '=';
}

void tb_certificate_put_pem(char *dst, const uint8_t *der, size_t len)
{
    memcpy(dst, pem_begin, sizeof pem_begin - 1);
    dst += sizeof pem_begin - 1;
    for (size_t at = 0; at < len; at += 3) {
        put_quantum(dst, der + at, len - at);
        dst += 4;
        if ((at + 3) % LINE == 0 || at + 3 >= len)
            *dst++ = '\n';
    }
    memcpy(dst, pem_end, sizeof pem_end - 1);
}
