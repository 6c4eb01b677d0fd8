/* X25519 keys accept a random number generator, for blinding: portable C since 5.8. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/curve25519.h>

int main(void)
{
    return wc_curve25519_set_rng(NULL, NULL);
}
