/* OCSP stapling, RFC 6066 8.
 *
 * A server cannot pass a response to the library: the library fetches one through a hook, as if from the CA, and checks
 * it before the server sends it.  For that wolfSSL needs the issuer of the server's own certificate.
 */
#include "backends/wolfssl/key/key.h"
#include "backends/wolfssl/tls/tls.h"
#include <stdlib.h>
#include <string.h>

/* Certificates need not name a responder; this URL makes wolfSSL call the hook.  Nothing is ever fetched from it. */
static const char responder[] = "http://responder.invalid/";

static int respond(void *arg, const char *url, int url_len, unsigned char *request, int request_len,
                   unsigned char **response)
{
    (void)url;
    (void)url_len;
    (void)request;
    (void)request_len;
    const tb_ctx *ctx = arg;
    *response = ctx->staple;
    return ctx->staple ? (int)ctx->staple_len : WOLFSSL_CBIO_ERR_GENERAL;
}

static void keep_response(void *arg, unsigned char *response)
{
    (void)arg;
    (void)response;
}

/* Overriding the URL is only possible while enabling OCSP as such.  It is disabled again, because a client without a
 * staple must not ask the CA itself.  The hook comes last, because enabling sets another one. */
static enum tb_status enable(tb_ctx *ctx)
{
    int code = wolfSSL_CTX_EnableOCSP(ctx->wolf, WOLFSSL_OCSP_URL_OVERRIDE | WOLFSSL_OCSP_NO_NONCE);
    if (code == WOLFSSL_SUCCESS)
        code = wolfSSL_CTX_DisableOCSP(ctx->wolf);
    if (code == WOLFSSL_SUCCESS)
        code = wolfSSL_CTX_EnableOCSPStapling(ctx->wolf);
    if (code == WOLFSSL_SUCCESS)
        code = wolfSSL_CTX_SetOCSP_OverrideURL(ctx->wolf, responder);
    if (code == WOLFSSL_SUCCESS)
        code = wolfSSL_CTX_SetOCSP_Cb(ctx->wolf, respond, keep_response, ctx);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_ERROR, code, "OCSP stapling");
}

static enum tb_status hand_out(tb_ctx *ctx, const struct tb_tls_config *config)
{
    struct tb_bytes issuers = config->chain_pem, leaf, first;
    if (config->verify_peer)
        return tb_fail(TB_UNSUPPORTED, "wolfSSL would accept clients of the server's own intermediate: no stapled "
                                       "responses together with client certificates");
    if (!tb_pem_next(&leaf, &issuers, "CERTIFICATE"))
        return tb_fail(TB_ERROR, "a stapled response without a certificate");
    struct tb_bytes rest = issuers;
    if (!tb_pem_next(&first, &rest, "CERTIFICATE"))
        return tb_fail(TB_UNSUPPORTED, "wolfSSL staples only if the chain has the leaf's issuer");
    ctx->staple = malloc(config->staple.len);
    if (!ctx->staple)
        return tb_fail(TB_ERROR, "out of memory");
    memcpy(ctx->staple, config->staple.data, config->staple.len);
    ctx->staple_len = config->staple.len;
    return tb_trust(ctx, issuers);
}

static enum tb_status demand(tb_ctx *ctx)
{
    int code = wolfSSL_CTX_EnableOCSPMustStaple(ctx->wolf);
    ctx->demands_staple = code == WOLFSSL_SUCCESS;
    return ctx->demands_staple ? TB_OK : tb_fail_code(TB_ERROR, code, "demanding a stapled response");
}

/* Set on the connection: a wolfSSL 5.9 client looks only there for what it requested, and refuses a response requested
 * by the context as unsolicited. */
enum tb_status tb_ask_for_staple(tb_conn *conn)
{
    if (!conn->ctx->demands_staple)
        return TB_OK;
    int code = wolfSSL_UseOCSPStapling(conn->wolf, WOLFSSL_CSR_OCSP, 0);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_ERROR, code, "asking for a stapled response");
}

enum tb_status tb_set_stapling(tb_ctx *ctx, const struct tb_tls_config *config)
{
    bool hands_out = config->server && config->staple.len, demands = !config->server && config->demand_staple;
    if (!hands_out && !demands)
        return TB_OK;
    enum tb_status status = enable(ctx);
    if (status != TB_OK)
        return status;
    return hands_out ? hand_out(ctx, config) : demand(ctx);
}
