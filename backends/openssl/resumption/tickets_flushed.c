/* Tickets in BoringSSL and AWS-LC, which hold them back until the server writes; an empty write sends them. */
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"

enum { MOST_TICKETS = 16 }; /* more are silently left out, and older versions do not report that */

enum tb_status tb_set_tickets(tb_ctx *ctx, unsigned tickets)
{
    if (!ctx->server)
        return TB_OK;
    if (tickets <= MOST_TICKETS && SSL_CTX_set_num_tickets(ctx->ssl_ctx, tickets))
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "the library cannot send %u session tickets", tickets);
}

enum tb_status tb_send_tickets(tb_conn *conn)
{
    if (SSL_version(conn->ssl) != TB_TLS13)
        return TB_OK;
    int result = SSL_write(conn->ssl, "", 0);
    return result >= 0 ? TB_OK : tb_explain(conn, result);
}
