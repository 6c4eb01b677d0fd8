/* Versions, cipher suites and groups that a handshake may choose from. */
#include "backends/openssl/tls/left_out.h"
#include "backends/openssl/tls/tls.h"
#include "core/algorithms.h"
#include "core/iana.h"
#include "core/text.h"

/* The library's names for TLS 1.2 suites. */
static const struct {
    uint16_t id;
    const char *name;
} tls12_suites[] = {
    {TB_SUITE_ECDHE_RSA_AES_128_GCM, "ECDHE-RSA-AES128-GCM-SHA256"},
    {TB_SUITE_ECDHE_RSA_AES_256_GCM, "ECDHE-RSA-AES256-GCM-SHA384"},
    {TB_SUITE_ECDHE_ECDSA_AES_128_GCM, "ECDHE-ECDSA-AES128-GCM-SHA256"},
    {TB_SUITE_ECDHE_ECDSA_AES_256_GCM, "ECDHE-ECDSA-AES256-GCM-SHA384"},
    {TB_SUITE_RSA_AES_128_GCM, "AES128-GCM-SHA256"},
    {TB_SUITE_RSA_AES_256_GCM, "AES256-GCM-SHA384"},
    {TB_SUITE_ECDHE_RSA_CHACHA20_POLY1305, "ECDHE-RSA-CHACHA20-POLY1305"},
    {TB_SUITE_ECDHE_ECDSA_CHACHA20_POLY1305, "ECDHE-ECDSA-CHACHA20-POLY1305"},
};

static const struct {
    uint16_t id;
    const char *name;
} group_names[] = {
    {TB_GROUP_X25519, "X25519"},
    {TB_GROUP_SECP256R1, "P-256"},
    {TB_GROUP_SECP384R1, "P-384"},
    {TB_GROUP_SECP521R1, "P-521"},
    {TB_GROUP_X25519MLKEM768, "X25519MLKEM768"},
    {TB_GROUP_MLKEM768, "MLKEM768"},
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

/* TLS 1.3 suites are 0x13xx and have a separate list; all others are TLS 1.2's. */
static bool is_tls13_suite(uint16_t id)
{
    return id >> 8 == 0x13;
}

/* A suite list without any suite of a version excludes that version, because otherwise it would use the library's
 * default suites. */
enum tb_status tb_ctx_set_versions(SSL_CTX *ctx, const struct tb_tls_config *config)
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
        return tb_versions_there(min, max);
    return tb_fail(TB_UNSUPPORTED, "the library refuses the TLS versions 0x%04x to 0x%04x, or they have no suite here",
                   config->min_version, config->max_version);
}

enum tb_status tb_ctx_set_tls12_suites(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    struct tb_text list;
    char why[TB_LEFT_OUT_CAP];
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
        status = tb_fail(TB_UNSUPPORTED, "none of the cipher suites %s is in this library%s", list.data,
                         tb_left_out_suites(why, config->suites, config->num_suites));
    tb_text_free(&list);
    return status;
}

enum tb_status tb_ctx_set_groups(SSL_CTX *ctx, const struct tb_tls_config *config)
{
    struct tb_text list;
    char why[TB_LEFT_OUT_CAP];
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
        status = tb_fail(TB_UNSUPPORTED, "a group of %s is not in this library%s", list.data,
                         tb_left_out_groups(why, config->groups, config->num_groups));
    tb_text_free(&list);
    return status;
}
