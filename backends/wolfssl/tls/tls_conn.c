/* Connections. */
#include "backends/alert.h"
#include "backends/wolfssl/resumption/session.h"
#include "backends/wolfssl/tls/pins.h"
#include "backends/wolfssl/tls/refusal.h"
#include "backends/wolfssl/trust/intermediates.h"
#include "backends/wolfssl/trust/pretend_time.h"
#include "core/iana.h"
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <wolfssl/error-ssl.h>

static int int_len(size_t len)
{
    return len > INT_MAX ? INT_MAX : (int)len;
}

static int io_recv(WOLFSSL *wolf, char *dst, int cap, void *arg)
{
    (void)wolf;
    tb_conn *conn = arg;
    ptrdiff_t len = conn->transport.recv(conn->transport.io, dst, (size_t)cap);
    if (len > 0)
        return (int)len;
    conn->end_of_stream = len == TB_IO_EOF;
    if (len == TB_IO_AGAIN)
        return WOLFSSL_CBIO_ERR_WANT_READ;
    return conn->end_of_stream ? WOLFSSL_CBIO_ERR_CONN_CLOSE : WOLFSSL_CBIO_ERR_GENERAL;
}

static int io_send(WOLFSSL *wolf, char *src, int len, void *arg)
{
    (void)wolf;
    tb_conn *conn = arg;
    ptrdiff_t sent = conn->transport.send(conn->transport.io, src, (size_t)len);
    conn->send_blocked = sent == TB_IO_AGAIN;
    if (sent > 0)
        return (int)sent;
    return conn->send_blocked ? WOLFSSL_CBIO_ERR_WANT_WRITE : WOLFSSL_CBIO_ERR_GENERAL;
}

static enum tb_status attach(tb_conn *conn)
{
    if (conn->transport.fd >= 0) {
        int code = wolfSSL_set_fd(conn->wolf, conn->transport.fd);
        return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_ERROR, code, "attaching the socket");
    }
    wolfSSL_SSLSetIORecv(conn->wolf, io_recv);
    wolfSSL_SSLSetIOSend(conn->wolf, io_send);
    wolfSSL_SetIOReadCtx(conn->wolf, conn);
    wolfSSL_SetIOWriteCtx(conn->wolf, conn);
    return TB_OK;
}

static enum tb_status conn_name(tb_conn *conn, const char *host)
{
    int code = tb_send_name(conn, host);
    if (code == WOLFSSL_SUCCESS && conn->ctx->verify_peer)
        code = wolfSSL_check_domain_name(conn->wolf, host);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_ERROR, code, "naming the server");
}

static enum tb_status name_the_server(tb_conn *conn)
{
    const char *host = conn->ctx->host;
    return conn->ctx->server || !host ? TB_OK : conn_name(conn, host);
}

static void set_need(tb_conn *conn, bool in_need)
{
    if (in_need && !conn->in_need)
        atomic_fetch_add(&conn->ctx->in_need, 1);
    else if (!in_need && conn->in_need)
        atomic_fetch_sub(&conn->ctx->in_need, 1);
    conn->in_need = in_need;
}

static void conn_destroy(tb_conn *conn)
{
    if (!conn)
        return;
    set_need(conn, false);
    wolfSSL_free(conn->wolf);
    free(conn);
}

/* Removes intermediates, so that every connection starts from the roots; see intermediates.h for the exception. */
static enum tb_status forget(tb_ctx *ctx)
{
    if (!ctx->verify_peer)
        return TB_OK;
    int error = pthread_rwlock_trywrlock(&ctx->trusted);
    if (error == EBUSY)
        return TB_OK;
    if (error != 0)
        return tb_fail(TB_ERROR, "the lock of the trusted certificates");
    enum tb_status status = ctx->in_need ? TB_OK : tb_forget_intermediates(ctx);
    pthread_rwlock_unlock(&ctx->trusted);
    return status;
}

