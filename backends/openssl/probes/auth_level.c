/* X509_VERIFY_PARAM_set_auth_level: not in BoringSSL and its forks. */
#include <openssl/x509_vfy.h>
int main(void)
{
    X509_VERIFY_PARAM_set_auth_level(0, 2);
    return 0;
}
