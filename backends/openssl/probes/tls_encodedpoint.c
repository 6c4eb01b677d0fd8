/* OpenSSL 1.1.1's name for the encoding of a share; LibreSSL has neither name. */
#include <openssl/evp.h>
int main(void)
{
    return EVP_PKEY_set1_tls_encodedpoint(0, 0, 0);
}
