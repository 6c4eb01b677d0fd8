/* HKDF where it is a function (BoringSSL, AWS-LC, LibreSSL). */
#include "hkdf.h"
#include <openssl/hkdf.h>

enum tb_status tb_hkdf(struct tb_buf *dst, const EVP_MD *md, struct tb_bytes salt, struct tb_bytes secret,
                       struct tb_bytes label)
{
    if (!HKDF(dst->data, dst->cap, md, secret.data, secret.len, salt.data, salt.len, label.data, label.len))
        return TB_ERROR;
    dst->len = dst->cap;
    return TB_OK;
}
