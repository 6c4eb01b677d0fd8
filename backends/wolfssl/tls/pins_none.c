/* A build with neither the internal header nor OPENSSL_EXTRA.  Nothing can be pinned, so only settings that match the
 * library's behaviour are accepted, and nothing can be read back except that the handshake succeeded. */
#include "backends/wolfssl/tls/pins.h"
#include "core/iana.h"

/* The scheme that wolfSSL uses if the client offers all: the weakest hash that suits the key, in TLS 1.3 that of the
 * curve. */
static bool is_own_choice(uint16_t scheme, uint16_t version)
{
    switch (scheme) {
    case TB_SCHEME_ECDSA_SECP256R1_SHA256:
    case TB_SCHEME_ED25519:
        return true;
    case TB_SCHEME_RSA_PSS_RSAE_SHA256:
    case TB_SCHEME_ECDSA_SECP384R1_SHA384:
        return version >= TB_TLS13;
    case TB_SCHEME_RSA_PKCS1_SHA256:
        return version < TB_TLS13;
    default:
        return false;
    }
}

enum tb_status tb_pin_schemes(tb_ctx *ctx, const struct tb_tls_config *config)
{
    (void)ctx;
    if (config->num_schemes == 0 ||
        (config->num_schemes == 1 && is_own_choice(config->schemes[0], config->max_version)))
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED,
                   "this build of wolfSSL has no way to set signature schemes (build it static and put the "
                   "wolfssl/internal.h of its source beside wolfssl/ssl.h in the prefix, or --enable-opensslextra)");
}

WOLFSSL_METHOD *tb_tls12_server_method(void)
{
    return tb_tls12_server();
}

/* The server takes the client's first curve of the given size; tls_conn.c checks that it is the right one. */
enum tb_status tb_pin_server_groups(tb_ctx *ctx)
{
    bool of_256_bits = ctx->pinned[0] == WOLFSSL_ECC_X25519 || ctx->pinned[0] == WOLFSSL_ECC_SECP256R1;
    if (ctx->num_pinned == 1 && of_256_bits && tb_set_ecdh_size(ctx->wolf, 32) == WOLFSSL_SUCCESS)
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "this build of wolfSSL has no way to set a server's groups in TLS 1.2");
}

void tb_pin_connection(tb_conn *conn)
{
    (void)conn;
}

uint16_t tb_read_scheme(tb_conn *conn)
{
    (void)conn;
    return 0;
}

/* A client that verifies does not finish its handshake otherwise. */
bool tb_read_verified(tb_conn *conn)
{
    return conn->ctx->verify_peer && wolfSSL_is_init_finished(conn->wolf);
}

bool tb_read_session_id(tb_conn *conn)
{
    (void)conn;
    return true;
}
