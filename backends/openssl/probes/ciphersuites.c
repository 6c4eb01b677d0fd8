/* TLS 1.3 suites can be chosen. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_CTX_set_ciphersuites(0, "");
}
