/* ChaCha20-Poly1305 is in the build, in parts and as a whole. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/chacha.h>
#include <wolfssl/wolfcrypt/chacha20_poly1305.h>
#include <wolfssl/wolfcrypt/poly1305.h>

int main(void)
{
    return wc_Chacha_SetKey(NULL, NULL, 0) + wc_Chacha_Process(NULL, NULL, NULL, 0) + wc_Poly1305SetKey(NULL, NULL, 0) +
           wc_Poly1305_MAC(NULL, NULL, 0, NULL, 0, NULL, 0) +
           wc_ChaCha20Poly1305_Encrypt(NULL, NULL, NULL, 0, NULL, 0, NULL, NULL);
}
