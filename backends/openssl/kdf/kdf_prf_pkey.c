/* The TLS 1.2 PRF as an EVP_PKEY type, which libssl of OpenSSL 1.1.1 calls.  LibreSSL offers it to programs; its own
 * libssl computes the same with HMAC (ssl/t1_enc.c). */
#include "backends/openssl/kdf/kdf.h"
#include <openssl/kdf.h>

enum tb_status tb_tls12_prf(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                            struct tb_bytes seed)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_TLS1_PRF, NULL);
    bool ok = ctx && EVP_PKEY_derive_init(ctx) > 0 && EVP_PKEY_CTX_set_tls1_prf_md(ctx, md) > 0 &&
              EVP_PKEY_CTX_set1_tls1_prf_secret(ctx, (uint8_t *)(uintptr_t)secret.data, (int)secret.len) > 0 &&
              EVP_PKEY_CTX_add1_tls1_prf_seed(ctx, (uint8_t *)(uintptr_t)label.data, (int)label.len) > 0 &&
              EVP_PKEY_CTX_add1_tls1_prf_seed(ctx, (uint8_t *)(uintptr_t)seed.data, (int)seed.len) > 0;
    size_t len = dst->cap;
    ok = ok && EVP_PKEY_derive(ctx, dst->data, &len) > 0;
    EVP_PKEY_CTX_free(ctx);
    if (!ok)
        return TB_ERROR;
    dst->len = len;
    return TB_OK;
}
