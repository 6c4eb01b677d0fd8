/* Connections. */
#include "backends/openssl/tls/refusal.h"
#include "backends/openssl/tls/tls.h"
#include <errno.h>
#include <limits.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

int tb_int_len(size_t len)
{
    return len > INT_MAX ? INT_MAX : (int)len;
}

static enum tb_status attach(tb_conn *conn, const struct tb_transport *transport)
{
    conn->io.transport = *transport;
    if (transport->fd >= 0)
        return SSL_set_fd(conn->ssl, transport->fd) ? TB_OK : TB_ERROR;
    BIO *bio = tb_bio_new(conn->ctx->lib->bio_method, &conn->io);
    if (!bio)
        return TB_ERROR;
    SSL_set_bio(conn->ssl, bio, bio); /* one BIO for both directions: takes only one reference */
    return TB_OK;
}

static enum tb_status name_the_server(tb_conn *conn)
{
    const char *host = conn->ctx->host;
    return conn->ctx->server || !host ? TB_OK : tb_name_server(conn, host);
}

static void conn_destroy(tb_conn *conn)
{
    if (!conn)
        return;
    /* An SSL that is freed without close_notify invalidates its session: removes it from the server's cache, and makes
     * it unusable for a client that has taken it. */
    if (conn->ssl && conn->ctx->resumption != TB_RESUME_NONE)
        SSL_set_shutdown(conn->ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(conn->ssl);
    SSL_SESSION_free(conn->newest);
    SSL_SESSION_free(conn->offered);
    free(conn);
}

/* Lets callbacks find this connection from the library's. */
static bool prepare_callbacks(tb_conn *conn)
{
    const tb_ctx *ctx = conn->ctx;
    bool called = ctx->server ? ctx->named != NULL : ctx->demand_staple || ctx->resumption != TB_RESUME_NONE;
    if (ctx->demand_staple && !SSL_set_tlsext_status_type(conn->ssl, TLSEXT_STATUSTYPE_ocsp))
        return false;
    return !called || SSL_set_app_data(conn->ssl, conn);
}

static enum tb_status open_connection(tb_ctx *ctx, tb_conn **out, const struct tb_transport *transport)
{
    *out = NULL;
    tb_conn *conn = calloc(1, sizeof *conn);
    if (!conn)
        return tb_fail(TB_ERROR, "out of memory");
    conn->ctx = ctx;
    conn->ssl = SSL_new(ctx->ssl_ctx);
    if (!conn->ssl || attach(conn, transport) != TB_OK || name_the_server(conn) != TB_OK || !prepare_callbacks(conn)) {
        conn_destroy(conn);
        return TB_ERROR;
    }
    if (ctx->server)
        SSL_set_accept_state(conn->ssl);
    else
        SSL_set_connect_state(conn->ssl);
    *out = conn;
    return TB_OK;
}

static enum tb_status conn_open(tb_ctx *ctx, tb_conn **out, const struct tb_transport *transport)
{
    return tb_settle_slow(open_connection(ctx, out, transport));
}

static enum tb_status conn_name(tb_conn *conn, const char *host)
{
    return tb_settle_slow(tb_name_server(conn, host));
}

static enum tb_status certificate_failure(tb_conn *conn)
{
    long verified = SSL_get_verify_result(conn->ssl);
    conn->refusal = tb_refusal_of_certificate(verified);
    return tb_fail(TB_BAD_PEER, "certificate refused: %s", X509_verify_cert_error_string(verified));
}

static enum tb_status transport_failure(tb_conn *conn, int result, int error)
{
    bool socket = conn->io.transport.fd >= 0;
    if (conn->io.end_of_stream || (socket && (result == 0 || error == 0)))
        return tb_fail(TB_BAD_PEER, "the stream ended without close_notify");
    return tb_fail(TB_ERROR, "transport: %s", socket ? strerror(error) : "the callback failed");
}

/* A fatal protocol error.  OpenSSL reports internal errors in the same way. */
static enum tb_status protocol_failure(tb_conn *conn)
{
    unsigned long code = ERR_peek_last_error();
    int reason = ERR_GET_REASON(code);
    bool is_ssl = ERR_GET_LIB(code) == ERR_LIB_SSL;
    if (conn->io.failed) /* LibreSSL's TLS 1.3 reports it as a protocol error */
        return transport_failure(conn, -1, 0);
    if (reason == ERR_R_MALLOC_FAILURE || reason == ERR_R_INTERNAL_ERROR)
        return TB_ERROR;
    if (is_ssl && reason == SSL_R_UNEXPECTED_EOF_WHILE_READING)
        return tb_fail(TB_BAD_PEER, "the stream ended without close_notify");
    if (is_ssl && reason == SSL_R_CERTIFICATE_VERIFY_FAILED)
        return certificate_failure(conn);
    if (conn->refusal == TB_REFUSED_NOTHING)
        conn->refusal = tb_refusal_of_error(code);
    return TB_BAD_PEER;
}

/* Maps the failure of a call to a status; `result` is what the call returned. */
enum tb_status tb_explain(tb_conn *conn, int result)
{
    int error = errno;
    switch (SSL_get_error(conn->ssl, result)) {
    case SSL_ERROR_WANT_READ:
        return TB_WANT_READ;
    case SSL_ERROR_WANT_WRITE:
        return TB_WANT_WRITE;
    case SSL_ERROR_ZERO_RETURN:
        return TB_CLOSED;
    case SSL_ERROR_SYSCALL:
        return transport_failure(conn, result, error);
    default:
        return protocol_failure(conn);
    }
}

static enum tb_status shake_hands(tb_conn *conn)
{
    int result = conn->ctx->early_data ? tb_early_handshake(conn) : SSL_do_handshake(conn->ssl);
    if (result != 1)
        return tb_explain(conn, result);
    return conn->ctx->tickets ? tb_send_tickets(conn) : TB_OK;
}

static enum tb_status handshake(tb_conn *conn)
{
    return tb_settle_slow(shake_hands(conn));
}

static enum tb_status conn_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    int result = SSL_write(conn->ssl, src, tb_int_len(len));
    if (result <= 0)
        return tb_settle(tb_explain(conn, result));
    *done = (size_t)result;
    return TB_OK;
}