static enum tb_status conn_open(tb_ctx *ctx, tb_conn **out, const struct tb_transport *transport)
{
    *out = NULL;
    enum tb_status status = tb_rng(ctx->lib) ? forget(ctx) : TB_ERROR; /* not for random numbers: see lib.h */
    if (status != TB_OK)
        return status;
    tb_conn *conn = calloc(1, sizeof *conn);
    if (!conn)
        return tb_fail(TB_ERROR, "out of memory");
    conn->ctx = ctx;
    conn->transport = *transport;
    conn->wolf = wolfSSL_new(ctx->wolf);
    status = conn->wolf ? attach(conn) : tb_fail(TB_ERROR, "wolfSSL could not create a connection");
    if (status == TB_OK)
        status = name_the_server(conn);
    if (status == TB_OK)
        status = tb_ask_for_staple(conn);
    if (status != TB_OK) {
        conn_destroy(conn);
        return status;
    }
    tb_pin_connection(conn);
    *out = conn;
    return TB_OK;
}

/* Did the transport fail because the stream ended?  wolfSSL distinguishes the two only in some calls. */
static bool has_ended(const tb_conn *conn)
{
    char byte;
    if (conn->transport.fd < 0)
        return conn->end_of_stream;
    return recv(conn->transport.fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* wolfSSL's client hangs up without an alert if a staple is missing. */
static enum tb_status transport_failure(tb_conn *conn, int code, const char *call)
{
    bool ended = has_ended(conn);
    if (ended && conn->refusal == TB_REFUSED_NOTHING)
        conn->refusal = TB_REFUSED_OTHER;
    if (ended)
        return tb_fail(TB_BAD_PEER, "%s: the stream ended without close_notify", call);
    return tb_fail_code(TB_ERROR, code, call);
}

/* 5.5 loses the reason why a client could not send its hello.  Nearly always there was no room. */
static enum tb_status unnamed_failure(const tb_conn *conn, const char *call)
{
    struct pollfd socket = {.fd = conn->transport.fd, .events = POLLOUT};
    bool broken = conn->transport.fd < 0 ? !conn->send_blocked
                                         : poll(&socket, 1, 0) < 0 || (socket.revents & (POLLERR | POLLHUP));
    return broken ? tb_fail(TB_ERROR, "%s: wolfSSL gives no reason", call) : TB_WANT_WRITE;
}

/* 5.9 examines the response that it is about to send, and ends the handshake if its own certificate is revoked. */
static bool hides_its_staple(const tb_conn *conn, int code)
{
    return conn->ctx->server && conn->ctx->staple && code == OCSP_CERT_REVOKED;
}

/* The reason comes from the peer's fatal alert, or from this side's code. */
static enum tb_status refuse(tb_conn *conn, int code, const char *call)
{
    WOLFSSL_ALERT_HISTORY alerts;
    bool heard = code == FATAL_ERROR && wolfSSL_get_alert_history(conn->wolf, &alerts) == WOLFSSL_SUCCESS;
    bool said = heard && conn->ctx->named && alerts.last_tx.code == unrecognized_name; /* names.c makes it say that */
    if (conn->refusal == TB_REFUSED_NOTHING)
        conn->refusal = said    ? TB_REFUSED_UNKNOWN_NAME
                        : heard ? tb_refusal_of_alert(alerts.last_rx.code)
                                : tb_refusal_of_code(code);
    if (hides_its_staple(conn, code))
        return tb_fail(TB_UNSUPPORTED,
                       "this wolfSSL's server does not send a response that says its certificate is revoked");
    return tb_fail_code(TB_BAD_PEER, code, call);
}

/* BAD_FUNC_ARG is not an error of this backend: wolfSSL also reports it for messages. */
enum tb_status tb_explain(tb_conn *conn, int result, const char *call)
{
    int code = wolfSSL_get_error(conn->wolf, result);
    switch (code) {
    case WOLFSSL_ERROR_NONE:
        return unnamed_failure(conn, call);
    case WOLFSSL_ERROR_WANT_READ:
        return TB_WANT_READ;
    case WOLFSSL_ERROR_WANT_WRITE:
        return TB_WANT_WRITE;
    case WOLFSSL_ERROR_ZERO_RETURN:
        return TB_CLOSED;
    case WOLFSSL_ERROR_SYSCALL: /* the name of the next code in builds with OPENSSL_EXTRA */
    case SOCKET_PEER_CLOSED_E:
    case SOCKET_ERROR_E:
        return transport_failure(conn, code, call);
    case MEMORY_E:
    case MEMORY_ERROR:
    case RNG_FAILURE_E:
        return tb_fail_code(TB_ERROR, code, call);
    default:
        return refuse(conn, code, call);
    }
}

static enum tb_refusal refusal(tb_conn *conn)
{
    return conn->refusal;
}

static uint16_t group_of(tb_conn *conn)
{
    static const struct {
        const char *name;
        uint16_t id;
    } names[] = {
        {"X25519", TB_GROUP_X25519},
        {"SECP256R1", TB_GROUP_SECP256R1},
        {"SECP384R1", TB_GROUP_SECP384R1},
        {"SECP521R1", TB_GROUP_SECP521R1},
        {"X25519MLKEM768", TB_GROUP_X25519MLKEM768},
        {"ML_KEM_768", TB_GROUP_MLKEM768},
    };
    const char *name = wolfSSL_get_curve_name(conn->wolf);
    if (!name)
        return 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, name) == 0)
            return names[i].id;
    return TB_NEGOTIATED_UNKNOWN;
}

