/* Digests.  The key schedules based on them are in hkdf.c and prf.c. */
#include "backends/wolfssl/hash.h"

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

size_t tb_digest_len(enum wc_HashType type)
{
    int len = type == WC_HASH_TYPE_NONE ? 0 : wc_HashGetDigestSize(type);
    return len > 0 ? (size_t)len : 0;
}

const char *tb_lacks_hash(enum wc_HashType type)
{
    if (type == WC_HASH_TYPE_NONE || tb_digest_len(type) > 0)
        return NULL;
    return type == WC_HASH_TYPE_SHA256 ? "SHA-256 (build without --disable-sha256)"
                                       : "SHA-384 and SHA-512 (--enable-sha384 --enable-sha512)";
}

enum tb_status tb_no_hash(uint16_t hash)
{
    const char *lacks = tb_lacks_hash(tb_hash_by_id(hash));
    return lacks ? tb_lacks(lacks) : tb_fail(TB_UNSUPPORTED, "hash %u is not known to this backend", hash);
}

enum tb_status tb_filled(struct tb_buf *dst, int code, const char *what)
{
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, what);
    dst->len = dst->cap;
    return TB_OK;
}

static enum tb_status digest(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes src)
{
    (void)lib;
    enum wc_HashType type = tb_hash_by_id(hash);
    size_t len = tb_digest_len(type);
    if (len == 0)
        return tb_no_hash(hash);
    if (dst->cap < len)
        return tb_fail(TB_ERROR, "a digest needs %zu bytes", len);
    int code = wc_Hash(type, tb_data(src), (word32)src.len, dst->data, (word32)len);
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "digest");
    dst->len = len;
    return TB_OK;
}

const struct tb_hash_ops tb_wolfssl_hash = {.digest = digest,
                                            .extract = tb_hkdf_extract,
                                            .expand = tb_hkdf_expand,
                                            .expand_label = tb_hkdf_expand_label,
                                            .prf = tb_prf};
