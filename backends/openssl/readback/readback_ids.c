/* The negotiated values in BoringSSL and its forks, which are IANA code points. */
#include "backends/openssl/lib.h"

uint16_t tb_read_back_group(SSL *ssl)
{
    return SSL_get_curve_id(ssl);
}

/* The client knows the server's scheme; the server cannot read its own. */
uint16_t tb_read_back_scheme(SSL *ssl, bool server)
{
    return server ? 0 : SSL_get_peer_signature_algorithm(ssl);
}