/* Has a TLS 1.2 server chosen a group that it was told not to use?  This is known after its first flight. */
static bool has_left_its_groups(tb_conn *conn)
{
    const tb_ctx *ctx = conn->ctx;
    uint16_t group = ctx->num_pinned ? group_of(conn) : 0;
    bool pinned = group == 0;
    for (size_t i = 0; !pinned && i < ctx->num_pinned; i++)
        pinned = ctx->pinned[i] == group;
    return !pinned;
}

enum tb_status tb_enter(tb_conn *conn)
{
    tb_ctx *ctx = conn->ctx;
    if (ctx->verify_peer && pthread_rwlock_rdlock(&ctx->trusted) != 0)
        return tb_fail(TB_ERROR, "the lock of the trusted certificates");
    tb_pretend_begin(ctx->now);
    tb_crls_begin(ctx->crls);
    return TB_OK;
}

void tb_leave(tb_conn *conn)
{
    tb_crls_end();
    tb_pretend_end();
    if (conn->ctx->verify_peer)
        pthread_rwlock_unlock(&conn->ctx->trusted);
}

static enum tb_status shake_hands(tb_conn *conn)
{
    enum tb_status status = tb_enter(conn);
    if (status != TB_OK)
        return status;
    int result = conn->ctx->server ? wolfSSL_accept(conn->wolf) : wolfSSL_connect(conn->wolf);
    set_need(conn, conn->ctx->demands_staple && result != WOLFSSL_SUCCESS && wolfSSL_version(conn->wolf) == TB_TLS12);
    tb_leave(conn);
    if (has_left_its_groups(conn))
        return tb_fail(TB_BAD_PEER, "handshake: the client offers none of the server's groups");
    return result == WOLFSSL_SUCCESS ? TB_OK : tb_explain(conn, result, "handshake");
}

static enum tb_status handshake(tb_conn *conn)
{
    enum tb_status status = conn->accepted ? TB_OK : shake_hands(conn);
    if (status != TB_OK)
        return status;
    conn->accepted = true;
    return tb_send_missing_tickets(conn);
}

static enum tb_status conn_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    int result = wolfSSL_write(conn->wolf, src, int_len(len));
    if (result <= 0)
        return tb_explain(conn, result, "write");
    *done = (size_t)result;
    return TB_OK;
}

