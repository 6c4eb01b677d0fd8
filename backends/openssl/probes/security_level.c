/* SSL_CTX_set_security_level: not in BoringSSL, and deprecated without effect in AWS-LC. */
#pragma GCC diagnostic error "-Wdeprecated-declarations"
#include <openssl/ssl.h>
int main(void)
{
    SSL_CTX_set_security_level(0, 2);
    return 0;
}
