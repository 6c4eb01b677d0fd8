/* session.c - resumption: what a server keeps or gives out, and what a client takes and offers. */
#include "session.h"
#include "pins.h"
#include <stdlib.h>
#include <string.h>

struct tb_session_state {
    WOLFSSL_SESSION *wolf;
    bool verified; /* the peer, when the session was new: a resumed handshake shows no certificate */
};

/* The cache cannot be switched on again once it is off.  A client has no use for it: sessions are handed to it. */
static enum tb_status set_cache(tb_ctx *ctx, const struct tb_tls_config *config)
{
    bool remembers = config->server && config->resumption == TB_RESUME_SESSION_ID;
    if (!remembers)
        wolfSSL_CTX_set_session_cache_mode(ctx->wolf, WOLFSSL_SESS_CACHE_OFF);
    return remembers && config->max_version >= TLS13
               ? tb_fail(TB_UNSUPPORTED, "TLS 1.3 resumes by tickets, not by session IDs")
               : TB_OK;
}

/* Their number is TLS 1.3's; in TLS 1.2 there is one, in a full handshake, if the client asks for it.  Of several the
 * library is told of the first, see tb_send_missing_tickets. */
static enum tb_status set_server_tickets(tb_ctx *ctx, const struct tb_tls_config *config)
{
    bool tls13 = config->max_version >= TLS13, done;
    if (config->resumption == TB_RESUME_TICKET || config->tickets)
        done = wolfSSL_CTX_set_num_tickets(ctx->wolf, config->tickets ? 1 : 0) == WOLFSSL_SUCCESS;
    else
        done = wolfSSL_CTX_NoTicketTLSv12(ctx->wolf) == WOLFSSL_SUCCESS &&
               (!tls13 || wolfSSL_CTX_no_ticket_TLSv13(ctx->wolf) == 0);
    if (!done)
        return tb_fail(TB_UNSUPPORTED, "wolfSSL cannot send %u session tickets", config->tickets);
    bool tls12 = config->min_version < TLS13 && config->resumption == TB_RESUME_TICKET;
    return tls12 ? tb_keep_tickets(ctx) : TB_OK;
}

/* Of itself a client asks for no ticket in TLS 1.2; in TLS 1.3 they come unasked. */
static enum tb_status set_client_tickets(tb_ctx *ctx, const struct tb_tls_config *config)
{
    if (config->resumption != TB_RESUME_TICKET || config->min_version >= TLS13)
        return TB_OK;
    int code = wolfSSL_CTX_UseSessionTicket(ctx->wolf);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_UNSUPPORTED, code, "session tickets");
}

enum tb_status tb_set_resumption(tb_ctx *ctx, const struct tb_tls_config *config)
{
    ctx->resumption = config->resumption;
    ctx->tickets = config->tickets;
    enum tb_status status = set_cache(ctx, config);
    if (status == TB_OK)
        status = (config->server ? set_server_tickets : set_client_tickets)(ctx, config);
    return status == TB_OK ? tb_set_early_data(ctx, config) : status;
}

/* wolfSSL_accept sends one ticket, and the others are sent here, one by one: told of more, it still sends a single one
 * after a resumed handshake, and forgets the rest when one of them does not fit into the transport.  Such a ticket
 * waits in the connection, and goes out with the next call that sends. */
enum tb_status tb_send_missing_tickets(tb_conn *conn)
{
    const tb_ctx *ctx = conn->ctx;
    if (!ctx->server || wolfSSL_version(conn->wolf) != TLS13)
        return TB_OK;
    enum tb_status status = conn->ticket_waits ? tb_flush(conn, "a ticket") : TB_OK;
    while (status == TB_OK && conn->further_tickets + 1 < ctx->tickets) {
        int result = wolfSSL_send_SessionTicket(conn->wolf);
        status = result == WOLFSSL_SUCCESS ? TB_OK : tb_explain(conn, result, "a further ticket");
        conn->further_tickets++; /* also one that waits: it has been made */
    }
    conn->ticket_waits = status == TB_WANT_WRITE;
    return status;
}

/* What tells a ticket from another: its key's name and its random start.  len 0: there is none. */
static void read_ticket(tb_conn *conn, struct tb_ticket *ticket)
{
    byte whole[4096];
    word32 len = sizeof whole;
    *ticket = (struct tb_ticket){0};
    if (wolfSSL_get_SessionTicket(conn->wolf, whole, &len) != WOLFSSL_SUCCESS || len == 0)
        return;
    ticket->len = len < sizeof ticket->start ? len : sizeof ticket->start;
    memcpy(ticket->start, whole, ticket->len);
}

/* A connection begins with the session it offered, whose ticket is not news. */
static bool has_new_ticket(tb_conn *conn)
{
    struct tb_ticket now;
    read_ticket(conn, &now);
    return now.len > 0 && (now.len != conn->offered.len || memcmp(now.start, conn->offered.start, now.len) != 0);
}

/* In TLS 1.2 a session that was resumed goes on as it is. */
static bool has_something(tb_conn *conn)
{
    struct tb_ticket ticket;
    if (wolfSSL_version(conn->wolf) == TLS13)
        return has_new_ticket(conn);
    read_ticket(conn, &ticket);
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
        return tb_fail(TB_ERROR, "wolfSSL hands out no session");
    }
    *out = session;
    return TB_OK;
}

/* A connection writes into the session that it is given, so it gets a copy: what is offered stays as it is. */
enum tb_status tb_session_offer(tb_conn *conn, tb_session_state *session)
{
    WOLFSSL_SESSION *copy = wolfSSL_SESSION_dup(session->wolf);
    if (!copy)
        return tb_fail(TB_ERROR, "out of memory for a copy of the session");
    int code = wolfSSL_set_session(conn->wolf, copy);
    wolfSSL_SESSION_free(copy); /* the connection holds it now */
    if (code != WOLFSSL_SUCCESS)
        return tb_fail(TB_ERROR, "wolfSSL does not offer the session: it has expired, or is not whole");
    conn->offered_verified = session->verified;
    read_ticket(conn, &conn->offered);
    return TB_OK;
}

void tb_session_release(tb_session_state *session)
{
    if (!session)
        return;
    wolfSSL_SESSION_free(session->wolf);
    free(session);
}
