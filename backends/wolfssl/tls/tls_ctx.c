/* One side's configuration.  Every setting is pinned; if the library refuses one, the whole context is
 * TB_UNSUPPORTED. */
#include "backends/wolfssl/key/key.h"
#include "backends/wolfssl/resumption/session.h"
#include "backends/wolfssl/tls/names.h"
#include "backends/wolfssl/tls/pins.h"
#include "backends/wolfssl/trust/intermediates.h"
#include "backends/wolfssl/trust/pretend_time.h"
#include "core/iana.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

enum { MIN_RSA_BITS = 2048, MIN_ECC_BITS = 224 }; /* OpenSSL's security level 2 */

#define GCM       "build without --disable-aesgcm"
#define GCM_384   GCM ", and with --enable-sha384"
#define CHACHA    "build without --disable-chacha and --disable-poly1305"
#define TRANSPORT "CPPFLAGS=-DWOLFSSL_STATIC_RSA"

static const struct suite {
    uint16_t id;
    const char *name, *option;  /* the library's name; the build option that adds it */
    const struct key_kind *key; /* of a server in TLS 1.2 */
} suites[] = {
    {TB_SUITE_AES_128_GCM_SHA256, "TLS13-AES128-GCM-SHA256", GCM, NULL},
    {TB_SUITE_AES_256_GCM_SHA384, "TLS13-AES256-GCM-SHA384", GCM_384, NULL},
    {TB_SUITE_CHACHA20_POLY1305_SHA256, "TLS13-CHACHA20-POLY1305-SHA256", CHACHA, NULL},
    {TB_SUITE_ECDHE_RSA_AES_128_GCM, "ECDHE-RSA-AES128-GCM-SHA256", GCM, &tb_rsa_keys},
    {TB_SUITE_ECDHE_RSA_AES_256_GCM, "ECDHE-RSA-AES256-GCM-SHA384", GCM_384, &tb_rsa_keys},
    {TB_SUITE_ECDHE_ECDSA_AES_128_GCM, "ECDHE-ECDSA-AES128-GCM-SHA256", GCM, &tb_ecdsa_keys},
    {TB_SUITE_ECDHE_ECDSA_AES_256_GCM, "ECDHE-ECDSA-AES256-GCM-SHA384", GCM_384, &tb_ecdsa_keys},
    {TB_SUITE_RSA_AES_128_GCM, "AES128-GCM-SHA256", TRANSPORT, &tb_rsa_keys},
    {TB_SUITE_RSA_AES_256_GCM, "AES256-GCM-SHA384", TRANSPORT, &tb_rsa_keys},
    {TB_SUITE_ECDHE_RSA_CHACHA20_POLY1305, "ECDHE-RSA-CHACHA20-POLY1305", CHACHA, &tb_rsa_keys},
    {TB_SUITE_ECDHE_ECDSA_CHACHA20_POLY1305, "ECDHE-ECDSA-CHACHA20-POLY1305", CHACHA, &tb_ecdsa_keys},
};

static const uint16_t known_schemes[] = {TB_SCHEME_RSA_PKCS1_SHA256,       TB_SCHEME_RSA_PKCS1_SHA384,
                                         TB_SCHEME_RSA_PKCS1_SHA512,       TB_SCHEME_RSA_PSS_RSAE_SHA256,
                                         TB_SCHEME_RSA_PSS_RSAE_SHA384,    TB_SCHEME_RSA_PSS_RSAE_SHA512,
                                         TB_SCHEME_ECDSA_SECP256R1_SHA256, TB_SCHEME_ECDSA_SECP384R1_SHA384,
                                         TB_SCHEME_ECDSA_SECP521R1_SHA512, TB_SCHEME_ED25519};

static bool is_in_build(const char *name)
{
    byte first, second;
    int flags;
    return wolfSSL_get_cipher_suite_from_name(name, &first, &second, &flags) == 0;
}

/* Names what this build lacks for a suite, and the option that adds it; NULL: the suite itself. */
static const char *lacks_part(const struct suite *suite)
{
    const char *version = suite->id >> 8 == 0x13 ? TB_LACKS_TLS13 : TB_LACKS_TLS12;
    return version || !suite->key ? version : suite->key->lacks;
}

/* The library's name; NULL: this build, or this backend, does not have the suite. */
static const char *suite_name(uint16_t id)
{
    size_t i = 0;
    while (i < sizeof suites / sizeof *suites && suites[i].id != id)
        i++;
    if (i == sizeof suites / sizeof *suites)
        tb_fail(TB_UNSUPPORTED, "cipher suite 0x%04x is not known to this backend", id);
    else if (is_in_build(suites[i].name))
        return suites[i].name;
    else if (lacks_part(&suites[i]))
        tb_lacks(lacks_part(&suites[i]));
    else
        tb_fail(TB_UNSUPPORTED, "this build of wolfSSL has no %s (%s)", suites[i].name, suites[i].option);
    return NULL;
}

