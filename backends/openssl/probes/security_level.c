/* SSL_CTX_set_security_level: not in BoringSSL, and deprecated without effect in AWS-LC. */
#pragma GCC diagnostic error "-Wdeprecated-declarations"
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
int main(void)
{
    SSL_CTX_set_security_level(0, 2);
    X509_VERIFY_PARAM_set_auth_level(0, 2);
    return 0;
}
