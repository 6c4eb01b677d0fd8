/* The extension supported_groups is in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_CTX_UseSupportedCurve(NULL, WOLFSSL_ECC_SECP256R1);
}
