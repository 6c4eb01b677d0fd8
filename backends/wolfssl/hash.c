/* Digests, and the key schedules made of them, by the functions that wolfSSL's own TLS calls. */
#include "lib.h"
#include <wolfssl/wolfcrypt/hmac.h>
#include <wolfssl/wolfcrypt/kdf.h>

enum { HKDF_MAX_BLOCKS = 255 }; /* RFC 5869 2.3 */
static const byte tls13[] = {'t', 'l', 's', '1', '3', ' '};

enum wc_HashType tb_hash_by_id(uint16_t hash)
{
    switch (hash) {
    case 4:
        return WC_HASH_TYPE_SHA256;
    case 5:
        return WC_HASH_TYPE_SHA384;
    case 6:
        return WC_HASH_TYPE_SHA512;
    default:
        return WC_HASH_TYPE_NONE;
    }
}

/* The length of its digests; 0 when this build lacks it. */
static size_t digest_len(enum wc_HashType type)
{
    int len = type == WC_HASH_TYPE_NONE ? 0 : wc_HashGetDigestSize(type);
    return len > 0 ? (size_t)len : 0;
}

static enum tb_status digest(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes src)
{
    (void)lib;
    enum wc_HashType type = tb_hash_by_id(hash);
    size_t len = digest_len(type);
    if (len == 0)
        return tb_fail(TB_UNSUPPORTED, "hash %u is not in this build", hash);
    if (dst->cap < len)
        return tb_fail(TB_ERROR, "a digest needs %zu bytes", len);
    int code = wc_Hash(type, tb_data(src), (word32)src.len, dst->data, (word32)len);
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "digest");
    dst->len = len;
    return TB_OK;
}

static enum tb_status extract(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt,
                              struct tb_bytes secret)
{
    (void)lib;
    enum wc_HashType type = tb_hash_by_id(hash);
    size_t len = digest_len(type);
    if (len == 0)
        return tb_fail(TB_UNSUPPORTED, "hash %u is not in this build", hash);
    if (dst->cap < len)
        return tb_fail(TB_ERROR, "an extracted key needs %zu bytes", len);
    int code = wc_HKDF_Extract((int)type, salt.len ? salt.data : NULL, (word32)salt.len, tb_data(secret),
                               (word32)secret.len, dst->data);
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "HKDF-Extract");
    dst->len = len;
    return TB_OK;
}

/* Whether HKDF can fill `dst`: wolfSSL's counter is a byte, and not every release watches it. */
static enum tb_status check_expansion(const struct tb_buf *dst, enum wc_HashType type, uint16_t hash)
{
    size_t len = digest_len(type);
    if (len == 0)
        return tb_fail(TB_UNSUPPORTED, "hash %u is not in this build", hash);
    if (dst->cap > HKDF_MAX_BLOCKS * len)
        return tb_fail(TB_ERROR, "HKDF yields at most %zu bytes", HKDF_MAX_BLOCKS * len);
    return TB_OK;
}

static enum tb_status filled(struct tb_buf *dst, int code, const char *what)
{
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, what);
    dst->len = dst->cap;
    return TB_OK;
}

static enum tb_status expand(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                             struct tb_bytes info)
{
    (void)lib;
    enum wc_HashType type = tb_hash_by_id(hash);
    enum tb_status status = check_expansion(dst, type, hash);
    if (status != TB_OK)
        return status;
    int code = wc_HKDF_Expand((int)type, tb_data(secret), (word32)secret.len, info.len ? info.data : NULL,
                              (word32)info.len, dst->data, (word32)dst->cap);
    return filled(dst, code, "HKDF-Expand");
}

static enum tb_status expand_label(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                                   struct tb_bytes label, struct tb_bytes context)
{
    (void)lib;
    enum { FRAME = 4 }; /* the length of the output, and one for the label and for the context: RFC 8446 7.1 */
    enum wc_HashType type = tb_hash_by_id(hash);
    enum tb_status status = check_expansion(dst, type, hash);
    if (status != TB_OK)
        return status;
    if (FRAME + sizeof tls13 + label.len + context.len > MAX_TLS13_HKDF_LABEL_SZ) /* 5.5 does not look */
        return tb_fail(TB_ERROR, "a label of %zu bytes with a context of %zu is too long", label.len, context.len);
    int code = wc_Tls13_HKDF_Expand_Label(dst->data, (word32)dst->cap, tb_data(secret), (word32)secret.len, tls13,
                                          sizeof tls13, tb_data(label), (word32)label.len, tb_data(context),
                                          (word32)context.len, (int)type);
    return filled(dst, code, "HKDF-Expand-Label");
}

/* wolfSSL names the hash of the PRF as TLS does. */
static enum tb_status prf(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret, struct tb_bytes label,
                          struct tb_bytes seed)
{
    (void)lib;
    if (digest_len(tb_hash_by_id(hash)) == 0)
        return tb_fail(TB_UNSUPPORTED, "hash %u is not in this build", hash);
    int code = wc_PRF_TLS(dst->data, (word32)dst->cap, tb_data(secret), (word32)secret.len, tb_data(label),
                          (word32)label.len, tb_data(seed), (word32)seed.len, 1, hash, NULL, INVALID_DEVID);
    return filled(dst, code, "the PRF of TLS 1.2");
}

const struct tb_hash_ops tb_wolfssl_hash = {
    .digest = digest, .extract = extract, .expand = expand, .expand_label = expand_label, .prf = prf};
