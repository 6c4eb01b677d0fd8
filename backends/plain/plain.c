/* plain.c - no TLS at all: bytes are passed through unchanged.
 *
 * It measures the cost of a connection and a byte before any TLS: the cost of the harness, through the same calls,
 * sockets and loops as for every library.  It is also the smallest complete backend, and so a skeleton for new ones:
 *
 *   1. handles: tb_lib for the process, tb_ctx for one configuration, tb_conn for one connection;
 *   2. the calls, each of which maps the library's result to an enum tb_status;
 *   3. the tables; a backend with cryptography adds kx, key, aead, hash and trust.
 */
#include "backends/backend.h"
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct tb_lib {
    atomic_int error; /* errno of the last failure; 0: none.  Atomic, because threads may share a tb_lib */
    struct tb_info info;
};

struct tb_ctx {
    tb_lib *lib;
};

struct tb_conn {
    tb_lib *lib;
    struct tb_transport transport;
};

/* ---- The library ---- */

__attribute__((visibility("default"))) extern const struct tb_backend tb_backend;

static enum tb_status lib_open(tb_lib **out, const char *options)
{
    (void)options; /* there are no options */
    *out = calloc(1, sizeof **out);
    if (!*out)
        return TB_ERROR;
    /* A TLS library reports its own version; this backend can only report the file of its code. */
    Dl_info where = {0};
    bool known = dladdr(&tb_backend, &where) != 0;
    (*out)->info = (struct tb_info){
        .instance = TB_INSTANCE,
        .product = "plain",
        .version = "1",
        .date = "",
        .date_of = "",
        .says = "",
        .headers = "1",
        .build = "",
        .cpu = "",
        .image = known ? where.dli_fname : "",
        .tls_image = known ? where.dli_fname : "",
        .linkage = TB_LINKAGE,
        .missing = "",
    };
    return TB_OK;
}

static void lib_close(tb_lib *lib)
{
    free(lib);
}

static const struct tb_info *lib_info(tb_lib *lib)
{
    return &lib->info;
}

/* There are no algorithms.  Connections work nevertheless: tb_backend.cleartext says that nothing in them is
 * negotiated. */
static enum tb_status lib_supports(tb_lib *lib, enum tb_cap cap, uint16_t id)
{
    (void)lib;
    (void)cap;
    (void)id;
    return TB_UNSUPPORTED;
}

static size_t lib_error_text(tb_lib *lib, char *dst, size_t cap)
{
    if (cap == 0)
        return 0;
    int error = lib ? atomic_exchange(&lib->error, 0) : ENOMEM;
    snprintf(dst, cap, "%s", error ? strerror(error) : "");
    return strlen(dst);
}

/* ---- Contexts and connections ---- */

/* A TLS backend honours every setting of the configuration, or refuses it.  Without TLS there is nothing to honour. */
static enum tb_status ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config)
{
    (void)config;
    *out = malloc(sizeof **out);
    if (!*out) {
        lib->error = ENOMEM;
        return TB_ERROR;
    }
    (*out)->lib = lib;
    return TB_OK;
}

static void ctx_destroy(tb_ctx *ctx)
{
    free(ctx);
}

static enum tb_status conn_open(tb_ctx *ctx, tb_conn **out, const struct tb_transport *transport)
{
    *out = malloc(sizeof **out);
    if (!*out) {
        ctx->lib->error = ENOMEM;
        return TB_ERROR;
    }
    **out = (struct tb_conn){ctx->lib, *transport};
    return TB_OK;
}

static enum tb_status conn_handshake(tb_conn *conn)
{
    (void)conn;
    return TB_OK;
}

/* The one place that maps the transport's result to a status.  A socket reports it in errno. */
static enum tb_status moved(tb_conn *conn, ptrdiff_t n, size_t *done, enum tb_status want)
{
    if (n > 0) {
        *done = (size_t)n;
        return TB_OK;
    }
    bool socket = conn->transport.fd >= 0;
    if (n == TB_IO_EOF)
        return TB_CLOSED;
    if (socket ? errno == EAGAIN || errno == EWOULDBLOCK : n == TB_IO_AGAIN)
        return want;
    conn->lib->error = socket ? errno : EIO;
    return TB_ERROR;
}

static enum tb_status conn_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    const struct tb_transport *t = &conn->transport;
    ptrdiff_t n = t->fd >= 0 ? send(t->fd, src, len, MSG_NOSIGNAL) : t->send(t->io, src, len);
    return moved(conn, n, done, TB_WANT_WRITE);
}

static enum tb_status conn_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    const struct tb_transport *t = &conn->transport;
    ptrdiff_t n = t->fd >= 0 ? recv(t->fd, dst, cap, 0) : t->recv(t->io, dst, cap);
    return moved(conn, n, done, TB_WANT_READ);
}

/* There is no close_notify to send.  The peer reads the end of the stream, which is TB_CLOSED, when the transport is
 * closed. */
static enum tb_status conn_shutdown(tb_conn *conn)
{
    (void)conn;
    return TB_OK;
}

static enum tb_status conn_negotiated(tb_conn *conn, struct tb_negotiated *out)
{
    (void)conn;
    *out = (struct tb_negotiated){0};
    return TB_OK;
}

static void conn_destroy(tb_conn *conn)
{
    free(conn);
}

/* ---- The tables ---- */

static const struct tb_tls_ops tls_ops = {
    .ctx_create = ctx_create,
    .ctx_destroy = ctx_destroy,
    .open = conn_open,
    .handshake = conn_handshake,
    .write = conn_write,
    .read = conn_read,
    .shutdown = conn_shutdown,
    .negotiated = conn_negotiated,
    .destroy = conn_destroy,
};

const struct tb_backend tb_backend = {
    .abi = TB_BACKEND_ABI,
    .struct_size = sizeof(struct tb_backend),
    .name = "plain",
    .cleartext = true,
    .open = lib_open,
    .close = lib_close,
    .info = lib_info,
    .supports = lib_supports,
    .error_text = lib_error_text,
    .tls = &tls_ops,
};
