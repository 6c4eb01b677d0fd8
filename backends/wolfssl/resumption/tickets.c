/* Session tickets: RFC 5077, and in TLS 1.3 RFC 8446 4.6.1. */
#include "backends/wolfssl/resumption/session.h"
#include <string.h>

/* The number applies to TLS 1.3; in TLS 1.2 there is one, in a full handshake, if the client asks for it.  The library
 * is told only of the first of several, see tb_send_missing_tickets. */
static enum tb_status set_server_tickets(tb_ctx *ctx, const struct tb_tls_config *config)
{
    bool tls13 = config->max_version >= TB_TLS13, done;
    if (config->resumption == TB_RESUME_TICKET || config->tickets)
        done = tb_set_num_tickets(ctx->wolf, config->tickets ? 1 : 0) == WOLFSSL_SUCCESS;
    else
        done = wolfSSL_CTX_NoTicketTLSv12(ctx->wolf) == WOLFSSL_SUCCESS &&
               (!tls13 || tb_no_tickets_of_tls13(ctx->wolf) == 0);
    if (!done)
        return tb_fail(TB_UNSUPPORTED, "wolfSSL cannot send %u session tickets", config->tickets);
    bool tls12 = config->min_version < TB_TLS13 && config->resumption == TB_RESUME_TICKET;
    return tls12 ? tb_keep_tickets(ctx) : TB_OK;
}

/* By default a client does not request tickets in TLS 1.2; in TLS 1.3 they are sent unasked. */
static enum tb_status set_client_tickets(tb_ctx *ctx, const struct tb_tls_config *config)
{
    if (config->resumption != TB_RESUME_TICKET || config->min_version >= TB_TLS13)
        return TB_OK;
    int code = wolfSSL_CTX_UseSessionTicket(ctx->wolf);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_UNSUPPORTED, code, "session tickets");
}

enum tb_status tb_set_tickets(tb_ctx *ctx, const struct tb_tls_config *config)
{
    return (config->server ? set_server_tickets : set_client_tickets)(ctx, config);
}

/* wolfSSL_accept sends one ticket, and the others are sent here, one by one.  If wolfSSL is told of more, it still
 * sends only one after a resumed handshake, and drops the rest when one does not fit into the transport.  Such a ticket
 * waits in the connection, and is sent by the next call that sends. */
enum tb_status tb_send_missing_tickets(tb_conn *conn)
{
    const tb_ctx *ctx = conn->ctx;
    if (!ctx->server || wolfSSL_version(conn->wolf) != TB_TLS13)
        return TB_OK;
    enum tb_status status = conn->ticket_waits ? tb_flush(conn, "a ticket") : TB_OK;
    while (status == TB_OK && conn->further_tickets + 1 < ctx->tickets) {
        int result = tb_send_ticket(conn->wolf);
        status = result == WOLFSSL_SUCCESS ? TB_OK : tb_explain(conn, result, "a further ticket");
        conn->further_tickets++; /* includes one that waits: it has been made */
    }
    conn->ticket_waits = status == TB_WANT_WRITE;
    return status;
}

void tb_read_ticket(tb_conn *conn, struct tb_ticket *ticket)
{
    byte whole[4096];
    word32 len = sizeof whole;
    *ticket = (struct tb_ticket){0};
    if (wolfSSL_get_SessionTicket(conn->wolf, whole, &len) != WOLFSSL_SUCCESS || len == 0)
        return;
    ticket->len = len < sizeof ticket->start ? len : sizeof ticket->start;
    memcpy(ticket->start, whole, ticket->len);
}
