/* A context holds the OCSP response: BoringSSL and its kin. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_CTX_set_ocsp_response(0, 0, 0);
}
