/* One side's configuration.  Every setting is pinned; if the library refuses one, the whole context is
 * TB_UNSUPPORTED. */
#include "backends/openssl/key/pem.h"
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

static enum tb_status set_identity(tb_ctx *ctx, const struct tb_tls_config *config)
{
    enum tb_status status = TB_OK;
    if (config->chain_pem.len)
        status = tb_use_chain(ctx->ssl_ctx, config->chain_pem);
    if (status == TB_OK && config->key_pem.len)
        status = tb_use_key(ctx->ssl_ctx, config->key_pem);
    return status;
}

static enum tb_status set_verification(tb_ctx *ctx, const struct tb_tls_config *config)
{
    X509_STORE *store = SSL_CTX_get_cert_store(ctx->ssl_ctx);
    X509_VERIFY_PARAM *param = SSL_CTX_get0_param(ctx->ssl_ctx);
    int mode = SSL_VERIFY_PEER | (config->server ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0);
    SSL_CTX_set_verify(ctx->ssl_ctx, config->verify_peer ? mode : SSL_VERIFY_NONE, NULL);
    if (config->now) {
        X509_VERIFY_PARAM_set_time(param, (time_t)config->now);
        X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), (time_t)config->now); /* for the signers of staples */
    }
    enum tb_status status = config->roots_pem.len ? tb_add_roots(store, config->roots_pem) : TB_OK;
    if (status != TB_OK || !config->verify_peer || !config->crls_pem.len)
        return status;
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_CRL_CHECK); /* for the leaf; _ALL would require more lists */
    return tb_add_crls(store, config->crls_pem);
}

static enum tb_status set_staple(tb_ctx *ctx, const struct tb_tls_config *config)
{
    if (config->demand_staple)
        return config->server ? tb_fail(TB_UNSUPPORTED, "a server cannot demand a staple") : tb_demand_staple(ctx);
    if (!config->server || !config->staple.len)
        return TB_OK;
    ctx->staple = malloc(config->staple.len);
    if (!ctx->staple)
        return tb_fail(TB_ERROR, "out of memory");
    memcpy(ctx->staple, config->staple.data, config->staple.len);
    ctx->staple_len = config->staple.len;
    return tb_send_staple(ctx);
}

/* Libraries that took the name over without the mode define it as 0; LibreSSL has it, but not in TLS 1.3. */
static enum tb_status set_buffers(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    const uint32_t mode = SSL_MODE_RELEASE_BUFFERS;
    bool in_version = TB_HAVE_TLS13_RELEASE || config->max_version < TB_TLS13;
    if (!config->release_buffers || (in_version && mode != 0 && (SSL_CTX_set_mode(ctx, mode) & mode) != 0))
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED,
                   "SSL_MODE_RELEASE_BUFFERS does nothing in %s; buffers=usual shows what it holds by itself",
                   in_version || mode == 0 ? "this library" : "TLS 1.3 of this library");
}

/* Settings that are the same for every library and case, so that the rows of a comparison differ only in what was
 * requested.  Nothing remains of what a distribution's build or configuration file (openssl.cnf, [system_default_sect])
 * switches on: options start empty, and suites, groups and schemes are the case's. */
static enum tb_status set_common(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    SSL_CTX_set_security_level(ctx, TB_SECURITY_LEVEL);
    SSL_CTX_clear_options(ctx, SSL_CTX_get_options(ctx)); /* includes records for middleboxes: RFC 8446 D.4 */
    SSL_CTX_set_options(ctx, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_ENCRYPT_THEN_MAC |
                                 SSL_OP_NO_TX_CERTIFICATE_COMPRESSION | SSL_OP_NO_RX_CERTIFICATE_COMPRESSION);
    /* A server without RFC 5746 is accepted, since nothing renegotiates; wolfSSL's is one, as CMake builds it. */
    SSL_CTX_set_options(ctx, SSL_OP_LEGACY_SERVER_CONNECT);
    if (config->min_version >= TB_TLS13) /* TLS 1.3 always has it */
        SSL_CTX_set_options(ctx, SSL_OP_NO_EXTENDED_MASTER_SECRET);
    /* No automatic chain: exactly chain_pem is sent, and the roots are not searched for missing certificates. */
    SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY |
                              SSL_MODE_NO_AUTO_CHAIN);
    return SSL_CTX_set_block_padding(ctx, 0) ? TB_OK : tb_fail(TB_ERROR, "padding of records cannot be switched off");
}

enum tb_status tb_configure(tb_ctx *ctx, const struct tb_tls_config *config)
{
    static enum tb_status (*const choices[])(SSL_CTX *, const struct tb_tls_config *) = {
        tb_ctx_set_versions, tb_ctx_set_tls12_suites, tb_ctx_set_tls13_suites, tb_ctx_set_groups, set_buffers};
    static enum tb_status (*const duties[])(tb_ctx *, const struct tb_tls_config *) = {
        tb_ctx_set_schemes, tb_one_key_share, set_identity, set_verification, set_staple, tb_set_resumption};
    enum tb_status status = set_common(ctx->ssl_ctx, config);
    for (size_t i = 0; status == TB_OK && i < sizeof choices / sizeof *choices; i++)
        status = choices[i](ctx->ssl_ctx, config);
    for (size_t i = 0; status == TB_OK && i < sizeof duties / sizeof *duties; i++)
        status = duties[i](ctx, config);
    return status;
}

static enum tb_status create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config)
{
    *out = NULL;
    tb_ctx *ctx = calloc(1, sizeof *ctx);
    if (!ctx)
        return tb_fail(TB_ERROR, "out of memory");
    ctx->lib = lib;
    ctx->server = config->server;
    ctx->verify_peer = config->verify_peer;
    ctx->demand_staple = config->demand_staple;
    ctx->resumption = config->resumption;
    ctx->tickets = config->server ? config->tickets : 0;
    ctx->early_data = config->early_data;
    ctx->now = config->now;
    ctx->host = config->host ? strdup(config->host) : NULL;
    ctx->ssl_ctx = SSL_CTX_new(config->server ? TLS_server_method() : TLS_client_method());
    enum tb_status status = TB_ERROR;
    if (ctx->ssl_ctx && (ctx->host || !config->host))
        status = tb_configure(ctx, config);
    if (status == TB_OK && config->named.num)
        status = tb_set_names(ctx, config);
    if (status != TB_OK) {
        tb_openssl_ctx_destroy(ctx);
        return status;
    }
    *out = ctx;
    return TB_OK;
}

enum tb_status tb_openssl_ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config)
{
    return tb_settle_slow(create(lib, out, config));
}

void tb_openssl_ctx_destroy(tb_ctx *ctx)
{
    if (!ctx)
        return;
    SSL_CTX_free(ctx->ssl_ctx);
    tb_free_names(ctx->named);
    free(ctx->host);
    free(ctx->staple);
    free(ctx);
}
