/* fault_tls.c - connections of the misbehaving backend: a handshake exchanges the flights of fault_flights.c, and data
 * after it is sent unchanged.
 */
#include "core/iana.h"
#include "fault_flights.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { HANDSHAKES_BEFORE_FAULT = 40 };

struct tb_ctx {
    tb_lib *lib;
    struct tb_negotiated agreed;
    bool server;
    size_t chain_len; /* server: length of its chain in a Certificate message */
};

struct tb_conn {
    tb_ctx *ctx;
    struct tb_transport transport;
    bool resumed;
    unsigned flight;          /* current flight, from 1; the client makes the odd ones */
    struct fault_flight made; /* what this end sends */
    size_t sent;
    uint8_t in[FAULT_RECORD_START]; /* start of the record that is being received */
    size_t received;
    char *ballast;
};

struct tb_session_state {
    char nothing;
};

static uint16_t first(const uint16_t *list, size_t num)
{
    return num ? list[0] : 0;
}

static enum tb_status ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config)
{
    *out = NULL;
    if (lib->fault == FAULT_UNSUPPORTED)
        return TB_UNSUPPORTED;
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    (*out)->lib = lib;
    (*out)->server = config->server;
    (*out)->agreed = (struct tb_negotiated){
        .version = config->max_version,
        .suite = first(config->suites, config->num_suites),
        .group = first(config->groups, config->num_groups),
        .scheme = first(config->schemes, config->num_schemes),
        .peer_verified = config->verify_peer,
    };
    (*out)->chain_len = fault_chain_len(config->chain_pem);
    return TB_OK;
}

static void ctx_destroy(tb_ctx *ctx)
{
    free(ctx);
}

/* Unnecessary allocations that the compiler cannot remove. */
static void squander(void)
{
    for (int i = 0; i < 3; i++) {
        void *volatile waste = malloc(64);
        free(waste);
    }
}

/* Written to, so that it is resident. */
static bool carry(tb_conn *conn, size_t len)
{
    conn->ballast = malloc(len);
    if (conn->ballast)
        memset(conn->ballast, 1, len);
    return conn->ballast != NULL;
}

static enum tb_status conn_open(tb_ctx *ctx, tb_conn **out, const struct tb_transport *transport)
{
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    (*out)->ctx = ctx;
    (*out)->transport = *transport;
    (*out)->flight = 1;
    if (ctx->lib->fault == FAULT_GREEDY && ctx->server)
        squander();
    if (ctx->lib->fault != FAULT_HEAVY || carry(*out, ctx->server ? 2 * FAULT_BALLAST : FAULT_BALLAST))
        return TB_OK;
    free(*out);
    *out = NULL;
    return TB_ERROR;
}

/* Names are of no interest: a server of this backend has one certificate for all, and a client takes it. */
static enum tb_status conn_name(tb_conn *conn, const char *host)
{
    (void)conn, (void)host;
    return TB_OK;
}

static enum tb_status move(tb_conn *conn, ptrdiff_t moved, size_t *done, enum tb_status want)
{
    if (conn->transport.fd >= 0 && moved < 0)
        moved = errno == EAGAIN ? TB_IO_AGAIN : TB_IO_ERROR;
    if (moved > 0) {
        *done = (size_t)moved;
        return TB_OK;
    }
    return moved == TB_IO_AGAIN ? want : moved == TB_IO_EOF ? TB_CLOSED : TB_ERROR;
}

static enum tb_status conn_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    const struct tb_transport *t = &conn->transport;
    ptrdiff_t moved = t->fd >= 0 ? send(t->fd, src, len, MSG_NOSIGNAL) : t->send(t->io, src, len);
    return move(conn, moved, done, TB_WANT_WRITE);
}

static enum tb_status conn_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    const struct tb_transport *t = &conn->transport;
    if (conn->ctx->lib->grudge)
        return TB_BAD_PEER;
    ptrdiff_t moved = t->fd >= 0 ? recv(t->fd, dst, cap, 0) : t->recv(t->io, dst, cap);
    enum tb_status status = move(conn, moved, done, TB_WANT_READ);
    return status == TB_CLOSED && conn->ctx->lib->fault == FAULT_TRUNCATES ? TB_BAD_PEER : status;
}

static enum tb_status send_flight(tb_conn *conn)
{
    size_t done;
    if (conn->sent == 0)
        fault_make_flight(&conn->made, conn->ctx->lib->fault, &conn->ctx->agreed, conn->flight, conn->resumed,
                          conn->ctx->chain_len);
    while (conn->sent < conn->made.len) {
        enum tb_status status = conn_write(conn, &done, conn->made.bytes + conn->sent, conn->made.len - conn->sent);
        if (status != TB_OK)
            return status;
        conn->sent += done;
    }
    conn->sent = 0;
    conn->flight++;
    return TB_OK;
}

