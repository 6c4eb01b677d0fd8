/* Libraries in which TLS 1.3 tickets have no effect, whatever SSL_CTX_set_num_tickets returns (LibreSSL): there are
 * only those of TLS 1.2. */
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"

enum tb_status tb_set_tickets(tb_ctx *ctx, unsigned tickets)
{
    int max = (int)SSL_CTX_get_max_proto_version(ctx->ssl_ctx);
    bool tls12 = max != 0 && max <= TB_TLS12;
    if (tls12 ? tickets <= 1 : tickets == 0 && ctx->resumption != TB_RESUME_TICKET)
        return TB_OK;
    if (tls12)
        return tb_fail(TB_UNSUPPORTED, "the library cannot send %u session tickets after each handshake", tickets);
    return tb_fail(TB_UNSUPPORTED, "in TLS 1.3 this library's client does not resume with a ticket of its server");
}

enum tb_status tb_send_tickets(tb_conn *conn)
{
    (void)conn;
    return TB_OK;
}
