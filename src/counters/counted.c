#include "counters/counted.h"
#include "counters/tally.h"
#include <stdlib.h>

/* The structs behind the handles that are given out. */
struct counted_ctx {
    tb_ctx *inner;
    enum tb_account account;
};

struct counted_conn {
    tb_conn *inner;
    enum tb_account account;
    struct tb_transport transport;
};

/* A session's handle does not lead to its backend, and a table cannot be made per job, so there is one per process. */
static const struct tb_tls_ops *inner_tls;

static struct counted_ctx *ctx_of(tb_ctx *ctx)
{
    return (struct counted_ctx *)ctx;
}

static struct counted_conn *conn_of(tb_conn *conn)
{
    return (struct counted_conn *)conn;
}

/* ---- Accounts ---- */

static void enter(enum tb_account account, int fd)
{
    tb_tallies()->fd = fd;
    tb_tallies()->account = account;
}

static struct counted_conn *enter_conn(tb_conn *conn)
{
    struct counted_conn *counted = conn_of(conn);
    enter(counted->account, counted->transport.fd);
    return counted;
}

static enum tb_status leave(enum tb_status status)
{
    tb_tallies()->account = TB_OF_HARNESS;
    tb_tallies()->fd = -1;
    return status;
}

static void opened(enum tb_account account)
{
    struct tb_tally *tally = &tb_tallies()->of[account];
    if (tally->connections++ == 0)
        tally->base_bytes = tally->peak_bytes = tally->live_bytes;
    tb_record_scan_restart(&tally->scan);
}

/* ---- The transport ---- */

static ptrdiff_t counted_send(void *io, const void *src, size_t len)
{
    struct counted_conn *conn = io;
    ptrdiff_t sent = conn->transport.send(conn->transport.io, src, len);
    if (sent > 0) {
        struct tb_tally *tally = &tb_tallies()->of[conn->account];
        tally->writes++;
        tally->bytes += (uint64_t)sent;
        tb_record_scan_add(&tally->scan, src, (size_t)sent);
    }
    return sent;
}

static ptrdiff_t counted_recv(void *io, void *dst, size_t cap)
{
    struct counted_conn *conn = io;
    return conn->transport.recv(conn->transport.io, dst, cap);
}

/* ---- The calls ---- */

static enum tb_status ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config)
{
    *out = NULL;
    struct counted_ctx *ctx = malloc(sizeof *ctx);
    if (!ctx)
        return TB_ERROR;
    ctx->account = config->server ? TB_OF_SERVER : TB_OF_CLIENT;
    enter(ctx->account, -1);
    enum tb_status status = leave(inner_tls->ctx_create(lib, &ctx->inner, config));
    if (status == TB_OK)
        *out = (tb_ctx *)ctx;
    else
        free(ctx);
    return status;
}

static void ctx_destroy(tb_ctx *ctx)
{
    if (!ctx)
        return;
    enter(ctx_of(ctx)->account, -1);
    inner_tls->ctx_destroy(ctx_of(ctx)->inner);
    leave(TB_OK);
    free(ctx);
}

static enum tb_status open_conn(tb_ctx *ctx, tb_conn **out, const struct tb_transport *transport)
{
    *out = NULL;
    struct counted_conn *conn = malloc(sizeof *conn);
    if (!conn)
        return TB_ERROR;
    *conn = (struct counted_conn){.account = ctx_of(ctx)->account, .transport = *transport};
    struct tb_transport counted = {.fd = transport->fd, .io = conn, .recv = counted_recv, .send = counted_send};
    opened(conn->account);
    enter(conn->account, transport->fd);
    enum tb_status status =
        leave(inner_tls->open(ctx_of(ctx)->inner, &conn->inner, transport->fd < 0 ? &counted : transport));
    if (status == TB_OK) {
        *out = (tb_conn *)conn;
        return TB_OK;
    }
    tb_tallies()->of[conn->account].connections--;
    free(conn);
    return status;
}

static enum tb_status handshake(tb_conn *conn)
{
    struct counted_conn *counted = enter_conn(conn);
    enum tb_status status = leave(inner_tls->handshake(counted->inner));
    struct tb_tally *tally = &tb_tallies()->of[counted->account];
    if (status == TB_OK)
        tally->handshake_peak_bytes = tally->peak_bytes - tally->base_bytes;
    return status;
}

static enum tb_status write_some(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    return leave(inner_tls->write(enter_conn(conn)->inner, done, src, len));
}

static enum tb_status read_some(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    return leave(inner_tls->read(enter_conn(conn)->inner, done, dst, cap));
}

static enum tb_status shutdown_conn(tb_conn *conn)
{
    return leave(inner_tls->shutdown(enter_conn(conn)->inner));
}

static enum tb_status negotiated(tb_conn *conn, struct tb_negotiated *out)
{
    return inner_tls->negotiated(conn_of(conn)->inner, out);
}

static enum tb_refusal refusal(tb_conn *conn)
{
    return inner_tls->refusal(conn_of(conn)->inner);
}

static void destroy(tb_conn *conn)
{
    if (!conn)
        return;
    struct counted_conn *counted = enter_conn(conn);
    inner_tls->destroy(counted->inner);
    leave(TB_OK);
    tb_tallies()->of[counted->account].connections--;
    free(conn);
}

static enum tb_status session_take(tb_conn *conn, tb_session_state **out)
{
    return leave(inner_tls->session_take(enter_conn(conn)->inner, out));
}

static enum tb_status session_offer(tb_conn *conn, tb_session_state *session)
{
    return leave(inner_tls->session_offer(enter_conn(conn)->inner, session));
}

static void session_release(tb_session_state *session)
{
    enter(TB_OF_CLIENT, -1); /* only clients have sessions */
    inner_tls->session_release(session);
    leave(TB_OK);
}

static enum tb_status early_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    return leave(inner_tls->early_write(enter_conn(conn)->inner, done, src, len));
}

static enum tb_status early_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    return leave(inner_tls->early_read(enter_conn(conn)->inner, done, dst, cap));
}

/* A slot that the backend leaves empty stays empty. */
#define SLOT(name, counted) .name = inner->tls->name ? (counted) : NULL

const struct tb_backend *tb_counted(const struct tb_backend *inner)
{
    static struct tb_backend backend;
    static struct tb_tls_ops tls;
    backend = *inner;
    if (!inner->tls)
        return &backend;
    inner_tls = inner->tls;
    tls = (struct tb_tls_ops){SLOT(ctx_create, ctx_create),
                              SLOT(ctx_destroy, ctx_destroy),
                              SLOT(open, open_conn),
                              SLOT(handshake, handshake),
                              SLOT(write, write_some),
                              SLOT(read, read_some),
                              SLOT(shutdown, shutdown_conn),
                              SLOT(negotiated, negotiated),
                              SLOT(refusal, refusal),
                              SLOT(destroy, destroy),
                              SLOT(session_take, session_take),
                              SLOT(session_offer, session_offer),
                              SLOT(session_release, session_release),
                              SLOT(early_write, early_write),
                              SLOT(early_read, early_read)};
    backend.tls = &tls;
    return &backend;
}