static enum tb_status conn_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    int result = wolfSSL_read(conn->wolf, dst, int_len(cap));
    if (result <= 0)
        return tb_explain(conn, result, "read");
    *done = (size_t)result;
    return TB_OK;
}

/* An empty write sends what is left.  wolfSSL may then take it for the rest of an earlier write and fail it,
 * which does not matter. */
enum tb_status tb_flush(tb_conn *conn, const char *call)
{
    int result = wolfSSL_write(conn->wolf, "", 0);
    int code = wolfSSL_get_error(conn->wolf, result);
    return result >= 0 || code == BAD_FUNC_ARG ? TB_OK : tb_explain(conn, result, call);
}

/* If it is called again after success, wolfSSL_shutdown waits for the peer's close_notify. */
static enum tb_status send_close_notify(tb_conn *conn)
{
    int result = wolfSSL_shutdown(conn->wolf);
    bool sent = result == WOLFSSL_SUCCESS || result == WOLFSSL_SHUTDOWN_NOT_DONE;
    return sent ? TB_OK : tb_explain(conn, result, "shutdown");
}

static enum tb_status conn_shutdown(tb_conn *conn)
{
    if (conn->closing == CLOSE_SENT)
        return TB_OK;
    /* If one is still unsent, wolfSSL_shutdown would add a second one. */
    enum tb_status status = conn->closing == CLOSE_PENDING ? tb_flush(conn, "shutdown") : send_close_notify(conn);
    if (status == TB_OK)
        conn->closing = CLOSE_SENT;
    else if (status == TB_WANT_WRITE)
        conn->closing = CLOSE_PENDING;
    return status;
}

/* TLS_RSA_WITH_AES_128_GCM_SHA256 and the like: no group, and no signature. */
static bool is_key_transport(uint16_t suite)
{
    return suite >> 8 == 0;
}

/* A resumed session shows no certificate: it was verified in the original handshake, which only a client remembers.  A
 * server's sessions are kept for the whole process, so one may come from a context that requested no certificate. */
bool tb_peer_verified(tb_conn *conn)
{
    if (!conn->ctx->verify_peer)
        return false;
    return wolfSSL_session_reused(conn->wolf) ? conn->offered_verified : tb_read_verified(conn);
}

static enum tb_status negotiated(tb_conn *conn, struct tb_negotiated *out)
{
    if (!wolfSSL_is_init_finished(conn->wolf))
        return tb_fail(TB_ERROR, "the handshake is not finished");
    uint16_t suite = (uint16_t)wolfSSL_get_current_cipher_suite(conn->wolf);
    bool transport = is_key_transport(suite), resumed = wolfSSL_session_reused(conn->wolf);
    *out = (struct tb_negotiated){
        .version = (uint16_t)wolfSSL_version(conn->wolf),
        .suite = suite,
        .group = transport ? 0 : group_of(conn),
        .scheme = transport || resumed ? 0 : tb_read_scheme(conn),
        .resumed = resumed,
        .peer_verified = tb_peer_verified(conn),
        .stapled = conn->ctx->demands_staple && !resumed, /* otherwise wolfSSL would have refused */
        .early_data = tb_early_data_accepted(conn),
    };
    return TB_OK;
}

const struct tb_tls_ops tb_wolfssl_tls = {
    .ctx_create = tb_wolfssl_ctx_create,
    .ctx_destroy = tb_wolfssl_ctx_destroy,
    .open = conn_open,
    .name = conn_name,
    .handshake = handshake,
    .write = conn_write,
    .read = conn_read,
    .shutdown = conn_shutdown,
    .negotiated = negotiated,
    .refusal = refusal,
    .destroy = conn_destroy,
    .session_take = tb_session_take,
    .session_offer = tb_session_offer,
    .session_release = tb_session_release,
    .early_write = tb_early_write,
    .early_read = tb_early_read,
};
