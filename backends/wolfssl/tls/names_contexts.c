/* A context for each certificate.  A connection that changes its context takes only the certificate and the key from
 * it; its other settings stay. */
#include "backends/wolfssl/tls/names.h"

enum tb_status tb_keep_certificate(tb_ctx *ctx, struct tb_kept *kept, const struct tb_tls_config *config)
{
    tb_ctx one = {.lib = ctx->lib, .server = true, .now = ctx->now};
    enum tb_status status = tb_open_library(&one, config);
    kept->wolf = one.wolf;
    return status;
}

bool tb_present_certificate(WOLFSSL *wolf, const struct tb_kept *kept)
{
    return wolfSSL_set_SSL_CTX(wolf, kept->wolf) == kept->wolf;
}

void tb_drop_certificate(struct tb_kept *kept)
{
    wolfSSL_CTX_free(kept->wolf);
}
