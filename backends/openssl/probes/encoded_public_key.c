/* The name since OpenSSL 3.0. */
#include <openssl/evp.h>
int main(void)
{
    return EVP_PKEY_set1_encoded_public_key(0, 0, 0);
}
