/* The part of RFC 7468 that keys need.
 *
 * Not wc_KeyPemToDer: it removes the PKCS#8 envelope, which alone tells the kind of key, and its counterpart for public
 * keys is not in every build. */
#include "backends/wolfssl/key/key.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wolfssl/wolfcrypt/coding.h>

/* The first byte after the line "-----<boundary> <label>-----"; NULL: there is none before `end`. */
static const uint8_t *behind_line(const uint8_t *from, const uint8_t *end, const char *boundary, const char *label,
                                  const uint8_t **line)
{
    char text[64];
    int len = snprintf(text, sizeof text, "-----%s %s-----", boundary, label);
    const uint8_t *found = from ? memmem(from, (size_t)(end - from), text, (size_t)len) : NULL;
    *line = found;
    return found ? found + len : NULL;
}

bool tb_pem_next(struct tb_bytes *block, struct tb_bytes *rest, const char *label)
{
    const uint8_t *end = rest->data + rest->len, *begin_line, *end_line;
    const uint8_t *base64 = rest->data ? behind_line(rest->data, end, "BEGIN", label, &begin_line) : NULL;
    const uint8_t *behind = behind_line(base64, end, "END", label, &end_line);
    if (!behind)
        return false;
    behind += behind < end && *behind == '\n';
    *block = (struct tb_bytes){begin_line, (size_t)(behind - begin_line)};
    *rest = (struct tb_bytes){behind, (size_t)(end - behind)};
    return true;
}

enum tb_status tb_pem_decode(byte **der, word32 *len, struct tb_bytes pem, const char *label)
{
    *der = NULL;
    const uint8_t *end = pem.data + pem.len, *begin_line, *end_line;
    const uint8_t *base64 = pem.data ? behind_line(pem.data, end, "BEGIN", label, &begin_line) : NULL;
    if (!behind_line(base64, end, "END", label, &end_line))
        return tb_fail(TB_ERROR, "no %s in the PEM", label);
    word32 base64_len = (word32)(end_line - base64);
    *len = base64_len; /* more than enough */
    *der = malloc(*len + 1);
    if (!*der)
        return tb_fail(TB_ERROR, "out of memory");
    int code = Base64_Decode(base64, base64_len, *der, len);
    if (code == 0)
        return TB_OK;
    free(*der);
    *der = NULL;
    return tb_fail_code(TB_ERROR, code, "the PEM's base64");
}
