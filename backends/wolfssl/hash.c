/* Digests and HKDF. */
#include "lib.h"
#include <wolfssl/wolfcrypt/hmac.h>

enum { HKDF_MAX_BLOCKS = 255 }; /* RFC 5869 2.3 */

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

static enum tb_status hkdf(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt, struct tb_bytes secret,
                           struct tb_bytes label)
{
    (void)lib;
    enum wc_HashType type = tb_hash_by_id(hash);
    size_t len = digest_len(type);
    if (len == 0)
        return tb_fail(TB_UNSUPPORTED, "hash %u is not in this build", hash);
    if (dst->cap > HKDF_MAX_BLOCKS * len) /* wolfSSL's counter is a byte, and not every release watches it */
        return tb_fail(TB_ERROR, "HKDF yields at most %zu bytes", HKDF_MAX_BLOCKS * len);
    int code = wc_HKDF((int)type, tb_data(secret), (word32)secret.len, salt.len ? salt.data : NULL, (word32)salt.len,
                       label.len ? label.data : NULL, (word32)label.len, dst->data, (word32)dst->cap);
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "HKDF");
    dst->len = dst->cap;
    return TB_OK;
}

const struct tb_hash_ops tb_wolfssl_hash = {.digest = digest, .hkdf = hkdf};
