/* Hashes. */
#include "hkdf.h"
#include "lib.h"

const EVP_MD *tb_hash_by_id(uint16_t hash)
{
    switch (hash) {
    case 4:
        return EVP_sha256();
    case 5:
        return EVP_sha384();
    case 6:
        return EVP_sha512();
    default:
        return NULL;
    }
}

static enum tb_status digest(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes src)
{
    (void)lib;
    unsigned len = 0;
    const EVP_MD *md = tb_hash_by_id(hash);
    if (!md)
        return tb_fail(TB_UNSUPPORTED, "there is no hash %u", hash);
    if (dst->cap < (size_t)EVP_MD_size(md))
        return tb_fail(TB_ERROR, "the buffer is too small");
    if (!EVP_Digest(src.data, src.len, dst->data, &len, md, NULL))
        return TB_ERROR;
    dst->len = len;
    return TB_OK;
}

static enum tb_status hkdf(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt, struct tb_bytes secret,
                           struct tb_bytes label)
{
    (void)lib;
    const EVP_MD *md = tb_hash_by_id(hash);
    if (!md)
        return tb_fail(TB_UNSUPPORTED, "there is no hash %u", hash);
    return tb_hkdf(dst, md, salt, secret, label);
}

const struct tb_hash_ops tb_openssl_hash = {.digest = digest, .hkdf = hkdf};
