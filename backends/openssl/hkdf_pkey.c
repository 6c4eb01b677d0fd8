/* HKDF where it is a kind of key derivation (OpenSSL 1.1.1 and later). */
#include "hkdf.h"
#include <openssl/kdf.h>

static bool configure(EVP_PKEY_CTX *ctx, const EVP_MD *md, struct tb_bytes salt, struct tb_bytes secret,
                      struct tb_bytes label)
{
    return EVP_PKEY_derive_init(ctx) > 0 && EVP_PKEY_CTX_set_hkdf_md(ctx, md) > 0 &&
           (salt.len == 0 || EVP_PKEY_CTX_set1_hkdf_salt(ctx, salt.data, (int)salt.len) > 0) &&
           EVP_PKEY_CTX_set1_hkdf_key(ctx, secret.data, (int)secret.len) > 0 &&
           (label.len == 0 || EVP_PKEY_CTX_add1_hkdf_info(ctx, label.data, (int)label.len) > 0);
}

enum tb_status tb_hkdf(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes salt, struct tb_bytes secret,
                       struct tb_bytes label)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, NULL);
    size_t len = dst->cap;
    bool ok = ctx && configure(ctx, md, salt, secret, label) && EVP_PKEY_derive(ctx, dst->data, &len) > 0;
    EVP_PKEY_CTX_free(ctx);
    if (!ok)
        return TB_ERROR;
    dst->len = len;
    return TB_OK;
}
