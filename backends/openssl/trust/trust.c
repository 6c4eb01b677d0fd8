/* Certificates outside connections: the work of libssl's client on a Certificate message. */
#include "backends/openssl/key/pem.h"
#include "backends/openssl/tls/left_out.h"
#include "backends/openssl/tls/refusal.h"
#include <limits.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

struct tb_cert {
    X509 *x509;
};

struct tb_store {
    X509_STORE *roots;
    bool asks_revocation;
};

/* Also decodes the public key, which BoringSSL does only on demand. */
static enum tb_status parse_certificate(X509 **out, struct tb_bytes der)
{
    const uint8_t *at = der.data;
    *out = der.len <= LONG_MAX ? d2i_X509(NULL, &at, (long)der.len) : NULL;
    EVP_PKEY *key = *out && at == der.data + der.len ? X509_get_pubkey(*out) : NULL;
    EVP_PKEY_free(key);
    if (key)
        return TB_OK;
    X509_free(*out);
    *out = NULL;
    char why[TB_LEFT_OUT_CAP];
    if (*tb_left_out_der(why, der.data, der.len))
        return tb_fail(TB_UNSUPPORTED, "a certificate's kind of key is not in the library%s", why);
    return tb_fail(TB_BAD_PEER, "the certificate does not parse");
}

static enum tb_status parse_one(tb_cert **out, struct tb_bytes der)
{
    *out = malloc(sizeof **out);
    if (!*out)
        return tb_fail(TB_ERROR, "out of memory");
    enum tb_status status = parse_certificate(&(*out)->x509, der);
    if (status != TB_OK) {
        free(*out);
        *out = NULL;
    }
    return status;
}

static enum tb_status parse(tb_lib *lib, tb_cert **out, struct tb_bytes der)
{
    (void)lib;
    return tb_settle_slow(parse_one(out, der));
}

static void cert_destroy(tb_cert *cert)
{
    if (!cert)
        return;
    X509_free(cert->x509);
    free(cert);
}

static void store_destroy(tb_store *store)
{
    if (!store)
        return;
    X509_STORE_free(store->roots);
    free(store);
}

static enum tb_status create_store(tb_store **out, const struct tb_trust_config *config)
{
    *out = NULL;
    tb_store *store = calloc(1, sizeof *store);
    if (!store)
        return tb_fail(TB_ERROR, "out of memory");
    store->asks_revocation = config->crls_pem.len != 0;
    store->roots = X509_STORE_new();
    enum tb_status status = store->roots ? tb_add_roots(store->roots, config->roots_pem) : TB_ERROR;
    if (status == TB_OK && store->asks_revocation)
        status = tb_add_crls(store->roots, config->crls_pem);
    if (status != TB_OK) {
        store_destroy(store);
        return status;
    }
    *out = store;
    return TB_OK;
}

static enum tb_status store_create(tb_lib *lib, tb_store **out, const struct tb_trust_config *config)
{
    (void)lib;
    return tb_settle_slow(create_store(out, config));
}

/* Uses the same settings as libssl for a server's chain; tls_ctx.c has them, too. */
static bool configure(X509_STORE_CTX *ctx, const tb_store *store, const char *host, int64_t now)
{
    X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(ctx);
    if (!X509_STORE_CTX_set_default(ctx, "ssl_server"))
        return false;
    X509_VERIFY_PARAM_set_auth_level(param, TB_SECURITY_LEVEL);
    if (now)
        X509_VERIFY_PARAM_set_time(param, (time_t)now);
    if (store->asks_revocation && !X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_CRL_CHECK))
        return false;
    return !host || X509_VERIFY_PARAM_set1_host(param, host, strlen(host));
}

static enum tb_status refused(enum tb_refusal *why, int error)
{
    *why = tb_refusal_of_certificate(error);
    bool broken = error == X509_V_OK || error == X509_V_ERR_OUT_OF_MEM;
    return tb_fail(broken ? TB_ERROR : TB_BAD_PEER, "certificate refused: %s", X509_verify_cert_error_string(error));
}

static enum tb_status verify_chain(tb_store *store, enum tb_refusal *why, tb_chain *chain, const char *host,
                                   int64_t now)
{
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    enum tb_status status = TB_ERROR;
    if (ctx && X509_STORE_CTX_init(ctx, store->roots, sk_X509_value(chain, 0), chain) &&
        configure(ctx, store, host, now))
        status = X509_verify_cert(ctx) == 1 ? TB_OK : refused(why, X509_STORE_CTX_get_error(ctx));
    X509_STORE_CTX_free(ctx);
    return status;
}

static enum tb_status parse_chain(tb_chain *chain, const struct tb_bytes *der, size_t num)
{
    for (size_t i = 0; i < num; i++) {
        X509 *certificate;
        enum tb_status status = parse_certificate(&certificate, der[i]);
        if (status != TB_OK)
            return status;
        if (!sk_X509_push(chain, certificate)) {
            X509_free(certificate);
            return TB_ERROR;
        }
    }
    return TB_OK;
}

/* The common start of both kinds of verification: refuses an empty chain, and sets *why. */
static enum tb_status begin(tb_chain **chain, enum tb_refusal *why, size_t num)
{
    *chain = NULL;
    *why = TB_REFUSED_OTHER;
    if (num == 0)
        return tb_fail(TB_BAD_PEER, "the chain is empty");
    *chain = sk_X509_new_null();
    return *chain ? TB_OK : TB_ERROR;
}

static enum tb_status verify(tb_store *store, enum tb_refusal *why, const struct tb_bytes *der, size_t num,
                             const char *host, int64_t now)
{
    tb_chain *chain;
    enum tb_status status = begin(&chain, why, num);
    if (status == TB_OK)
        status = parse_chain(chain, der, num);
    if (status == TB_OK)
        status = verify_chain(store, why, chain, host, now);
    if (status == TB_OK)
        *why = TB_REFUSED_NOTHING;
    sk_X509_pop_free(chain, X509_free);
    return tb_settle_slow(status);
}

static enum tb_status verify_parsed(tb_store *store, enum tb_refusal *why, tb_cert *const *certs, size_t num,
                                    const char *host, int64_t now)
{
    tb_chain *chain;
    enum tb_status status = begin(&chain, why, num);
    for (size_t i = 0; status == TB_OK && i < num; i++)
        status = sk_X509_push(chain, certs[i]->x509) ? TB_OK : TB_ERROR;
    if (status == TB_OK)
        status = verify_chain(store, why, chain, host, now);
    if (status == TB_OK)
        *why = TB_REFUSED_NOTHING;
    sk_X509_free(chain);
    return tb_settle_slow(status);
}

const struct tb_trust_ops tb_openssl_trust = {
    .parse = parse,
    .cert_destroy = cert_destroy,
    .store_create = store_create,
    .store_destroy = store_destroy,
    .verify = verify,
    .verify_parsed = verify_parsed,
};
