/* Tickets in OpenSSL 1.1.1, which sends only one after a resumed handshake whatever the setting. */
#include "backends/openssl/tls/tls.h"

enum tb_status tb_set_tickets(tb_ctx *ctx, unsigned tickets)
{
    if (!ctx->server)
        return TB_OK;
    if (tickets <= 1 && SSL_CTX_set_num_tickets(ctx->ssl_ctx, tickets) &&
        SSL_CTX_get_num_tickets(ctx->ssl_ctx) == tickets)
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "the library cannot send %u session tickets after each handshake", tickets);
}

enum tb_status tb_send_tickets(tb_conn *conn)
{
    (void)conn;
    return TB_OK;
}
