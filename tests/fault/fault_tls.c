/* fault_tls.c - connections of the misbehaving backend: a handshake is a hello each way.
 *
 * The hellos are just real enough for somebody who reads the wire: a ClientHello record whose body is one byte, and a
 * ServerHello with the extensions key_share (TLS 1.3) and pre_shared_key (a resumed session); in TLS 1.2 an empty
 * Certificate and ServerKeyExchange follow, unless a session is resumed.  Sessions hold nothing: the
 * client's byte says that it has been there before, and the server believes it.
 */
#include "fault.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
    HANDSHAKES_BEFORE_FAULT = 40,
    CLIENT_HELLO = 10, /* bytes, record header included */
    CLIENT_RESUMES_AT = 9,
    SERVER_HELLO = 72,
    SERVER_SHARE_AT = 49,
    SERVER_PSK_AT = 55,
    SERVER_CERTIFICATE_AT = 64,
    SERVER_KEY_EXCHANGE_AT = 68,
    ABSENT = 99, /* types that nobody knows */
    RESUMED = 98
};

/* clang-format off */
static const uint8_t client_hello[CLIENT_HELLO] = {22, 3, 3, 0, CLIENT_HELLO - 5, 1, 0, 0, CLIENT_HELLO - 9, 0};
static const uint8_t server_hello[SERVER_HELLO] = {
    [0] = 22, 3, 3, 0, SERVER_HELLO - 5,
    [5] = 2, 0, 0, 50, 3, 3,
    [43] = 0, 0x13, 0x01, 0, 0, 10, /* after the random: no session ID, suite, no compression; extensions */
    [49] = 0, 255, 0, 2, 0, 0, 0, 255, 0, 0,
    [59] = ABSENT, 0, 0, 1, 0, ABSENT, 0, 0, 0, ABSENT, 0, 0, 0,
};
/* clang-format on */

struct tb_ctx {
    tb_lib *lib;
    struct tb_negotiated agreed;
    bool server;
};

struct tb_conn {
    tb_ctx *ctx;
    struct tb_transport transport;
    bool resumed;
    uint8_t in[SERVER_HELLO], out[SERVER_HELLO];
    size_t received, sent;
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
    return TB_OK;
}

static void ctx_destroy(tb_ctx *ctx)
{
    free(ctx);
}

static enum tb_status conn_open(tb_ctx *ctx, tb_conn **out, const struct tb_transport *transport)
{
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    (*out)->ctx = ctx;
    (*out)->transport = *transport;
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
    return move(conn, moved, done, TB_WANT_READ);
}

static enum tb_status send_hello(tb_conn *conn)
{
    bool server = conn->ctx->server;
    uint16_t group = conn->ctx->agreed.group;
    size_t len = server ? SERVER_HELLO : CLIENT_HELLO, done;
    memcpy(conn->out, server ? server_hello : client_hello, len);
    if (server) {
        bool tls13 = conn->ctx->agreed.version == 0x0304;
        conn->out[SERVER_SHARE_AT + 1] = tls13 ? 51 : 255;
        conn->out[SERVER_SHARE_AT + 4] = (uint8_t)(group >> 8);
        conn->out[SERVER_SHARE_AT + 5] = (uint8_t)group;
        conn->out[SERVER_PSK_AT + 1] = tls13 && conn->resumed ? 41 : 255;
        conn->out[SERVER_CERTIFICATE_AT] = conn->resumed ? RESUMED : tls13 ? ABSENT : 11;
        conn->out[SERVER_KEY_EXCHANGE_AT] = conn->resumed || tls13 ? ABSENT : 12;
    } else {
        conn->out[CLIENT_RESUMES_AT] = conn->resumed;
    }
    while (conn->sent < len) {
        enum tb_status status = conn_write(conn, &done, conn->out + conn->sent, len - conn->sent);
        if (status != TB_OK)
            return status;
        conn->sent += done;
    }
    return TB_OK;
}

static enum tb_status receive_hello(tb_conn *conn)
{
    size_t len = conn->ctx->server ? CLIENT_HELLO : SERVER_HELLO, done;
    while (conn->received < len) {
        enum tb_status status = conn_read(conn, &done, conn->in + conn->received, len - conn->received);
        if (status != TB_OK)
            return status;
        conn->received += done;
    }
    if (conn->ctx->server)
        conn->resumed = conn->in[CLIENT_RESUMES_AT] && conn->ctx->lib->fault != FAULT_NOT_RESUMED;
    else
        conn->resumed = conn->in[SERVER_CERTIFICATE_AT] == RESUMED;
    return TB_OK;
}

/* The client speaks first, the server answers. */
static enum tb_status handshake(tb_conn *conn)
{
    enum tb_status status = fault_misbehave(conn->ctx->lib);
    if (status == TB_OK)
        status = conn->ctx->server ? receive_hello(conn) : send_hello(conn);
    if (status == TB_OK)
        status = conn->ctx->server ? send_hello(conn) : receive_hello(conn);
    if (status == TB_OK)
        conn->ctx->lib->handshakes++;
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
        out->version = out->version == 0x0304 ? 0x0303 : 0x0304;
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
