/* SSL_get_curve_id and SSL_get_peer_signature_algorithm: BoringSSL and its forks. */
#include <openssl/ssl.h>
int main(void)
{
    return SSL_get_curve_id(0) + SSL_get_peer_signature_algorithm(0);
}
