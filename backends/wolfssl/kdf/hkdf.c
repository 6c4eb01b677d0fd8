/* HKDF, as wolfSSL's own TLS 1.3 calls it. */
#include "backends/wolfssl/hash.h"
#include <wolfssl/wolfcrypt/hmac.h>
#include <wolfssl/wolfcrypt/kdf.h>

enum { HKDF_MAX_BLOCKS = 255 }; /* RFC 5869 2.3 */
static const byte tls13[] = {'t', 'l', 's', '1', '3', ' '};

enum tb_status tb_hkdf_extract(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt,
                               struct tb_bytes secret)
{
    (void)lib;
    enum wc_HashType type = tb_hash_by_id(hash);
    size_t len = tb_digest_len(type);
    if (len == 0)
        return tb_no_hash(hash);
    if (dst->cap < len)
        return tb_fail(TB_ERROR, "an extracted key needs %zu bytes", len);
    int code = wc_HKDF_Extract((int)type, salt.len ? salt.data : NULL, (word32)salt.len, tb_data(secret),
                               (word32)secret.len, dst->data);
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "HKDF-Extract");
    dst->len = len;
    return TB_OK;
}

/* Can HKDF fill `dst`?  wolfSSL's counter is a byte, and not every release checks it. */
static enum tb_status check_expansion(const struct tb_buf *dst, enum wc_HashType type, uint16_t hash)
{
    size_t len = tb_digest_len(type);
    if (len == 0)
        return tb_no_hash(hash);
    if (dst->cap > HKDF_MAX_BLOCKS * len)
        return tb_fail(TB_ERROR, "HKDF yields at most %zu bytes", HKDF_MAX_BLOCKS * len);
    return TB_OK;
}

enum tb_status tb_hkdf_expand(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                              struct tb_bytes info)
{
    (void)lib;
    enum wc_HashType type = tb_hash_by_id(hash);
    enum tb_status status = check_expansion(dst, type, hash);
    if (status != TB_OK)
        return status;
    int code = wc_HKDF_Expand((int)type, tb_data(secret), (word32)secret.len, info.len ? info.data : NULL,
                              (word32)info.len, dst->data, (word32)dst->cap);
    return tb_filled(dst, code, "HKDF-Expand");
}

enum tb_status tb_hkdf_expand_label(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                                    struct tb_bytes label, struct tb_bytes context)
{
    (void)lib;
    enum { FRAME = 4 }; /* the length of the output, and those of the label and the context: RFC 8446 7.1 */
    enum wc_HashType type = tb_hash_by_id(hash);
    enum tb_status status = check_expansion(dst, type, hash);
    if (status != TB_OK)
        return status;
    if (FRAME + sizeof tls13 + label.len + context.len > MAX_TLS13_HKDF_LABEL_SZ) /* 5.5 does not check */
        return tb_fail(TB_ERROR, "a label of %zu bytes with a context of %zu is too long", label.len, context.len);
    int code = wc_Tls13_HKDF_Expand_Label(dst->data, (word32)dst->cap, tb_data(secret), (word32)secret.len, tls13,
                                          sizeof tls13, tb_data(label), (word32)label.len, tb_data(context),
                                          (word32)context.len, (int)type);
    return tb_filled(dst, code, "HKDF-Expand-Label");
}
