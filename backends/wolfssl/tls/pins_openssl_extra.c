/* Uses the functions that a build with OPENSSL_EXTRA adds to wolfssl/ssl.h. */
#include "backends/wolfssl/tls/pins.h"
#include "core/iana.h"
#include "core/text.h"

enum { VERIFY_OK = 0 }; /* X509_V_OK, whose name differs between releases */

struct name {
    uint16_t id;
    const char *text;
};

static const struct name scheme_names[] = {
    {TB_SCHEME_RSA_PKCS1_SHA256, "RSA+SHA256"},
    {TB_SCHEME_RSA_PKCS1_SHA384, "RSA+SHA384"},
    {TB_SCHEME_RSA_PKCS1_SHA512, "RSA+SHA512"},
    {TB_SCHEME_RSA_PSS_RSAE_SHA256, "RSA-PSS+SHA256"},
    {TB_SCHEME_RSA_PSS_RSAE_SHA384, "RSA-PSS+SHA384"},
    {TB_SCHEME_RSA_PSS_RSAE_SHA512, "RSA-PSS+SHA512"},
    {TB_SCHEME_ECDSA_SECP256R1_SHA256, "ECDSA+SHA256"},
    {TB_SCHEME_ECDSA_SECP384R1_SHA384, "ECDSA+SHA384"},
    {TB_SCHEME_ECDSA_SECP521R1_SHA512, "ECDSA+SHA512"},
    {TB_SCHEME_ED25519, "ED25519"},
    {0, NULL},
};

static const struct name group_names[] = {{TB_GROUP_X25519, "X25519"},
                                          {TB_GROUP_SECP256R1, "P-256"},
                                          {TB_GROUP_SECP384R1, "P-384"},
                                          {TB_GROUP_SECP521R1, "P-521"},
                                          {0, NULL}};

static const char *name_of(const struct name *names, uint16_t id)
{
    while (names->text && names->id != id)
        names++;
    return names->text;
}

/* Passes a list of names to the library.  TB_UNSUPPORTED: the library, or this file, does not know one. */
static enum tb_status set_list(WOLFSSL_CTX *wolf, int (*set)(WOLFSSL_CTX *, const char *), const struct name *names,
                               const uint16_t *ids, size_t num_ids)
{
    struct tb_text list;
    tb_text_init(&list, 1024);
    enum tb_status status = TB_OK;
    for (size_t i = 0; status == TB_OK && i < num_ids; i++) {
        const char *name = name_of(names, ids[i]);
        if (name)
            tb_text_printf(&list, "%s%s", list.len ? ":" : "", name);
        else
            status = tb_fail(TB_UNSUPPORTED, "wolfSSL has no name for 0x%04x", ids[i]);
    }
    if (status == TB_OK && list.len && (list.truncated || set(wolf, list.data) != WOLFSSL_SUCCESS))
        status = tb_fail(TB_UNSUPPORTED, "wolfSSL lacks one of %s", list.data);
    tb_text_free(&list);
    return status;
}

enum tb_status tb_pin_schemes(tb_ctx *ctx, const struct tb_tls_config *config)
{
    return set_list(ctx->wolf, wolfSSL_CTX_set1_sigalgs_list, scheme_names, config->schemes, config->num_schemes);
}

/* A method limited to TLS 1.2 refuses the list of curves, so the maximum version is set separately. */
WOLFSSL_METHOD *tb_tls12_server_method(void)
{
    return wolfTLS_server_method();
}

/* Disables all other groups.  If no common group remains, 5.5 continues with one of the disabled ones; tls_conn.c
 * checks that. */
enum tb_status tb_pin_server_groups(tb_ctx *ctx)
{
    enum tb_status status =
        set_list(ctx->wolf, wolfSSL_CTX_set1_curves_list, group_names, ctx->pinned, ctx->num_pinned);
    if (status == TB_OK && wolfSSL_CTX_set_max_proto_version(ctx->wolf, TB_TLS12) != WOLFSSL_SUCCESS)
        status = tb_fail(TB_UNSUPPORTED, "wolfSSL refuses TLS 1.2 as the highest version");
    return status;
}

void tb_pin_connection(tb_conn *conn)
{
    (void)conn; /* contexts are pinned */
}

/* These functions report hash functions or nothing, depending on the release. */
uint16_t tb_read_scheme(tb_conn *conn)
{
    (void)conn;
    return 0;
}

/* Checks the received chain and not the leaf, because 5.5 keeps no copy of a leaf with an Ed25519 key. */
bool tb_read_verified(tb_conn *conn)
{
    return wolfSSL_get_chain_count(wolfSSL_get_peer_chain(conn->wolf)) > 0 &&
           (wolfSSL_get_verify_mode(conn->wolf) & WOLFSSL_VERIFY_PEER) &&
           wolfSSL_get_verify_result(conn->wolf) == VERIFY_OK;
}

bool tb_read_session_id(tb_conn *conn)
{
    unsigned len = 0;
    return wolfSSL_SESSION_get_id(wolfSSL_get_session(conn->wolf), &len) && len > 0;
}
