/* The extension server_name is in the build. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_UseSNI(NULL, WOLFSSL_SNI_HOST_NAME, "", 0);
}
