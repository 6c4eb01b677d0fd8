/* Signature schemes in a library that does not let them be chosen (LibreSSL): the client offers all that the library
 * has, in a fixed order, and the server signs with the first of the client's that suits its key.
 *
 * So a server accepts only settings that match that behaviour.  A client is granted the scheme that the library's own
 * server takes from its list, as a handshake shows: TLS 1.3 binds an ECDSA key to one (RFC 8446 4.2.3), and the
 * negotiated scheme is then the requested one.  Any other setting is refused, because it would be ignored. */
#include "backends/openssl/tls/tls.h"
#include "backends/openssl/trial.h"
#include "core/algorithms.h"

static bool is_wished(const struct tb_tls_config *config, uint16_t scheme)
{
    for (size_t i = 0; i < config->num_schemes; i++)
        if (config->schemes[i] == scheme)
            return true;
    return false;
}

static enum tb_status try_scheme(tb_ctx *ctx, const struct tb_tls_config *config, uint16_t version, uint16_t scheme)
{
    struct tb_negotiated got;
    char wished[8], chosen[8];
    const char *name = tb_scheme_name(scheme, wished);
    if (!tb_trial_outcome(ctx->lib, &(struct tb_trial){.version = version, .scheme = scheme}, &got))
        return tb_fail(TB_UNSUPPORTED, "this library cannot use a key for %s in TLS 1.%d", name,
                       version == TB_TLS13 ? 3 : 2);
    if (ctx->server || is_wished(config, got.scheme))
        return TB_OK;
    if (got.scheme == TB_NEGOTIATED_UNKNOWN)
        return tb_fail(TB_UNSUPPORTED, "this library has no way to set signature schemes, and does not choose %s",
                       name);
    return tb_fail(TB_UNSUPPORTED, "this library has no way to set signature schemes, and chooses %s instead of %s",
                   tb_scheme_name(got.scheme, chosen), name);
}

enum tb_status tb_ctx_set_schemes(tb_ctx *ctx, const struct tb_tls_config *config)
{
    if (ctx->schemes_tried)
        return TB_OK;
    int min = (int)SSL_CTX_get_min_proto_version(ctx->ssl_ctx), max = (int)SSL_CTX_get_max_proto_version(ctx->ssl_ctx);
    for (uint16_t version = TB_TLS12; version <= TB_TLS13; version++) {
        bool possible = version >= min && (max == 0 || version <= max);
        for (size_t i = 0; possible && i < config->num_schemes; i++) {
            enum tb_status status = try_scheme(ctx, config, version, config->schemes[i]);
            if (status != TB_OK)
                return status;
        }
    }
    ctx->schemes_tried = true;
    return TB_OK;
}