/* The plain API has no maximum version: the method sets the maximum, and may allow a lower minimum. */
static WOLFSSL_METHOD *method_for(const struct tb_tls_config *config)
{
    uint16_t min = config->min_version, max = config->max_version;
    const char *lacks = min == TB_TLS12 && TB_LACKS_TLS12 ? TB_LACKS_TLS12 : max == TB_TLS13 ? TB_LACKS_TLS13 : NULL;
    if (lacks) {
        tb_lacks(lacks);
        return NULL;
    }
    if (min == TB_TLS13 && max == TB_TLS13)
        return config->server ? tb_tls13_server() : tb_tls13_client();
    if (min == TB_TLS12 && max == TB_TLS12)
        return config->server ? tb_tls12_server_method() : tb_tls12_client();
    if (min == TB_TLS12 && max == TB_TLS13)
        return config->server ? wolfTLS_server_method() : wolfTLS_client_method();
    tb_fail(TB_UNSUPPORTED, "this backend has TLS 1.2 and 1.3, not 0x%04x to 0x%04x", min, max);
    return NULL;
}

static enum tb_status set_min_version(tb_ctx *ctx, const struct tb_tls_config *config)
{
    int code =
        wolfSSL_CTX_SetMinVersion(ctx->wolf, config->min_version == TB_TLS13 ? WOLFSSL_TLSV1_3 : WOLFSSL_TLSV1_2);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_UNSUPPORTED, code, "the minimum version");
}

/* Settings that are the same for every library and case.  Compression and renegotiation are not in the builds at
 * all. */
static enum tb_status set_common(tb_ctx *ctx, const struct tb_tls_config *config)
{
    if (config->release_buffers)
        return tb_fail(TB_UNSUPPORTED,
                       "wolfSSL has no mode that releases the buffers of idle connections; buffers=usual "
                       "shows what it holds by itself");
    enum tb_status status = tb_set_resumption(ctx, config);
    if (status != TB_OK)
        return status;
    int code = tb_set_least_rsa(ctx->wolf, MIN_RSA_BITS);
    if (code == WOLFSSL_SUCCESS)
        code = tb_set_least_ecc(ctx->wolf, MIN_ECC_BITS);
    if (code != WOLFSSL_SUCCESS)
        return tb_fail_code(TB_ERROR, code, "the least key sizes");
    tb_forbid_ech(ctx->wolf);
    code = tb_forbid_encrypt_then_mac(ctx->wolf);
    if (code != WOLFSSL_SUCCESS)
        return tb_fail_code(TB_ERROR, code, "leaving out encrypt_then_mac");
    /* Sends a flight in one write, as other libraries do and as wolfSSL's documentation advises for sockets without
     * Nagle's algorithm.  The default, a write for each message, saves memory: the flight needs no buffer. */
    code = wolfSSL_CTX_set_group_messages(ctx->wolf);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_ERROR, code, "grouping messages");
}

static enum tb_status set_suites(tb_ctx *ctx, const struct tb_tls_config *config)
{
    struct tb_text list;
    tb_text_init(&list, 1024);
    enum tb_status status = TB_OK;
    for (size_t i = 0; status == TB_OK && i < config->num_suites; i++) {
        const char *name = suite_name(config->suites[i]);
        if (name)
            tb_text_printf(&list, "%s%s", list.len ? ":" : "", name);
        else
            status = TB_UNSUPPORTED;
    }
    if (status == TB_OK && list.len && wolfSSL_CTX_set_cipher_list(ctx->wolf, list.data) != WOLFSSL_SUCCESS)
        status = tb_fail(TB_UNSUPPORTED, "wolfSSL refuses the cipher suites %s", list.data);
    tb_text_free(&list);
    return status;
}

/* In TLS 1.3 the first group is also that of the client's only key share, which is generated in the handshake;
 * wolfSSL_UseKeyShare would generate it when the connection is opened. */
static enum tb_status set_tls13_groups(tb_ctx *ctx, const struct tb_tls_config *config)
{
    int groups[WOLFSSL_MAX_GROUP_COUNT];
    for (size_t i = 0; i < config->num_groups; i++)
        groups[i] = config->groups[i];
    int code = tb_set_groups(ctx->wolf, groups, (int)config->num_groups);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_UNSUPPORTED, code, "wolfSSL refuses the groups");
}

static enum tb_status set_tls12_client_groups(tb_ctx *ctx, const struct tb_tls_config *config)
{
    for (size_t i = 0; i < config->num_groups; i++) {
        int code = tb_use_curve(ctx->wolf, config->groups[i]);
        if (code != WOLFSSL_SUCCESS)
            return tb_fail_code(TB_UNSUPPORTED, code, "wolfSSL refuses a group");
    }
    return TB_OK;
}

