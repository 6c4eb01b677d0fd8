/* The check that a point is on the curve can be called separately: builds with OPENSSL_EXTRA or USE_ECC_B_PARAM. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/ecc.h>

int main(void)
{
    return wc_ecc_point_is_on_curve(NULL, 0);
}
