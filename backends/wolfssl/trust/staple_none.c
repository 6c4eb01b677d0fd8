/* A build without OCSP stapling. */
#include "backends/wolfssl/tls/tls.h"

enum tb_status tb_set_stapling(tb_ctx *ctx, const struct tb_tls_config *config)
{
    (void)ctx;
    bool wished = config->server ? config->staple.len != 0 : config->demand_staple;
    return wished ? tb_lacks("OCSP stapling (--enable-ocsp --enable-ocspstapling)") : TB_OK;
}

enum tb_status tb_ask_for_staple(tb_conn *conn)
{
    (void)conn; /* no context demands one */
    return TB_OK;
}
