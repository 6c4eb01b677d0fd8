/* A build without session tickets. */
#include "backends/wolfssl/resumption/session.h"

enum tb_status tb_set_tickets(tb_ctx *ctx, const struct tb_tls_config *config)
{
    (void)ctx;
    bool wished = config->resumption == TB_RESUME_TICKET || config->tickets;
    return wished ? tb_lacks("session tickets (--enable-session-ticket)") : TB_OK;
}

enum tb_status tb_send_missing_tickets(tb_conn *conn)
{
    (void)conn;
    return TB_OK;
}

void tb_read_ticket(tb_conn *conn, struct tb_ticket *ticket)
{
    (void)conn;
    *ticket = (struct tb_ticket){0};
}
