/* The requirements of a side for its peer: a certificate, its issuer, and that it is not revoked. */
#include "backends/wolfssl/trust/intermediates.h"
#include <stdlib.h>
#include <string.h>

static int verify_mode(const tb_ctx *ctx)
{
    if (!ctx->verify_peer)
        return WOLFSSL_VERIFY_NONE;
    return ctx->server ? WOLFSSL_VERIFY_PEER | WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT : WOLFSSL_VERIFY_PEER;
}

/* Loaded certificates are trusted whatever their signature and dates, so verification is off meanwhile. */
enum tb_status tb_trust(tb_ctx *ctx, struct tb_bytes pem)
{
    wolfSSL_CTX_set_verify(ctx->wolf, WOLFSSL_VERIFY_NONE, NULL);
    int code = wolfSSL_CTX_load_verify_buffer(ctx->wolf, pem.data, (long)pem.len, WOLFSSL_FILETYPE_PEM);
    wolfSSL_CTX_set_verify(ctx->wolf, verify_mode(ctx), NULL);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_ERROR, code, "the trusted roots");
}

static enum tb_status keep_roots(tb_ctx *ctx, struct tb_bytes pem)
{
    ctx->roots = malloc(pem.len);
    if (!ctx->roots)
        return tb_fail(TB_ERROR, "out of memory");
    memcpy(ctx->roots, pem.data, pem.len);
    ctx->roots_len = pem.len;
    return TB_OK;
}

enum tb_status tb_set_verification(tb_ctx *ctx, const struct tb_tls_config *config)
{
    wolfSSL_CTX_set_verify(ctx->wolf, verify_mode(ctx), NULL);
    if (config->roots_pem.len == 0)
        return TB_OK;
    enum tb_status status = tb_trust(ctx, config->roots_pem);
    if (status == TB_OK && tb_forgetting_needs_roots())
        status = keep_roots(ctx, config->roots_pem);
    if (status == TB_OK && config->verify_peer && config->crls_pem.len)
        status = tb_crls_open(&ctx->crls, wolfSSL_CTX_GetCertManager(ctx->wolf), config->crls_pem);
    return status;
}
