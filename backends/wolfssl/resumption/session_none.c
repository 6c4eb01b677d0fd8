/* A build without sessions. */
#include "backends/wolfssl/resumption/session.h"

static const char lacks[] =
    "sessions (build without CPPFLAGS=-DNO_SESSION_CACHE; --disable-tlsv12 implies it without --enable-session-ticket)";

enum tb_status tb_set_resumption(tb_ctx *ctx, const struct tb_tls_config *config)
{
    ctx->resumption = config->resumption;
    ctx->tickets = config->tickets;
    if (config->resumption != TB_RESUME_NONE || config->cache)
        return tb_lacks(lacks);
    enum tb_status status = tb_set_tickets(ctx, config);
    return status == TB_OK ? tb_set_early_data(ctx, config) : status;
}

enum tb_status tb_session_take(tb_conn *conn, tb_session_state **out)
{
    (void)conn;
    *out = NULL;
    return tb_lacks(lacks);
}

enum tb_status tb_session_offer(tb_conn *conn, tb_session_state *session)
{
    (void)conn, (void)session;
    return tb_lacks(lacks);
}

void tb_session_release(tb_session_state *session)
{
    (void)session; /* there is none */
}
