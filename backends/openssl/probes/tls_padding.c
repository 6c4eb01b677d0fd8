/* RSA_PKCS1_WITH_TLS_PADDING: OpenSSL 3.x decrypts a pre-master secret in its provider. */
#include <openssl/core_names.h>
#include <openssl/rsa.h>
int main(void)
{
    return RSA_PKCS1_WITH_TLS_PADDING + sizeof OSSL_ASYM_CIPHER_PARAM_TLS_CLIENT_VERSION == 0;
}
