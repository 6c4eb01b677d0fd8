/* A build without 0-RTT data. */
#include "backends/wolfssl/resumption/session.h"

enum tb_status tb_set_early_data(tb_ctx *ctx, const struct tb_tls_config *config)
{
    (void)ctx;
    return config->early_data ? tb_lacks("0-RTT data (--enable-earlydata)") : TB_OK;
}

enum tb_status tb_early_write(tb_conn *conn, size_t *done, const void *src, size_t len)
{
    (void)conn, (void)done, (void)src, (void)len;
    return tb_lacks("0-RTT data (--enable-earlydata)");
}

enum tb_status tb_early_read(tb_conn *conn, size_t *done, void *dst, size_t cap)
{
    (void)conn, (void)done, (void)dst, (void)cap;
    return tb_lacks("0-RTT data (--enable-earlydata)");
}

bool tb_early_data_accepted(const tb_conn *conn)
{
    (void)conn;
    return false;
}
