/* The server's signature scheme in OpenSSL 3.5 and later, which names it as IANA does. */
#include "core/algorithms.h"
#include "lib.h"

uint16_t tb_read_back_scheme(SSL *ssl, bool server)
{
    const char *name = NULL;
    int told = server ? (int)SSL_get0_signature_name(ssl, &name) : (int)SSL_get0_peer_signature_name(ssl, &name);
    const struct tb_scheme *scheme = told && name ? tb_scheme_by_name(name) : NULL;
    return scheme ? scheme->id : 0;
}
