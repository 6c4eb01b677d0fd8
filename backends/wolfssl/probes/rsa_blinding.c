/* RSA keys accept a random number generator: WC_RSA_BLINDING, on by default. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/rsa.h>

int main(void)
{
    return wc_RsaSetRNG(NULL, NULL);
}
