/* A server's OCSP response in a library with a callback that gives each connection its copy: OpenSSL, LibreSSL. */
#include "backends/openssl/tls/tls.h"
#include <string.h>

static int give(SSL *ssl, void *context)
{
    const tb_ctx *ctx = context;
    uint8_t *copy = OPENSSL_malloc(ctx->staple_len);
    if (!copy)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    memcpy(copy, ctx->staple, ctx->staple_len);
    SSL_set_tlsext_status_ocsp_resp(ssl, copy, (long)ctx->staple_len); /* takes ownership */
    return SSL_TLSEXT_ERR_OK;
}

enum tb_status tb_send_staple(tb_ctx *ctx)
{
    SSL_CTX_set_tlsext_status_cb(ctx->ssl_ctx, give);
    SSL_CTX_set_tlsext_status_arg(ctx->ssl_ctx, ctx);
    return TB_OK;
}
