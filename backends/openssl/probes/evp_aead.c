/* EVP_AEAD: BoringSSL and its forks, LibreSSL. */
#include <openssl/evp.h>
int main(void)
{
    return EVP_AEAD_key_length(EVP_aead_aes_128_gcm()) != 16;
}
