/* Uses the build's own internal header.  The probe internal_header has checked its structures against the library. */
#include "backends/wolfssl/tls/pins.h"
#include "core/iana.h"
#include <wolfssl/internal.h>

/* The list has the bytes of the TLS extension, that is, IANA's code points. */
enum tb_status tb_pin_schemes(tb_ctx *ctx, const struct tb_tls_config *config)
{
    if (config->num_schemes == 0)
        return TB_OK;
    if (2 * config->num_schemes > WOLFSSL_MAX_SIGALGO)
        return tb_fail(TB_UNSUPPORTED, "wolfSSL has room for %d signature schemes", WOLFSSL_MAX_SIGALGO / 2);
    int code = AllocateCtxSuites(ctx->wolf);
    if (code != 0)
        return tb_fail_code(TB_ERROR, code, "signature schemes");
    Suites *suites = ctx->wolf->suites;
    for (size_t i = 0; i < config->num_schemes; i++) {
        suites->hashSigAlgo[2 * i] = (byte)(config->schemes[i] >> 8);
        suites->hashSigAlgo[2 * i + 1] = (byte)config->schemes[i];
    }
    suites->hashSigAlgoSz = (word16)(2 * config->num_schemes);
    return TB_OK;
}

static word32 curve_oid(uint16_t group)
{
    switch (group) {
    case WOLFSSL_ECC_X25519:
        return ECC_X25519_OID;
    case WOLFSSL_ECC_SECP256R1:
        return ECC_SECP256R1_OID;
    case WOLFSSL_ECC_SECP384R1:
        return ECC_SECP384R1_OID;
    case WOLFSSL_ECC_SECP521R1:
        return ECC_SECP521R1_OID;
    default:
        return 0;
    }
}

WOLFSSL_METHOD *tb_tls12_server_method(void)
{
    return tb_tls12_server();
}

/* A server takes the client's first curve that is strong enough, unless it is told which one to use. */
enum tb_status tb_pin_server_groups(tb_ctx *ctx)
{
    if (ctx->num_pinned == 1 && curve_oid(ctx->pinned[0]) != 0)
        return TB_OK;
    return tb_fail(TB_UNSUPPORTED, "a wolfSSL server can be pinned to one elliptic curve in TLS 1.2, not to a list");
}

void tb_pin_connection(tb_conn *conn)
{
    if (conn->ctx->num_pinned)
        conn->wolf->ecdhCurveOID = curve_oid(conn->ctx->pinned[0]);
}

static uint16_t code_point(byte hash, byte signature)
{
    switch (signature) {
    case anonymous_sa_algo: /* nobody signed */
        return 0;
    case rsa_pss_sa_algo:
        return (uint16_t)(TB_SCHEME_RSA_PSS_RSAE_SHA256 - sha256_mac + hash);
    case ed25519_sa_algo:
        return TB_SCHEME_ED25519;
    case rsa_sa_algo:
    case ecc_dsa_sa_algo:
        return (uint16_t)(hash << 8 | signature); /* RFC 5246 7.4.1.4.1 */
    default:
        return TB_NEGOTIATED_UNKNOWN;
    }
}

uint16_t tb_read_scheme(tb_conn *conn)
{
    const Options *options = &conn->wolf->options;
    return conn->ctx->server ? code_point(options->hashAlgo, options->sigAlgo)
                             : code_point(options->peerHashAlgo, options->peerSigAlgo);
}

bool tb_read_verified(tb_conn *conn)
{
    const Options *options = &conn->wolf->options;
    return options->verifyPeer && !options->verifyNone && options->havePeerCert;
}

bool tb_read_session_id(tb_conn *conn)
{
    return conn->wolf->session->sessionIDSz > 0;
}
