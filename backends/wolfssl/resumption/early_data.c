/* 0-RTT data, RFC 8446 2.3. */
#include "backends/wolfssl/resumption/session.h"
#include <limits.h>

/* The server sets the limit, and the client has it in its session.  By default every ticket would allow 4 KiB. */
enum tb_status tb_set_early_data(tb_ctx *ctx, const struct tb_tls_config *config)
{
    ctx->early_data = config->early_data;
    if (config->max_version < TB_TLS13)
        return config->early_data ? tb_fail(TB_UNSUPPORTED, "TLS 1.2 has no 0-RTT data") : TB_OK;
    if (!config->server)
        return TB_OK;
    int code = wolfSSL_CTX_set_max_early_data(ctx->wolf, config->early_data);
    return code == 0 || code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_UNSUPPORTED, code, "0-RTT data");
}

/* Seen in 5.7.2: the next call sends the rest of the ClientHello and then waits for the server, so such a connection
 * would hang.  The status changes once the whole hello was sent. */
static bool has_split_hello(const tb_conn *conn, int result)
{
    return wolfSSL_get_error(conn->wolf, result) == WOLFSSL_ERROR_WANT_WRITE &&
           wolfSSL_get_early_data_status(conn->wolf) == WOLFSSL_EARLY_DATA_NOT_SENT;
}

enum tb_status tb_early_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    int sent = 0;
    if (len > conn->ctx->early_data - conn->early_sent)
        return tb_fail(TB_ERROR, "more 0-RTT data than the %u bytes that were agreed on", conn->ctx->early_data);
    enum tb_status status = tb_enter(conn);
    if (status != TB_OK)
        return status;
    int result = wolfSSL_write_early_data(conn->wolf, src, (int)len, &sent);
    tb_leave(conn);
    if (result <= 0 && has_split_hello(conn, result))
        return tb_fail(TB_UNSUPPORTED, "wolfSSL loses 0-RTT data if its ClientHello cannot be sent in one write");
    if (result <= 0)
        return tb_explain(conn, result, "0-RTT data");
    conn->early_sent += (uint32_t)sent;
    *done = (size_t)sent;
    return TB_OK;
}

enum tb_status tb_early_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    int received = 0;
    enum tb_status status = tb_enter(conn);
    if (status != TB_OK)
        return status;
    int result = wolfSSL_read_early_data(conn->wolf, dst, cap > INT_MAX ? INT_MAX : (int)cap, &received);
    tb_leave(conn);
    if (result < 0)
        return tb_explain(conn, result, "0-RTT data");
    if (received == 0)
        return TB_CLOSED;
    *done = (size_t)received;
    return TB_OK;
}

/* A server reports "accepted" as soon as a client offers 0-RTT data, even if it then refuses the session. */
bool tb_early_data_accepted(const tb_conn *conn)
{
    return wolfSSL_get_early_data_status(conn->wolf) == WOLFSSL_EARLY_DATA_ACCEPTED &&
           wolfSSL_session_reused(conn->wolf);
}
