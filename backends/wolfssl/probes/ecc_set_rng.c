/* ECC keys accept a random number generator: ECC_TIMING_RESISTANT, on by default. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/ecc.h>

int main(void)
{
    return wc_ecc_set_rng(NULL, NULL);
}
