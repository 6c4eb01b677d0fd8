/* Hashes, and the key schedules based on them. */
#include "backends/openssl/kdf/kdf.h"
#include "backends/openssl/lib.h"

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

static enum tb_status no_such_hash(uint16_t hash)
{
    return tb_fail(TB_UNSUPPORTED, "there is no hash %u", hash);
}

static enum tb_status digest(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes src)
{
    (void)lib;
    unsigned len = 0;
    const EVP_MD *md = tb_hash_by_id(hash);
    if (!md)
        return tb_settle(no_such_hash(hash));
    if (dst->cap < (size_t)EVP_MD_size(md))
        return tb_settle(tb_fail(TB_ERROR, "the buffer is too small"));
    if (!EVP_Digest(src.data, src.len, dst->data, &len, md, NULL))
        return tb_settle(TB_ERROR);
    dst->len = len;
    return TB_OK;
}

static enum tb_status extract(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes salt,
                              struct tb_bytes secret)
{
    (void)lib;
    const EVP_MD *md = tb_hash_by_id(hash);
    if (!md)
        return tb_settle(no_such_hash(hash));
    if (dst->cap < (size_t)EVP_MD_size(md))
        return tb_settle(tb_fail(TB_ERROR, "the buffer is too small"));
    return tb_settle(tb_hkdf_extract(dst, md, salt, secret));
}

static enum tb_status expand(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                             struct tb_bytes info)
{
    (void)lib;
    const EVP_MD *md = tb_hash_by_id(hash);
    return tb_settle(md ? tb_hkdf_expand(dst, md, secret, info) : no_such_hash(hash));
}

static enum tb_status expand_label(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret,
                                   struct tb_bytes label, struct tb_bytes context)
{
    (void)lib;
    const EVP_MD *md = tb_hash_by_id(hash);
    return tb_settle(md ? tb_hkdf_expand_label(dst, md, secret, label, context) : no_such_hash(hash));
}

static enum tb_status prf(tb_lib *lib, struct tb_buf *dst, uint16_t hash, struct tb_bytes secret, struct tb_bytes label,
                          struct tb_bytes seed)
{
    (void)lib;
    const EVP_MD *md = tb_hash_by_id(hash);
    return tb_settle(md ? tb_tls12_prf(dst, md, secret, label, seed) : no_such_hash(hash));
}

const struct tb_hash_ops tb_openssl_hash = {
    .digest = digest,
    .extract = extract,
    .expand = expand,
    .expand_label = expand_label,
    .prf = prf,
};
