/* A build that cannot call back when a client names the server. */
#include "backends/wolfssl/tls/names.h"

enum tb_status tb_set_names(tb_ctx *ctx, const struct tb_tls_config *config)
{
    (void)ctx;
    return config->named.num ? tb_lacks("certificates by name (--enable-sni)") : TB_OK;
}

void tb_free_names(struct tb_named *named)
{
    (void)named; /* no context has any */
}
