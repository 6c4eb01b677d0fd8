/* Importing a point can check it: 5.8. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/ecc.h>

int main(void)
{
    return wc_ecc_import_x963_ex2(NULL, 0, NULL, ECC_SECP256R1, 1);
}
