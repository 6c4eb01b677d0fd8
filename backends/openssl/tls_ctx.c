/* One side's configuration.  Every wish is pinned; what the library refuses makes the whole context TB_UNSUPPORTED. */
#include "core/algorithms.h"
#include "core/text.h"
#include "tls.h"
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

/* The library's names of TLS 1.2 suites. */
static const struct {
    uint16_t id;
    const char *name;
} tls12_suites[] = {
    {0xc02f, "ECDHE-RSA-AES128-GCM-SHA256"},
    {0xc030, "ECDHE-RSA-AES256-GCM-SHA384"},
    {0xc02b, "ECDHE-ECDSA-AES128-GCM-SHA256"},
    {0xc02c, "ECDHE-ECDSA-AES256-GCM-SHA384"},
    {0x009c, "AES128-GCM-SHA256"},
    {0x009d, "AES256-GCM-SHA384"},
    {0xcca8, "ECDHE-RSA-CHACHA20-POLY1305"},
    {0xcca9, "ECDHE-ECDSA-CHACHA20-POLY1305"},
};

static const struct {
    uint16_t id;
    const char *name;
} group_names[] = {
    {29, "X25519"}, {23, "P-256"}, {24, "P-384"}, {25, "P-521"}, {0x11ec, "X25519MLKEM768"}, {0x0201, "MLKEM768"},
};

static const char *tls12_suite_name(uint16_t id)
{
    for (size_t i = 0; i < sizeof tls12_suites / sizeof *tls12_suites; i++)
        if (tls12_suites[i].id == id)
            return tls12_suites[i].name;
    return NULL;
}

static const char *group_name(uint16_t id)
{
    for (size_t i = 0; i < sizeof group_names / sizeof *group_names; i++)
        if (group_names[i].id == id)
            return group_names[i].name;
    return NULL;
}

/* TLS 1.3 suites are 0x13xx and have a list of their own; the others are TLS 1.2's. */
static bool is_tls13_suite(uint16_t id)
{
    return id >> 8 == 0x13;
}

/* A list of suites without any of a version's excludes that version: its suites would be the library's default. */
static enum tb_status set_versions(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    uint16_t min = config->min_version, max = config->max_version;
    size_t tls13 = 0;
    for (size_t i = 0; i < config->num_suites; i++)
        tls13 += is_tls13_suite(config->suites[i]);
    if (tls13 && tls13 == config->num_suites && min < TB_TLS13)
        min = TB_TLS13;
    if (!tls13 && config->num_suites && (max == 0 || max > TB_TLS12))
        max = TB_TLS12;
    if ((max == 0 || min <= max) && SSL_CTX_set_min_proto_version(ctx, min) && SSL_CTX_set_max_proto_version(ctx, max))
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "the library refuses the TLS versions 0x%04x to 0x%04x, or they have no suite here",
                   config->min_version, config->max_version);
}

static enum tb_status set_tls12_suites(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    struct tb_text list;
    tb_text_init(&list, 1024);
    enum tb_status status = TB_OK;
    for (size_t i = 0; status == TB_OK && i < config->num_suites; i++) {
        uint16_t id = config->suites[i];
        if (is_tls13_suite(id))
            continue;
        const char *name = tls12_suite_name(id);
        if (name)
            tb_text_printf(&list, "%s%s", list.len ? ":" : "", name);
        else
            status = tb_fail(TB_UNSUPPORTED, "cipher suite 0x%04x is not known to this backend", id);
    }
    if (status == TB_OK && list.len && !SSL_CTX_set_cipher_list(ctx, list.data))
        status = tb_fail(TB_UNSUPPORTED, "the library has none of the cipher suites %s", list.data);
    tb_text_free(&list);
    return status;
}

static enum tb_status set_groups(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    struct tb_text list;
    tb_text_init(&list, 1024);
    enum tb_status status = TB_OK;
    for (size_t i = 0; status == TB_OK && i < config->num_groups; i++) {
        const char *name = group_name(config->groups[i]);
        if (name)
            tb_text_printf(&list, "%s%s", list.len ? ":" : "", name);
        else
            status = tb_fail(TB_UNSUPPORTED, "group 0x%04x is not known to this backend", config->groups[i]);
    }
    if (status == TB_OK && list.len && !SSL_CTX_set1_groups_list(ctx, list.data))
        status = tb_fail(TB_UNSUPPORTED, "the library lacks a group of %s", list.data);
    tb_text_free(&list);
    return status;
}

static enum tb_status use_chain(SSL_CTX *ctx, struct tb_bytes pem)
{
    BIO *bio = BIO_new_mem_buf(pem.data, (int)pem.len);
    size_t num = 0;
    bool ok = bio != NULL;
    while (ok) {
        X509 *certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
        if (!certificate)
            break;
        ok = num++ == 0 ? SSL_CTX_use_certificate(ctx, certificate) : SSL_CTX_add1_chain_cert(ctx, certificate);
        X509_free(certificate);
    }
    BIO_free(bio);
    if (!ok)
        return tb_fail(TB_ERROR, "the library refuses certificate %zu of the chain", num);
    if (num == 0)
        return tb_fail(TB_ERROR, "no certificate in the chain's PEM");
    ERR_clear_error(); /* PEM_read_bio_X509 leaves "no start line" at the end */
    return TB_OK;
}

