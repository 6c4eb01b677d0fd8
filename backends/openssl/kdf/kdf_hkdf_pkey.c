/* HKDF in OpenSSL 1.1.1: an EVP_PKEY type, called as its libssl does. */
#include "backends/openssl/kdf/kdf.h"
#include <openssl/kdf.h>

/* Finishes a derivation of exactly `len` bytes. */
static enum tb_status derive(struct tb_buf *dst, EVP_PKEY_CTX *ctx, bool configured, size_t len)
{
    bool ok = configured && EVP_PKEY_derive(ctx, dst->data, &len) > 0;
    EVP_PKEY_CTX_free(ctx);
    if (!ok)
        return TB_ERROR;
    dst->len = len;
    return TB_OK;
}

static bool hkdf_start(EVP_PKEY_CTX *ctx, int mode, const EVP_MD *md, struct tb_bytes secret)
{
    return ctx && EVP_PKEY_derive_init(ctx) > 0 && EVP_PKEY_CTX_hkdf_mode(ctx, mode) > 0 &&
           EVP_PKEY_CTX_set_hkdf_md(ctx, md) > 0 &&
           EVP_PKEY_CTX_set1_hkdf_key(ctx, (uint8_t *)(uintptr_t)secret.data, (int)secret.len) > 0;
}

enum tb_status tb_hkdf_extract(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes salt, struct tb_bytes secret)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, NULL);
    bool ok = hkdf_start(ctx, EVP_PKEY_HKDEF_MODE_EXTRACT_ONLY, md, secret) &&
              (salt.len == 0 || EVP_PKEY_CTX_set1_hkdf_salt(ctx, (uint8_t *)(uintptr_t)salt.data, (int)salt.len) > 0);
    return derive(dst, ctx, ok, (size_t)EVP_MD_size(md));
}

enum tb_status tb_hkdf_expand(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes info)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, NULL);
    bool ok = hkdf_start(ctx, EVP_PKEY_HKDEF_MODE_EXPAND_ONLY, md, secret) &&
              (info.len == 0 || EVP_PKEY_CTX_add1_hkdf_info(ctx, (uint8_t *)(uintptr_t)info.data, (int)info.len) > 0);
    return derive(dst, ctx, ok, dst->cap);
}
