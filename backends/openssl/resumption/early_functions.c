/* 0-RTT data in OpenSSL, through separate functions. */
#include "backends/openssl/tls/tls.h"

enum tb_status tb_set_early_data(tb_ctx *ctx)
{
    SSL_CTX_set_options(ctx->ssl_ctx, SSL_OP_NO_ANTI_REPLAY); /* otherwise tickets are remembered and can be used
                                                               * only once */
    if (SSL_CTX_set_max_early_data(ctx->ssl_ctx, ctx->early_data) &&
        SSL_CTX_set_recv_max_early_data(ctx->ssl_ctx, ctx->early_data))
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "the library cannot take %u bytes of 0-RTT data", ctx->early_data);
}

bool tb_allows_early_data(const SSL_SESSION *session)
{
    return SSL_SESSION_get_max_early_data(session) != 0;
}

enum tb_status tb_early_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    int result = SSL_write_early_data(conn->ssl, src, len, done);
    return result == 1 ? TB_OK : tb_explain(conn, result);
}

enum tb_status tb_early_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    switch (SSL_read_early_data(conn->ssl, dst, cap, done)) {
    case SSL_READ_EARLY_DATA_SUCCESS:
        return TB_OK;
    case SSL_READ_EARLY_DATA_FINISH:
        return TB_CLOSED;
    default:
        return tb_explain(conn, 0);
    }
}

int tb_early_handshake(tb_conn *conn)
{
    return SSL_do_handshake(conn->ssl);
}

bool tb_early_accepted(const tb_conn *conn)
{
    return SSL_get_early_data_status(conn->ssl) == SSL_EARLY_DATA_ACCEPTED;
}