static enum tb_status use_key(SSL_CTX *ctx, struct tb_bytes pem)
{
    BIO *bio = BIO_new_mem_buf(pem.data, (int)pem.len);
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;
    bool ok = key && SSL_CTX_use_PrivateKey(ctx, key);
    EVP_PKEY_free(key);
    BIO_free(bio);
    if (!ok)
        return tb_fail(TB_ERROR, "the private key does not parse or does not fit the certificate");
    return SSL_CTX_check_private_key(ctx) ? TB_OK : tb_fail(TB_ERROR, "the private key is not the certificate's");
}

static enum tb_status trust_roots(SSL_CTX *ctx, struct tb_bytes pem)
{
    BIO *bio = BIO_new_mem_buf(pem.data, (int)pem.len);
    X509_STORE *store = SSL_CTX_get_cert_store(ctx);
    size_t num = 0;
    bool ok = bio != NULL;
    while (ok) {
        X509 *root = PEM_read_bio_X509(bio, NULL, NULL, NULL);
        if (!root)
            break;
        ok = X509_STORE_add_cert(store, root);
        num += ok;
        X509_free(root);
    }
    BIO_free(bio);
    if (!ok || num == 0)
        return tb_fail(TB_ERROR, "no usable root certificate in the PEM");
    ERR_clear_error();
    return TB_OK;
}

static enum tb_status set_identity(tb_ctx *ctx, const struct tb_tls_config *config)
{
    enum tb_status status = TB_OK;
    if (config->chain_pem.len)
        status = use_chain(ctx->ssl_ctx, config->chain_pem);
    if (status == TB_OK && config->key_pem.len)
        status = use_key(ctx->ssl_ctx, config->key_pem);
    return status;
}

static enum tb_status set_verification(tb_ctx *ctx, const struct tb_tls_config *config)
{
    SSL_CTX_set_verify(ctx->ssl_ctx, ctx->verify_peer ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, NULL);
    if (config->now)
        X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(ctx->ssl_ctx), (time_t)config->now);
    return config->roots_pem.len ? trust_roots(ctx->ssl_ctx, config->roots_pem) : TB_OK;
}

/* What every library is set to, whatever the case: the rows of a comparison differ in nothing that was not asked for.
 */
static enum tb_status set_common(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    SSL_CTX_set_security_level(ctx, 2); /* Debian's packages build with 2; OpenSSL's default was 1 before 3.2 */
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(ctx, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
    if (config->tickets == 0)
        SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET); /* 1.2; in OpenSSL's 1.3 the number below is what counts */
    if (config->server && !SSL_CTX_set_num_tickets(ctx, config->tickets))
        return tb_fail(TB_UNSUPPORTED, "the library cannot send %u session tickets", config->tickets);
    return TB_OK;
}

static enum tb_status configure(tb_ctx *ctx, const struct tb_tls_config *config)
{
    static enum tb_status (*const steps[])(SSL_CTX *, const struct tb_tls_config *) = {
        set_common, set_versions, set_tls12_suites, tb_ctx_set_tls13_suites, set_groups, tb_ctx_set_schemes};
    enum tb_status status = TB_OK;
    for (size_t i = 0; status == TB_OK && i < sizeof steps / sizeof *steps; i++)
        status = steps[i](ctx->ssl_ctx, config);
    if (status == TB_OK)
        status = set_identity(ctx, config);
    if (status == TB_OK)
        status = set_verification(ctx, config);
    return status;
}

enum tb_status tb_openssl_ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config)
{
    *out = NULL;
    ERR_clear_error();
    tb_ctx *ctx = calloc(1, sizeof *ctx);
    if (!ctx)
        return tb_fail(TB_ERROR, "out of memory");
    ctx->lib = lib;
    ctx->server = config->server;
    ctx->verify_peer = config->verify_peer && !config->server; /* a server would ask for a certificate */
    ctx->host = config->host ? strdup(config->host) : NULL;
    ctx->ssl_ctx = SSL_CTX_new(config->server ? TLS_server_method() : TLS_client_method());
    enum tb_status status = TB_ERROR;
    if (ctx->ssl_ctx && (ctx->host || !config->host))
        status = configure(ctx, config);
    if (status != TB_OK) {
        tb_openssl_ctx_destroy(ctx);
        return status;
    }
    *out = ctx;
    return TB_OK;
}

void tb_openssl_ctx_destroy(tb_ctx *ctx)
{
    if (!ctx)
        return;
    SSL_CTX_free(ctx->ssl_ctx);
    free(ctx->host);
    free(ctx);
}
