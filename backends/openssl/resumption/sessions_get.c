/* A client's sessions in OpenSSL and LibreSSL, where the connection has the newest.  The client's cache mode stays off:
 * with it, a TLS 1.3 session becomes unusable once it was offered. */
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"

void tb_keep_sessions(SSL_CTX *ctx)
{
    (void)ctx;
}

SSL_SESSION *tb_newest_session(tb_conn *conn)
{
    SSL_SESSION *session = SSL_get1_session(conn->ssl);
    /* TLS 1.3: until a ticket is received, a resumed connection has the session from which it was resumed. */
    if (session != conn->offered || SSL_version(conn->ssl) != TB_TLS13)
        return session;
    SSL_SESSION_free(session);
    return NULL;
}
