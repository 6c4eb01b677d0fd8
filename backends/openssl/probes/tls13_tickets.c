/* Can a TLS 1.3 session be resumed?  A server of the library is configured to send a ticket; its client takes the
 * session and offers it to the same server.  LibreSSL has all the functions, but they have no effect.  If there is no
 * TLS 1.3 at all, tickets are not what is missing. */
#include "connection.h"

/* Makes a connection with a byte from the server, which brings tickets.  *session is offered, and replaced by the new
 * one.  -1: the handshake failed; else whether it was resumed. */
static int visit(SSL_CTX *client_ctx, SSL_CTX *server_ctx, SSL_SESSION **session)
{
    SSL *client = SSL_new(client_ctx), *server = SSL_new(server_ctx);
    char byte = 1;
    connect_both(client, server);
    if (*session)
        SSL_set_session(client, *session);
    int stands = shake_hands(client, server) && SSL_write(server, &byte, 1) == 1 && SSL_read(client, &byte, 1) == 1;
    int resumed = stands ? SSL_session_reused(client) : -1;
    SSL_SESSION_free(*session);
    *session = SSL_get1_session(client);
    SSL_set_shutdown(client, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_set_shutdown(server, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(client);
    SSL_free(server);
    return resumed;
}

int main(void)
{
    SSL_CTX *client = SSL_CTX_new(TLS_client_method()), *server = SSL_CTX_new(TLS_server_method());
    SSL_SESSION *session = NULL;
    SSL_CTX_set_verify(client, SSL_VERIFY_NONE, NULL);
    if (!SSL_CTX_set_min_proto_version(client, TLS1_3_VERSION) || !use_identity(server) ||
        !SSL_CTX_set_num_tickets(server, 1) || visit(client, server, &session) < 0)
        return 0;
    return visit(client, server, &session) != 1;
}
