/* A context holds the OCSP response: BoringSSL and its forks. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_CTX_set_ocsp_response(0, 0, 0);
}
