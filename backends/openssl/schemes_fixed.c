/* Signature schemes in LibreSSL, which chooses them itself. */
#include "lib.h"

enum tb_status tb_ctx_set_schemes(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    (void)ctx;
    if (config->num_schemes == 0)
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "this library cannot be told its signature schemes");
}
