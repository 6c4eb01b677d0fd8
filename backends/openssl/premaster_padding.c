/* RSA key transport in OpenSSL 3.x: the provider removes the padding, checks the version and puts random bytes in the
 * place of a bad plaintext, all in constant time (RSA_PKCS1_WITH_TLS_PADDING), as libssl has it done. */
#include "key.h"
#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/rsa.h>

enum tb_status tb_decrypt_premaster(EVP_PKEY *key, struct tb_buf *premaster, uint16_t version,
                                    struct tb_bytes ciphertext)
{
    unsigned client_version = version;
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_uint(OSSL_ASYM_CIPHER_PARAM_TLS_CLIENT_VERSION, &client_version),
        OSSL_PARAM_construct_end(),
    };
    size_t len = premaster->cap;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);
    bool ok =
        ctx && EVP_PKEY_decrypt_init(ctx) > 0 && EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_WITH_TLS_PADDING) > 0 &&
        EVP_PKEY_CTX_set_params(ctx, params) > 0 &&
        EVP_PKEY_decrypt(ctx, premaster->data, &len, ciphertext.data, ciphertext.len) > 0 && len == TB_PREMASTER_LEN;
    EVP_PKEY_CTX_free(ctx);
    if (!ok)
        return TB_ERROR;
    premaster->len = len;
    return TB_OK;
}
