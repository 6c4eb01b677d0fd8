/* The library caches multiples of points in tables that can be freed. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/ecc.h>

int main(void)
{
    void (*release)(void) = wc_ecc_fp_free;
    release();
    return 0;
}
