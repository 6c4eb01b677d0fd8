/* The names of a server: what a client asks for, and the certificates that a server chooses from.
 *
 * A server has a context for each certificate, and changes to it in the callback that is made for this; the
 * connection's other settings remain those of the context that it was opened with.  The callback is called also if
 * the client sends no name. */
#include "backends/openssl/tls/tls.h"
#include <stdlib.h>
#include <string.h>

struct tb_named {
    size_t (*find)(void *finder, const char *name, size_t len);
    void *finder;
    size_t num;
    SSL_CTX *contexts[]; /* owned */
};

enum tb_status tb_name_server(tb_conn *conn, const char *host)
{
    return SSL_set_tlsext_host_name(conn->ssl, host) && SSL_set1_host(conn->ssl, host) ? TB_OK : TB_ERROR;
}

static int change_context(SSL *ssl, int *alert, void *arg)
{
    const struct tb_named *named = arg;
    const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    size_t place = named->find(named->finder, name ? name : "", name ? strlen(name) : 0);
    if (place < named->num && SSL_set_SSL_CTX(ssl, named->contexts[place]))
        return SSL_TLSEXT_ERR_OK;
    tb_conn *conn = SSL_get_app_data(ssl);
    bool unknown = place >= named->num;
    if (unknown)
        conn->refusal = TB_REFUSED_UNKNOWN_NAME;
    *alert = unknown ? SSL_AD_UNRECOGNIZED_NAME : SSL_AD_INTERNAL_ERROR;
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

/* Everything but the certificate is as in `ctx`, which keeps what needs an owner: names, host, staple. */
static enum tb_status add_context(const tb_ctx *ctx, SSL_CTX **out, const struct tb_tls_config *config)
{
    tb_ctx one = *ctx;
    one.ssl_ctx = SSL_CTX_new(TLS_server_method());
    if (!one.ssl_ctx)
        return TB_ERROR;
    *out = one.ssl_ctx;
    return tb_configure(&one, config);
}

enum tb_status tb_set_names(tb_ctx *ctx, const struct tb_tls_config *config)
{
    const struct tb_credentials *asked = &config->named;
    if (!config->server || config->resumption != TB_RESUME_NONE || config->staple.len)
        return tb_fail(TB_UNSUPPORTED, "certificates by name are a server's, without resumption and staple");
    struct tb_named *named = calloc(1, sizeof *named + asked->num * sizeof *named->contexts);
    if (!named)
        return tb_fail(TB_ERROR, "out of memory");
    ctx->named = named;
    named->find = asked->find;
    named->finder = asked->finder;
    enum tb_status status = TB_OK;
    for (size_t i = 0; i < asked->num && status == TB_OK; i++) {
        struct tb_tls_config one = *config;
        one.chain_pem = asked->all[i].chain_pem;
        one.key_pem = asked->all[i].key_pem;
        status = add_context(ctx, &named->contexts[i], &one);
        named->num++;
    }
    if (status == TB_OK && (!SSL_CTX_set_tlsext_servername_callback(ctx->ssl_ctx, change_context) ||
                            !SSL_CTX_set_tlsext_servername_arg(ctx->ssl_ctx, named)))
        status = tb_fail(TB_ERROR, "the callback for the server's name");
    return status;
}

void tb_free_names(struct tb_named *named)
{
    for (size_t i = 0; named && i < named->num; i++)
        SSL_CTX_free(named->contexts[i]);
    free(named);
}
