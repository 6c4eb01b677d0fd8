/* The name since OpenSSL 3.0. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_get1_peer_certificate(0) != 0;
}
