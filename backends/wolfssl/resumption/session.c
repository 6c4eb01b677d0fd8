/* session.c - resumption: the sessions that a server stores or issues, and that a client takes and offers. */
#include "backends/wolfssl/resumption/session.h"
#include "backends/wolfssl/tls/pins.h"
#include <stdlib.h>
#include <string.h>

struct tb_session_state {
    WOLFSSL_SESSION *wolf;
    bool verified; /* was the peer verified in the original handshake?  A resumed one shows no certificate */
};

/* The cache cannot be switched on again once it is off.  A client does not need it, since its sessions are passed in.
 * 5.9 accepts 0-RTT data only for sessions in its cache, and only once (RFC 8446 8), which cannot be avoided. */
static enum tb_status set_cache(tb_ctx *ctx, const struct tb_tls_config *config)
{
    bool by_id = config->resumption == TB_RESUME_SESSION_ID, early = config->early_data && TB_HAVE_EARLY_DATA_ONCE;
    bool remembers = config->server && by_id;
    if (config->cache)
        return tb_fail(TB_UNSUPPORTED,
                       "wolfSSL has one session cache for all contexts, of the size that its build chose "
                       "(CPPFLAGS=-DBIG_SESSION_CACHE and the like)");
    if (!config->server || !(by_id || early))
        wolfSSL_CTX_set_session_cache_mode(ctx->wolf, WOLFSSL_SESS_CACHE_OFF);
    return remembers && config->max_version >= TB_TLS13
               ? tb_fail(TB_UNSUPPORTED, "TLS 1.3 resumes with tickets, not with session IDs")
               : TB_OK;
}

enum tb_status tb_set_resumption(tb_ctx *ctx, const struct tb_tls_config *config)
{
    ctx->resumption = config->resumption;
    ctx->tickets = config->tickets;
    enum tb_status status = set_cache(ctx, config);
    if (status == TB_OK)
        status = tb_set_tickets(ctx, config);
    return status == TB_OK ? tb_set_early_data(ctx, config) : status;
}

/* A connection begins with the session that it offered, whose ticket is not new. */
static bool has_new_ticket(tb_conn *conn)
{
    struct tb_ticket now;
    tb_read_ticket(conn, &now);
    return now.len > 0 && (now.len != conn->offered.len || memcmp(now.start, conn->offered.start, now.len) != 0);
}

/* In TLS 1.2 a resumed session remains valid. */
static bool has_something(tb_conn *conn)
{
    struct tb_ticket ticket;
    if (wolfSSL_version(conn->wolf) == TB_TLS13)
        return has_new_ticket(conn);
    tb_read_ticket(conn, &ticket);
    return ticket.len > 0 || (conn->ctx->resumption == TB_RESUME_SESSION_ID && tb_read_session_id(conn));
}

enum tb_status tb_session_take(tb_conn *conn, tb_session_state **out)
{
    *out = NULL;
    if (!has_something(conn))
        return TB_WANT_READ;
    tb_session_state *session = calloc(1, sizeof *session);
    if (!session)
        return tb_fail(TB_ERROR, "out of memory");
    session->wolf = wolfSSL_get1_session(conn->wolf);
    session->verified = tb_peer_verified(conn);
    if (!session->wolf) {
        free(session);
        return tb_fail(TB_ERROR, "wolfSSL returned no session");
    }
    *out = session;
    return TB_OK;
}

/* A connection modifies its session, so it gets a copy, and the offered one remains unchanged. */
enum tb_status tb_session_offer(tb_conn *conn, tb_session_state *session)
{
    WOLFSSL_SESSION *copy = wolfSSL_SESSION_dup(session->wolf);
    if (!copy)
        return tb_fail(TB_ERROR, "out of memory for a copy of the session");
    int code = wolfSSL_set_session(conn->wolf, copy);
    wolfSSL_SESSION_free(copy); /* the connection holds it now */
    if (code != WOLFSSL_SUCCESS)
        return tb_fail(TB_ERROR, "wolfSSL does not accept the session: it has expired or is incomplete");
    conn->offered_verified = session->verified;
    tb_read_ticket(conn, &conn->offered);
    return TB_OK;
}

void tb_session_release(tb_session_state *session)
{
    if (!session)
        return;
    wolfSSL_SESSION_free(session->wolf);
    free(session);
}
