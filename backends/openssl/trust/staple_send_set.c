/* A server's OCSP response in a library whose context holds it: BoringSSL, AWS-LC. */
#include "backends/openssl/tls/tls.h"

enum tb_status tb_send_staple(tb_ctx *ctx)
{
    return SSL_CTX_set_ocsp_response(ctx->ssl_ctx, ctx->staple, ctx->staple_len) ? TB_OK : TB_ERROR;
}
