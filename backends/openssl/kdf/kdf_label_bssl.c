/* HKDF-Expand-Label if that function is in BoringSSL's namespace. */
#include "backends/openssl/kdf/kdf.h"
#include "backends/openssl/kdf/tls_kdf.h"

enum tb_status tb_hkdf_expand_label(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes label,
                                    struct tb_bytes context)
{
    if (!tb_bssl_tls13_hkdf_expand_label(dst->data, dst->cap, md, secret.data, secret.len, label.data, label.len,
                                         context.data, context.len))
        return TB_ERROR;
    dst->len = dst->cap;
    return TB_OK;
}
