/* The extension encrypt_then_mac (RFC 7366) is in the build, and can be switched off. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

int main(void)
{
    return wolfSSL_CTX_AllowEncryptThenMac(NULL, 0);
}
