/* Encrypted ClientHello is in the build, and can be switched off. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    wolfSSL_CTX_SetEchEnable(NULL, 0);
    return 0;
}
