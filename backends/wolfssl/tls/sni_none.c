/* A build without the extension server_name. */
#include "backends/wolfssl/tls/tls.h"

enum tb_status tb_check_name(tb_ctx *ctx, const struct tb_tls_config *config)
{
    (void)ctx;
    return config->host && !config->server ? tb_lacks("server_name in its hello (--enable-sni)") : TB_OK;
}

int tb_send_name(tb_conn *conn, const char *host)
{
    (void)conn, (void)host; /* no context has a name */
    return WOLFSSL_FAILURE;
}
