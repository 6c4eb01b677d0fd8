/* EVP_PKEY by algorithm name: OpenSSL 3.x. */
#include <openssl/evp.h>
int main(void)
{
    return EVP_PKEY_CTX_new_from_name(0, "X25519", 0) == 0;
}
