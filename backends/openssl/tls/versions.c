/* Does this library have a TLS version?  OpenSSL's setters accept a version that it was built without (configured with
 * no-tls1_2, or no-tls1_3), and only the handshake fails. */
#include "backends/openssl/tls/hello.h"
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"
#include "core/iana.h"
#include <stdatomic.h>

enum { CAP = 8192 };

/* Ranges of versions that were found to be there: a server with many certificates makes a context for each, and its
 * time is to be the library's. */
static atomic_uint known;

static unsigned rank(uint16_t version)
{
    return version == TB_TLS12 ? 1 : version == TB_TLS13 ? 2 : 0;
}

/* Removes the effects of a configuration file: openssl.cnf can disable a version, or its suites. */
static void forget_defaults(SSL_CTX *ctx)
{
    static const uint16_t suites[] = {TB_SUITE_AES_128_GCM_SHA256, TB_SUITE_AES_256_GCM_SHA384,
                                      TB_SUITE_CHACHA20_POLY1305_SHA256};
    SSL_CTX_clear_options(ctx, SSL_CTX_get_options(ctx));
    SSL_CTX_set_security_level(ctx, TB_SECURITY_LEVEL);
    (void)SSL_CTX_set_cipher_list(ctx, "ALL");
    (void)tb_ctx_set_tls13_suites(ctx, &(struct tb_tls_config){.suites = suites, .num_suites = 3});
}

static bool says_hello(uint16_t min, uint16_t max)
{
    uint8_t flight[CAP];
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
    if (ctx)
        forget_defaults(ctx);
    bool said = ctx && SSL_CTX_set_min_proto_version(ctx, min) && SSL_CTX_set_max_proto_version(ctx, max) &&
                tb_first_flight(ctx, flight, sizeof flight) > 0;
    SSL_CTX_free(ctx);
    return said;
}

enum tb_status tb_versions_there(uint16_t min, uint16_t max)
{
    unsigned range = 1u << (3 * rank(min) + rank(max));
    if ((min == 0 && max == 0) || (atomic_load(&known) & range))
        return TB_OK;
    if (says_hello(min, max)) {
        atomic_fetch_or(&known, rank(min) && rank(max) ? range : 0);
        return TB_OK;
    }
    if (max == TB_TLS12)
        return tb_fail(TB_UNSUPPORTED, "TLS 1.2 is not in this library" TB_LEFT_OUT_TLS12);
    if (min == TB_TLS13)
        return tb_fail(TB_UNSUPPORTED, "TLS 1.3 is not in this library" TB_LEFT_OUT_TLS13);
    return tb_fail(TB_UNSUPPORTED, "none of the TLS versions 0x%04x to 0x%04x is in this library", min, max);
}
