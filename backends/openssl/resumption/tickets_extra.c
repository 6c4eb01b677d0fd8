/* Tickets in OpenSSL 3.x, which sends only one after a resumed handshake whatever the setting; the others are requested
 * explicitly.
 */
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"

enum tb_status tb_set_tickets(tb_ctx *ctx, unsigned tickets)
{
    if (!ctx->server)
        return TB_OK;
    if (SSL_CTX_set_num_tickets(ctx->ssl_ctx, tickets))
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "the library cannot send %u session tickets", tickets);
}

enum tb_status tb_send_tickets(tb_conn *conn)
{
    if (!conn->tickets_queued) {
        conn->tickets_queued = true;
        if (!SSL_session_reused(conn->ssl) || SSL_version(conn->ssl) != TB_TLS13)
            return TB_OK;
        for (unsigned i = 1; i < conn->ctx->tickets; i++)
            if (!SSL_new_session_ticket(conn->ssl))
                return tb_fail(TB_ERROR, "no more tickets can be sent after the handshake");
    }
    int result = SSL_do_handshake(conn->ssl);
    return result == 1 ? TB_OK : tb_explain(conn, result);
}
