/* HKDF-Expand-Label if libssl calls one function for it: AWS-LC, BoringSSL of 2023 to 2025. */
#include "backends/openssl/kdf/kdf.h"
#include "backends/openssl/kdf/tls_kdf.h"

enum tb_status tb_hkdf_expand_label(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                                    struct tb_bytes context)
{
    if (!CRYPTO_tls13_hkdf_expand_label(dst->data, dst->cap, md, secret.data, secret.len, label.data, label.len,
                                        context.data, context.len))
        return TB_ERROR;
    dst->len = dst->cap;
    return TB_OK;
}
