/* The server's signature scheme in OpenSSL 3.5 and later, which uses IANA's names. */
#include "backends/openssl/lib.h"
#include "core/algorithms.h"

uint16_t tb_read_back_scheme(SSL *ssl, bool server)
{
    const char *name = NULL;
    int told = server ? (int)SSL_get0_signature_name(ssl, &name) : (int)SSL_get0_peer_signature_name(ssl, &name);
    if (!told || !name)
        return 0;
    const struct tb_scheme *scheme = tb_scheme_by_name(name);
    return scheme ? scheme->id : TB_NEGOTIATED_UNKNOWN;
}
