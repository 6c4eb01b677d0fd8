/* A client that requires a stapled OCSP response and checks it with the library's OCSP functions: that a certificate of
 * the chain signed it, that it is about the leaf, valid now, and says "good". */
#include "backends/openssl/tls/tls.h"
#include <openssl/ocsp.h>
#include <time.h>

/* Used in the library's callback after the chain was verified. */
struct checked {
    tb_conn *conn;
    X509_STORE *roots;
    tb_chain *sent; /* the server's chain, leaf first */
    OCSP_BASICRESP *response;
};

static X509 *root_that_issued(X509 *leaf, X509_STORE *roots)
{
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    X509 *issuer = NULL;
    if (!ctx || !X509_STORE_CTX_init(ctx, roots, leaf, NULL) || X509_STORE_CTX_get1_issuer(&issuer, ctx, leaf) <= 0)
        issuer = NULL;
    X509_STORE_CTX_free(ctx);
    return issuer;
}

/* A new reference; NULL: not found. */
static X509 *issuer_of(X509 *leaf, const struct checked *c)
{
    for (int i = 1; i < (int)sk_X509_num(c->sent); i++) {
        X509 *issuer = sk_X509_value(c->sent, i);
        if (X509_check_issued(issuer, leaf) == X509_V_OK)
            return X509_up_ref(issuer) ? issuer : NULL;
    }
    return root_that_issued(leaf, c->roots);
}

static bool is_valid_now(const tb_ctx *ctx, const ASN1_GENERALIZEDTIME *since, const ASN1_GENERALIZEDTIME *until)
{
    /* Not X509_cmp_time: LibreSSL's only supports the times of certificates, which are not GeneralizedTime before
     * 2050. */
    time_t now = ctx->now ? (time_t)ctx->now : time(NULL);
    return ASN1_TIME_cmp_time_t(since, now) == -1 && (!until || ASN1_TIME_cmp_time_t(until, now) == 1);
}

static enum tb_refusal check_status(const struct checked *c)
{
    X509 *leaf = sk_X509_value(c->sent, 0), *issuer = issuer_of(leaf, c);
    OCSP_CERTID *id = issuer ? OCSP_cert_to_id(NULL, leaf, issuer) : NULL;
    ASN1_GENERALIZEDTIME *since = NULL, *until = NULL;
    int status = V_OCSP_CERTSTATUS_UNKNOWN, reason;
    bool found = id && OCSP_resp_find_status(c->response, id, &status, &reason, NULL, &since, &until) == 1;
    OCSP_CERTID_free(id);
    X509_free(issuer);
    if (!found || !is_valid_now(c->conn->ctx, since, until))
        return TB_REFUSED_STAPLE;
    if (status == V_OCSP_CERTSTATUS_REVOKED)
        return TB_REFUSED_REVOKED;
    return status == V_OCSP_CERTSTATUS_GOOD ? TB_REFUSED_NOTHING : TB_REFUSED_STAPLE;
}

static OCSP_BASICRESP *parse(SSL *ssl)
{
    const uint8_t *der = NULL;
    long len = (long)SSL_get_tlsext_status_ocsp_resp(ssl, &der);
    OCSP_RESPONSE *response = der && len > 0 ? d2i_OCSP_RESPONSE(NULL, &der, len) : NULL;
    bool answered = response && OCSP_response_status(response) == OCSP_RESPONSE_STATUS_SUCCESSFUL;
    OCSP_BASICRESP *basic = answered ? OCSP_response_get1_basic(response) : NULL;
    OCSP_RESPONSE_free(response);
    return basic;
}

static int check(SSL *ssl, void *context)
{
    (void)context;
    if (SSL_session_reused(ssl)) /* OpenSSL also calls this in TLS 1.3; the response was checked in the original
                                  * handshake */
        return 1;
    tb_conn *conn = SSL_get_app_data(ssl);
    struct checked c = {conn, SSL_CTX_get_cert_store(conn->ctx->ssl_ctx), SSL_get_peer_cert_chain(ssl), parse(ssl)};
    bool is_signed = c.response && c.sent && OCSP_basic_verify(c.response, c.sent, c.roots, 0) == 1;
    conn->refusal = is_signed ? check_status(&c) : TB_REFUSED_STAPLE;
    conn->stapled = conn->refusal == TB_REFUSED_NOTHING;
    OCSP_BASICRESP_free(c.response);
    return conn->stapled;
}

enum tb_status tb_demand_staple(tb_ctx *ctx)
{
    if (!ctx->verify_peer)
        return tb_fail(TB_UNSUPPORTED, "an OCSP response can only be checked by a side that verifies the chain");
    SSL_CTX_set_tlsext_status_cb(ctx->ssl_ctx, check);
    return TB_OK;
}