static enum tb_status set_groups(tb_ctx *ctx, const struct tb_tls_config *config)
{
    if (config->num_groups == 0)
        return TB_OK;
    if (config->num_groups > WOLFSSL_MAX_GROUP_COUNT)
        return tb_fail(TB_UNSUPPORTED, "wolfSSL has room for %d groups", WOLFSSL_MAX_GROUP_COUNT);
    if (TB_LACKS_SUPPORTED_CURVES)
        return tb_lacks(TB_LACKS_SUPPORTED_CURVES);
    for (size_t i = 0; i < config->num_groups; i++)
        if (tb_lacks_group(config->groups[i]))
            return tb_lacks(tb_lacks_group(config->groups[i]));
    if (config->max_version >= TB_TLS13)
        return set_tls13_groups(ctx, config);
    if (!config->server)
        return set_tls12_client_groups(ctx, config);
    ctx->num_pinned = config->num_groups;
    memcpy(ctx->pinned, config->groups, config->num_groups * sizeof *ctx->pinned);
    return tb_pin_server_groups(ctx);
}

static enum tb_status set_schemes(tb_ctx *ctx, const struct tb_tls_config *config)
{
    for (size_t i = 0; i < config->num_schemes; i++) {
        bool known = false;
        for (size_t j = 0; !known && j < sizeof known_schemes / sizeof *known_schemes; j++)
            known = known_schemes[j] == config->schemes[i];
        if (!known)
            return tb_fail(TB_UNSUPPORTED, "signature scheme 0x%04x is not known to this backend", config->schemes[i]);
        if (tb_lacks_scheme(config->schemes[i]))
            return tb_lacks(tb_lacks_scheme(config->schemes[i]));
    }
    return tb_pin_schemes(ctx, config);
}

enum tb_status tb_set_identity(tb_ctx *ctx, struct tb_bytes chain, struct tb_bytes key)
{
    int code = WOLFSSL_SUCCESS;
    if (chain.len)
        code = wolfSSL_CTX_use_certificate_chain_buffer(ctx->wolf, chain.data, (long)chain.len);
    if (code != WOLFSSL_SUCCESS)
        return tb_fail_code(TB_ERROR, code, "the certificate chain");
    if (key.len)
        code = wolfSSL_CTX_use_PrivateKey_buffer(ctx->wolf, key.data, (long)key.len, WOLFSSL_FILETYPE_PEM);
    if (code != WOLFSSL_SUCCESS)
        return tb_fail_code(TB_ERROR, code, "the private key");
    if (chain.len && key.len && wolfSSL_CTX_check_private_key(ctx->wolf) != WOLFSSL_SUCCESS)
        return tb_fail(TB_ERROR, "the private key is not the certificate's");
    return TB_OK;
}

static enum tb_status set_identity(tb_ctx *ctx, const struct tb_tls_config *config)
{
    return tb_set_identity(ctx, config->chain_pem, config->key_pem);
}

static enum tb_status configure(tb_ctx *ctx, const struct tb_tls_config *config)
{
    static enum tb_status (*const steps[])(tb_ctx *, const struct tb_tls_config *) = {
        set_min_version, set_common,   set_suites,          set_groups,      set_schemes,
        tb_set_names,    set_identity, tb_set_verification, tb_set_stapling, tb_check_name};
    enum tb_status status = TB_OK;
    for (size_t i = 0; status == TB_OK && i < sizeof steps / sizeof *steps; i++)
        status = steps[i](ctx, config);
    return status;
}

enum tb_status tb_open_library(tb_ctx *ctx, const struct tb_tls_config *config)
{
    WOLFSSL_METHOD *method = method_for(config);
    if (!method)
        return TB_UNSUPPORTED;
    ctx->wolf = wolfSSL_CTX_new(method); /* takes ownership of the method, even on failure */
    return ctx->wolf ? configure(ctx, config) : tb_fail(TB_ERROR, "wolfSSL could not create a context: out of memory");
}

enum tb_status tb_wolfssl_ctx_create(tb_lib *lib, tb_ctx **out, const struct tb_tls_config *config)
{
    *out = NULL;
    tb_ctx *ctx = calloc(1, sizeof *ctx);
    if (!ctx)
        return tb_fail(TB_ERROR, "out of memory");
    if (pthread_rwlock_init(&ctx->trusted, NULL) != 0) {
        free(ctx);
        return tb_fail(TB_ERROR, "no lock");
    }
    ctx->lib = lib;
    ctx->server = config->server;
    ctx->verify_peer = config->verify_peer;
    ctx->now = config->now;
    ctx->host = config->host ? strdup(config->host) : NULL;
    tb_pretend_prepare(ctx->now);
    enum tb_status status = TB_ERROR;
    if (ctx->host || !config->host)
        status = tb_open_library(ctx, config);
    if (status == TB_OK)
        *out = ctx;
    else
        tb_wolfssl_ctx_destroy(ctx);
    return status;
}

void tb_wolfssl_ctx_destroy(tb_ctx *ctx)
{
    if (!ctx)
        return;
    wolfSSL_CTX_free(ctx->wolf);
    tb_free_names(ctx->named);
    tb_crls_close(ctx->crls);
    pthread_rwlock_destroy(&ctx->trusted);
    free(ctx->roots);
    free(ctx->staple);
    free(ctx->host);
    free(ctx);
}
