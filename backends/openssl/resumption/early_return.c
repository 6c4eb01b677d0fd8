/* 0-RTT data in BoringSSL and AWS-LC: the handshake returns early, and data read or written then is early data. */
#include "backends/openssl/tls/tls.h"

enum { MOST_EARLY_DATA = 14336 }; /* the fixed limit of their servers */

/* Early data is enabled per connection on the client: a handshake without it must not return early. */
enum tb_status tb_set_early_data(tb_ctx *ctx)
{
    if (ctx->early_data > MOST_EARLY_DATA)
        return tb_fail(TB_UNSUPPORTED, "this library takes at most %d bytes of 0-RTT data", MOST_EARLY_DATA);
    SSL_CTX_set_early_data_enabled(ctx->ssl_ctx, ctx->server);
    return TB_OK;
}

static enum tb_status start(tb_conn *conn)
{
    if (SSL_in_early_data(conn->ssl))
        return TB_OK;
    int result = SSL_do_handshake(conn->ssl);
    return result == 1 ? TB_OK : tb_explain(conn, result);
}

bool tb_allows_early_data(const SSL_SESSION *session)
{
    return SSL_SESSION_early_data_capable(session);
}

enum tb_status tb_early_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    SSL_set_early_data_enabled(conn->ssl, 1);
    enum tb_status status = start(conn);
    if (status != TB_OK)
        return status;
    if (!SSL_in_early_data(conn->ssl))
        return tb_fail(TB_ERROR, "the library sent no 0-RTT data with this session");
    int result = SSL_write(conn->ssl, src, tb_int_len(len));
    if (result <= 0)
        return tb_explain(conn, result);
    *done = (size_t)result;
    return TB_OK;
}

/* Peeks first to find the end of early data: otherwise the library would continue with data after the handshake. */
enum tb_status tb_early_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    char first;
    enum tb_status status = start(conn);
    if (status != TB_OK)
        return status;
    int result = SSL_in_early_data(conn->ssl) ? SSL_peek(conn->ssl, &first, 1) : 0;
    if (!SSL_in_early_data(conn->ssl)) {
        ERR_clear_error(); /* drops the error that peeking left, if it went on */
        return TB_CLOSED;
    }
    if (result > 0)
        result = SSL_read(conn->ssl, dst, tb_int_len(cap));
    if (result <= 0)
        return tb_explain(conn, result);
    *done = (size_t)result;
    return TB_OK;
}

int tb_early_handshake(tb_conn *conn)
{
    int result = SSL_do_handshake(conn->ssl);
    if (result > 0 || SSL_get_error(conn->ssl, result) != SSL_ERROR_EARLY_DATA_REJECTED)
        return result;
    SSL_reset_early_data_reject(conn->ssl);
    return SSL_do_handshake(conn->ssl);
}

bool tb_early_accepted(const tb_conn *conn)
{
    return SSL_early_data_accepted(conn->ssl);
}
