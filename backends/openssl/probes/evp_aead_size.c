/* Do the headers have the size of EVP_AEAD's context?  LibreSSL's do not. */
#include <openssl/evp.h>
int main(void)
{
    return sizeof(EVP_AEAD_CTX) == 0;
}
