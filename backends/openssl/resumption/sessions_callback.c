/* A client's sessions in BoringSSL and AWS-LC, which pass them to a callback: the only way to get those of TLS 1.3. */
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"

static int keep(SSL *ssl, SSL_SESSION *session)
{
    tb_conn *conn = SSL_get_app_data(ssl);
    SSL_SESSION_free(conn->newest);
    conn->newest = session;
    return 1; /* takes ownership */
}

void tb_keep_sessions(SSL_CTX *ctx)
{
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(ctx, keep);
}

SSL_SESSION *tb_newest_session(tb_conn *conn)
{
    if (conn->newest) {
        SSL_SESSION_up_ref(conn->newest);
        return conn->newest;
    }
    /* TLS 1.2: a resumed session without a new ticket remains the newest. */
    return SSL_version(conn->ssl) == TB_TLS12 ? SSL_get1_session(conn->ssl) : NULL;
}
