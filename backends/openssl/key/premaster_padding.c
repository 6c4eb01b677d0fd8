/* RSA key transport in OpenSSL 3.x: as in libssl, the provider removes the padding, checks the version, and replaces a
 * bad plaintext by random bytes, all in constant time (RSA_PKCS1_WITH_TLS_PADDING). */
#include "backends/openssl/key/key.h"
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
    enum tb_status status = TB_OK;
    if (!ctx || EVP_PKEY_decrypt_init(ctx) <= 0 || EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_WITH_TLS_PADDING) <= 0 ||
        EVP_PKEY_CTX_set_params(ctx, params) <= 0)
        status = TB_ERROR;
    else if (EVP_PKEY_decrypt(ctx, premaster->data, &len, ciphertext.data, ciphertext.len) <= 0)
        status = TB_BAD_PEER; /* the only visible fault: the ciphertext is not below the modulus */
    else if (len != TB_PREMASTER_LEN)
        status = TB_ERROR;
    EVP_PKEY_CTX_free(ctx);
    premaster->len = len;
    return status;
}
