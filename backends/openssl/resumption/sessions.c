/* Resumption.  The client does not use the library's caches: the caller holds its sessions. */
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"
#include <stdlib.h>

struct tb_session_state {
    SSL_SESSION *session;
};

static enum tb_status consistent(const struct tb_tls_config *config)
{
    bool tickets = config->resumption == TB_RESUME_TICKET;
    if (config->resumption == TB_RESUME_SESSION_ID && config->min_version >= TB_TLS13)
        return tb_fail(TB_UNSUPPORTED, "session IDs resume TLS 1.2 only; TLS 1.3 resumes with tickets");
    if (config->resumption == TB_RESUME_SESSION_ID && config->tickets)
        return tb_fail(TB_UNSUPPORTED, "a server that resumes by session ID sends no tickets");
    if (config->cache && (!config->server || config->resumption != TB_RESUME_SESSION_ID))
        return tb_fail(TB_UNSUPPORTED, "only a server that resumes by session ID stores sessions");
    if (config->early_data && !tickets)
        return tb_fail(TB_UNSUPPORTED, "0-RTT data needs tickets");
    return TB_OK;
}

enum tb_status tb_set_resumption(tb_ctx *ctx, const struct tb_tls_config *config)
{
    static const uint8_t name[] = "tlsbench";
    SSL_CTX *ssl_ctx = ctx->ssl_ctx;
    bool remembers = config->server && config->resumption == TB_RESUME_SESSION_ID;
    enum tb_status status = consistent(config);
    SSL_CTX_set_session_cache_mode(ssl_ctx, remembers ? SSL_SESS_CACHE_SERVER : SSL_SESS_CACHE_OFF);
    if (status == TB_OK && config->cache)
        SSL_CTX_sess_set_cache_size(ssl_ctx, config->cache); /* returns the size before */
    if (config->resumption != TB_RESUME_TICKET && config->tickets == 0)
        SSL_CTX_set_options(ssl_ctx, SSL_OP_NO_TICKET);
    /* A server that requests client certificates resumes only sessions with its own session id context. */
    if (status == TB_OK && config->resumption != TB_RESUME_NONE &&
        !SSL_CTX_set_session_id_context(ssl_ctx, name, sizeof name - 1))
        status = TB_ERROR;
    if (config->resumption != TB_RESUME_NONE && !config->server)
        tb_keep_sessions(ssl_ctx);
    if (status == TB_OK)
        status = tb_set_tickets(ctx, ctx->tickets);
    if (status == TB_OK && config->early_data)
        status = tb_set_early_data(ctx);
    return status;
}

enum tb_status tb_session_take(tb_conn *conn, tb_session_state **out)
{
    *out = NULL;
    SSL_SESSION *session = tb_newest_session(conn);
    if (!session || !SSL_SESSION_is_resumable(session)) {
        SSL_SESSION_free(session);
        return TB_WANT_READ;
    }
    tb_session_state *state = malloc(sizeof *state);
    if (!state) {
        SSL_SESSION_free(session);
        return tb_fail(TB_ERROR, "out of memory");
    }
    state->session = session;
    *out = state;
    return TB_OK;
}

enum tb_status tb_session_offer(tb_conn *conn, tb_session_state *state)
{
    if (conn->ctx->server || conn->ctx->resumption == TB_RESUME_NONE)
        return tb_fail(TB_ERROR, "only a client with resumption in its context can offer sessions");
    if (!SSL_set_session(conn->ssl, state->session))
        return tb_fail(TB_ERROR, "the library does not accept the session");
    SSL_SESSION_up_ref(state->session); /* compared later, when the caller may have released it */
    SSL_SESSION_free(conn->offered);
    conn->offered = state->session;
    return TB_OK;
}

void tb_session_release(tb_session_state *state)
{
    if (!state)
        return;
    SSL_SESSION_free(state->session);
    free(state);
}