/* Keeps the start of a record; of the rest only the length matters. */
static enum tb_status receive_record(tb_conn *conn)
{
    size_t done, len = FAULT_RECORD_HEADER;
    while (conn->received < len) {
        uint8_t rest[1024], *at = conn->received < sizeof conn->in ? conn->in + conn->received : rest;
        size_t room = at == rest ? sizeof rest : sizeof conn->in - conn->received, left = len - conn->received;
        enum tb_status status = conn_read(conn, &done, at, left < room ? left : room);
        if (status != TB_OK)
            return status;
        conn->received += done;
        if (conn->received >= FAULT_RECORD_HEADER)
            len = fault_record_len(conn->in);
    }
    conn->received = 0;
    return TB_OK;
}

static enum tb_status receive_flight(tb_conn *conn)
{
    do {
        enum tb_status status = receive_record(conn);
        if (status != TB_OK)
            return status;
        if (conn->flight == 1)
            conn->resumed = conn->in[FAULT_RESUMES_AT] && conn->ctx->lib->fault != FAULT_NOT_RESUMED;
        if (conn->flight == 2 && conn->in[0] == 22 && conn->in[FAULT_RECORD_HEADER] == 2) /* the ServerHello */
            conn->resumed = conn->in[FAULT_RESUMED_AT];
    } while (!fault_ends_flight(conn->in));
    conn->flight++;
    return TB_OK;
}

/* Only a full TLS 1.2 handshake has a fourth flight. */
static enum tb_status handshake(tb_conn *conn)
{
    enum tb_status status = fault_misbehave(conn->ctx->lib);
    for (;;) {
        unsigned last = conn->flight > 2 && conn->ctx->agreed.version == TB_TLS12 && !conn->resumed ? 4 : 3;
        if (status != TB_OK || conn->flight > last)
            break;
        bool mine = conn->ctx->server == (conn->flight % 2 == 0);
        status = mine ? send_flight(conn) : receive_flight(conn);
    }
    if (status == TB_OK)
        conn->ctx->lib->handshakes++;
    size_t done;
    if (status == TB_OK && conn->ctx->server && conn->ctx->lib->fault == FAULT_CHATTERS)
        status = conn_write(conn, &done, "?", 1);
    if (status == TB_OK && conn->ctx->server)
        fault_now_and_then(conn->ctx->lib, ++conn->ctx->lib->served, true);
    return status;
}

static enum tb_status conn_shutdown(tb_conn *conn)
{
    (void)conn;
    return TB_OK;
}

static enum tb_status negotiated(tb_conn *conn, struct tb_negotiated *out)
{
    const tb_lib *lib = conn->ctx->lib;
    *out = conn->ctx->agreed;
    out->resumed = conn->resumed;
    enum fault fault = lib->fault;
    if (fault == FAULT_LIE_LATER && lib->handshakes >= HANDSHAKES_BEFORE_FAULT)
        fault = FAULT_LIE_VERSION;
    switch (fault) {
    case FAULT_LIE_VERSION:
        out->version = out->version == TB_TLS13 ? TB_TLS12 : TB_TLS13;
        break;
    case FAULT_LIE_GROUP:
        out->group = 0x0019;
        break;
    case FAULT_LIE_UNKNOWN:
        out->group = out->scheme = TB_NEGOTIATED_UNKNOWN;
        break;
    case FAULT_LIE_RESUMED:
        out->resumed = true;
        break;
    case FAULT_UNVERIFIED:
        out->peer_verified = false;
        break;
    default:
        break;
    }
    return TB_OK;
}

static void conn_destroy(tb_conn *conn)
{
    if (conn)
        free(conn->ballast);
    free(conn);
}

static enum tb_status session_take(tb_conn *conn, tb_session_state **out)
{
    *out = NULL;
    if (conn->ctx->lib->fault == FAULT_NO_SESSION)
        return TB_WANT_READ;
    *out = calloc(1, sizeof **out);
    return *out ? TB_OK : TB_ERROR;
}

static enum tb_status session_offer(tb_conn *conn, tb_session_state *session)
{
    (void)session;
    conn->resumed = true;
    return TB_OK;
}

static void session_release(tb_session_state *session)
{
    free(session);
}

const struct tb_tls_ops fault_tls_ops = {
    .ctx_create = ctx_create,
    .ctx_destroy = ctx_destroy,
    .open = conn_open,
    .name = conn_name,
    .handshake = handshake,
    .write = conn_write,
    .read = conn_read,
    .shutdown = conn_shutdown,
    .negotiated = negotiated,
    .destroy = conn_destroy,
    .session_take = session_take,
    .session_offer = session_offer,
    .session_release = session_release,
};
