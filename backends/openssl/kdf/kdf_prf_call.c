/* The TLS 1.2 PRF in BoringSSL and AWS-LC: the function that libssl calls. */
#include "backends/openssl/kdf/kdf.h"
#include "backends/openssl/kdf/tls_kdf.h"

enum tb_status tb_tls12_prf(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                            struct tb_bytes seed)
{
    if (!CRYPTO_tls1_prf(md, dst->data, dst->cap, secret.data, secret.len, (const char *)label.data, label.len,
                         seed.data, seed.len, NULL, 0))
        return TB_ERROR;
    dst->len = dst->cap;
    return TB_OK;
}
