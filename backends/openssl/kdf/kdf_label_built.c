/* HKDF-Expand-Label if libssl builds the label itself: OpenSSL 1.1.1, LibreSSL, older BoringSSL. */
#include "backends/openssl/kdf/kdf.h"
#include <string.h>

enum { PREFIX_LEN = 6, MOST_LABEL = 255, MOST_CONTEXT = 255 }; /* RFC 8446 7.1 */

enum tb_status tb_hkdf_expand_label(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                                    struct tb_bytes context)
{
    uint8_t info[2 + 1 + MOST_LABEL + 1 + MOST_CONTEXT];
    if (label.len > MOST_LABEL - PREFIX_LEN || context.len > MOST_CONTEXT || dst->cap > UINT16_MAX)
        return tb_fail(TB_ERROR, "the label, the context or the output is too long");
    size_t len = 0;
    info[len++] = (uint8_t)(dst->cap >> 8);
    info[len++] = (uint8_t)dst->cap;
    info[len++] = (uint8_t)(PREFIX_LEN + label.len);
    memcpy(info + len, "tls13 ", PREFIX_LEN);
    len += PREFIX_LEN;
    if (label.len)
        memcpy(info + len, label.data, label.len);
    len += label.len;
    info[len++] = (uint8_t)context.len;
    if (context.len)
        memcpy(info + len, context.data, context.len);
    return tb_hkdf_expand(dst, md, secret, (struct tb_bytes){info, len + context.len});
}
