/* HKDF as a pair of functions: BoringSSL, AWS-LC, LibreSSL. */
#include "backends/openssl/kdf/kdf.h"
#include <openssl/hkdf.h>

enum tb_status tb_hkdf_extract(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes salt, struct tb_bytes secret)
{
    return HKDF_extract(dst->data, &dst->len, md, secret.data, secret.len, salt.data, salt.len) ? TB_OK : TB_ERROR;
}

enum tb_status tb_hkdf_expand(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes secret, struct tb_bytes info)
{
    if (!HKDF_expand(dst->data, dst->cap, md, secret.data, secret.len, info.data, info.len))
        return TB_ERROR;
    dst->len = dst->cap;
    return TB_OK;
}
