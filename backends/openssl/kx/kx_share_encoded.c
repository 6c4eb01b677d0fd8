/* Encodes a key's share, and decodes one, with the library's functions (OpenSSL). */
#include "backends/openssl/kx/kx_evp.h"
#include <string.h>

enum tb_status tb_encode_share(EVP_PKEY *key, struct tb_buf *share)
{
    unsigned char *encoded = NULL;
    size_t len = EVP_PKEY_get1_encoded_public_key(key, &encoded);
    enum tb_status status = TB_ERROR;
    if (len > share->cap) {
        status = tb_fail(TB_ERROR, "the buffer is too small");
    } else if (len > 0) {
        memcpy(share->data, encoded, len);
        share->len = len;
        status = TB_OK;
    }
    OPENSSL_free(encoded);
    return status;
}

EVP_PKEY *tb_share_into(EVP_PKEY *params, struct tb_bytes peer)
{
    return EVP_PKEY_set1_encoded_public_key(params, peer.data, peer.len) > 0 ? params : NULL;
}

EVP_PKEY *tb_share_beside(EVP_PKEY *key, struct tb_bytes peer)
{
    EVP_PKEY *made = EVP_PKEY_new();
    if (made && EVP_PKEY_copy_parameters(made, key) > 0 && tb_share_into(made, peer))
        return made;
    EVP_PKEY_free(made);
    return NULL;
}
