/* Key derivation with fetched algorithms, including that of TLS 1.3: OpenSSL 3.x. */
#include <openssl/core_names.h>
#include <openssl/kdf.h>
int main(void)
{
    return EVP_KDF_fetch(0, OSSL_KDF_NAME_TLS1_3_KDF, 0) == 0;
}
