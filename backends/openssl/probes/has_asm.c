/* CRYPTO_has_asm: BoringSSL and its forks. */
#include <openssl/crypto.h>
int main(void)
{
    return CRYPTO_has_asm();
}