static enum tb_status conn_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    int result = SSL_read(conn->ssl, dst, tb_int_len(cap));
    if (result <= 0)
        return tb_settle(tb_explain(conn, result));
    *done = (size_t)result;
    return TB_OK;
}

static enum tb_status conn_shutdown(tb_conn *conn)
{
    if (conn->close_sent)
        return TB_OK; /* a second SSL_shutdown would wait for the peer's close_notify */
    int result = SSL_shutdown(conn->ssl);
    enum tb_status status = result < 0 ? tb_explain(conn, result) : TB_OK;
    if (status != TB_OK && status != TB_WANT_READ) /* LibreSSL, after sending its own, goes on to wait for the peer's */
        return tb_settle(status);
    conn->close_sent = true;
    return tb_settle_slow(TB_OK);
}

static bool peer_verified(tb_conn *conn)
{
    if (!conn->ctx->verify_peer || SSL_get_verify_result(conn->ssl) != X509_V_OK)
        return false;
    X509 *certificate = SSL_get1_peer_certificate(conn->ssl);
    X509_free(certificate);
    return certificate != NULL;
}

static enum tb_status negotiated(tb_conn *conn, struct tb_negotiated *out)
{
    const SSL_CIPHER *cipher = SSL_get_current_cipher(conn->ssl);
    if (!cipher || !SSL_is_init_finished(conn->ssl))
        return tb_settle(tb_fail(TB_ERROR, "the handshake is not finished"));
    /* With RSA key transport the server does not sign, but some versions still report the scheme they would have
     * used. */
    bool key_transport = SSL_CIPHER_get_kx_nid(cipher) == NID_kx_rsa;
    *out = (struct tb_negotiated){
        .version = (uint16_t)SSL_version(conn->ssl),
        .suite = (uint16_t)SSL_CIPHER_get_id(cipher),
        .group = key_transport ? 0 : tb_read_back_group(conn->ssl),
        .scheme = key_transport ? 0 : tb_read_back_scheme(conn->ssl, conn->ctx->server),
        .resumed = SSL_session_reused(conn->ssl),
        .peer_verified = peer_verified(conn),
        .stapled = conn->stapled,
        .early_data = conn->ctx->early_data && tb_early_accepted(conn),
    };
    return TB_OK;
}

/* The limit is enforced here, because the libraries differ: one ends the connection, another has its own limit. */
static enum tb_status write_early(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    if (!conn->offered || !tb_allows_early_data(conn->offered))
        return tb_fail(TB_ERROR, "no session that allows 0-RTT data was offered");
    if (len > conn->ctx->early_data - conn->early_len)
        return tb_fail(TB_ERROR, "more than %u bytes of 0-RTT data", conn->ctx->early_data);
    enum tb_status status = tb_early_write(conn, done, src, len);
    if (status == TB_OK)
        conn->early_len += *done;
    return status;
}

static enum tb_status early_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    return tb_settle_slow(write_early(conn, done, src, len));
}

static enum tb_status early_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    return tb_settle_slow(tb_early_read(conn, done, dst, cap));
}

static enum tb_status session_take(tb_conn *conn, tb_session_state **out)
{
    return tb_settle_slow(tb_session_take(conn, out));
}

static enum tb_status session_offer(tb_conn *conn, tb_session_state *state)
{
    return tb_settle_slow(tb_session_offer(conn, state));
}

static enum tb_refusal refusal(tb_conn *conn)
{
    return conn->refusal;
}

const struct tb_tls_ops tb_openssl_tls = {
    .ctx_create = tb_openssl_ctx_create,
    .ctx_destroy = tb_openssl_ctx_destroy,
    .open = conn_open,
    .name = conn_name,
    .handshake = handshake,
    .write = conn_write,
    .read = conn_read,
    .shutdown = conn_shutdown,
    .negotiated = negotiated,
    .refusal = refusal,
    .destroy = conn_destroy,
    .session_take = session_take,
    .session_offer = session_offer,
    .session_release = tb_session_release,
    .early_write = early_write,
    .early_read = early_read,
};
