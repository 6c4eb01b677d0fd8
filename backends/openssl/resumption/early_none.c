/* No 0-RTT data: LibreSSL. */
#include "backends/openssl/tls/tls.h"

static enum tb_status lacking(void)
{
    return tb_fail(TB_UNSUPPORTED, "this library has no 0-RTT data");
}

enum tb_status tb_set_early_data(tb_ctx *ctx)
{
    (void)ctx;
    return lacking();
}

bool tb_allows_early_data(const SSL_SESSION *session)
{
    (void)session;
    return false;
}

enum tb_status tb_early_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    (void)conn;
    (void)done;
    (void)src;
    (void)len;
    return lacking();
}

enum tb_status tb_early_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    (void)conn;
    (void)done;
    (void)dst;
    (void)cap;
    return lacking();
}

int tb_early_handshake(tb_conn *conn)
{
    return SSL_do_handshake(conn->ssl);
}

bool tb_early_accepted(const tb_conn *conn)
{
    (void)conn;
    return false;
}
