/* algorithms.c - names, code points and sizes, compared with a second copy from the registries and RFCs. */
#include "core/algorithms.h"
#include "core/catalog.h"
#include "unit.h"
#include <string.h>

/* The values of a parameter in any driver of the catalog; returns their number. */
static size_t values_of(enum tb_param param, const char **values, size_t cap)
{
    size_t num_drivers, num = 0;
    const struct tb_driver_info *drivers = tb_drivers(&num_drivers);
    for (size_t i = 0; i < num_drivers; i++)
        for (size_t j = 0; j < drivers[i].num_params; j++)
            for (size_t k = 0; drivers[i].params[j].param == param && drivers[i].params[j].values[k]; k++) {
                assert_true(num < cap);
                values[num++] = drivers[i].params[j].values[k];
            }
    assert_true(num > 0);
    return num;
}

/* RFC 8446 4.2.7 and 4.2.8, FIPS 203 table 3, draft-ietf-tls-ecdhe-mlkem 4.1 to 4.3. */
static const struct tb_group groups[] = {
    {"x25519", 0x001d, 32, 32, 32},       {"p256", 0x0017, 65, 65, 32},
    {"p384", 0x0018, 97, 97, 48},         {"p521", 0x0019, 133, 133, 66},
    {"mlkem768", 0x0201, 1184, 1088, 32}, {"x25519mlkem768", 0x11ec, 1184 + 32, 1088 + 32, 32 + 32},
};

static void groups_have_their_sizes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(groups); i++) {
        const struct tb_group *group = tb_group_by_name(groups[i].name);
        assert_non_null(group);
        assert_string_equal(group->name, groups[i].name);
        assert_int_equal(group->id, groups[i].id);
        assert_int_equal(group->offer_len, groups[i].offer_len);
        assert_int_equal(group->answer_len, groups[i].answer_len);
        assert_int_equal(group->secret_len, groups[i].secret_len);
        assert_ptr_equal(tb_group_by_id(groups[i].id), group);
    }
}

/* RFC 8446 B.4, RFC 5288, RFC 5289, RFC 7905. */
static const struct tb_aead_info aeads[] = {
    {"aes-128-gcm", 0x1301, 0xc02f, 0xc02b, 0x009c, 16, 12, 16},
    {"aes-256-gcm", 0x1302, 0xc030, 0xc02c, 0x009d, 32, 12, 16},
    {"chacha20-poly1305", 0x1303, 0xcca8, 0xcca9, 0, 32, 12, 16},
};

static void aeads_have_their_suites(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(aeads); i++) {
        const struct tb_aead_info *aead = tb_aead_by_name(aeads[i].name);
        assert_non_null(aead);
        assert_string_equal(aead->name, aeads[i].name);
        assert_int_equal(aead->tls13, aeads[i].tls13);
        assert_int_equal(aead->tls12_ecdhe_rsa, aeads[i].tls12_ecdhe_rsa);
        assert_int_equal(aead->tls12_ecdhe_ecdsa, aeads[i].tls12_ecdhe_ecdsa);
        assert_int_equal(aead->tls12_rsa, aeads[i].tls12_rsa);
        assert_int_equal(aead->key_len, aeads[i].key_len);
        assert_int_equal(aead->nonce_len, aeads[i].nonce_len);
        assert_int_equal(aead->tag_len, aeads[i].tag_len);
    }
}

/* RFC 8446 4.2.3. */
static const struct tb_scheme schemes[] = {
    {"rsa_pkcs1_sha256", 0x0401},
    {"ecdsa_secp256r1_sha256", 0x0403},
    {"ecdsa_secp384r1_sha384", 0x0503},
    {"rsa_pss_rsae_sha256", 0x0804},
    {"rsa_pss_rsae_sha384", 0x0805},
    {"rsa_pss_rsae_sha512", 0x0806},
    {"ed25519", 0x0807},
};

static void schemes_have_their_code_points(void **state)
{
    (void)state;
    char unused[8];
    for (size_t i = 0; i < COUNT(schemes); i++) {
        const struct tb_scheme *scheme = tb_scheme_by_name(schemes[i].name);
        assert_non_null(scheme);
        assert_int_equal(scheme->id, schemes[i].id);
        assert_string_equal(tb_scheme_name(schemes[i].id, unused), schemes[i].name);
    }
}

static const struct tb_auth auths[] = {
    {"rsa-2048", 2048, 0x0804, 0x0401, 0}, {"rsa-3072", 3072, 0x0804, 0x0401, 0}, {"rsa-4096", 4096, 0x0804, 0x0401, 0},
    {"ecdsa-p256", 0, 0x0403, 0x0403, 23}, {"ecdsa-p384", 0, 0x0503, 0x0503, 24}, {"ed25519", 0, 0x0807, 0x0807, 0},
};

static void keys_are_pinned_to_their_schemes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(auths); i++) {
        const struct tb_auth *auth = tb_auth_by_name(auths[i].name);
        assert_non_null(auth);
        assert_int_equal(auth->rsa_bits, auths[i].rsa_bits);
        assert_int_equal(auth->tls13_scheme, auths[i].tls13_scheme);
        assert_int_equal(auth->tls12_scheme, auths[i].tls12_scheme);
        assert_int_equal(auth->curve, auths[i].curve);
    }
}

static void versions_have_their_code_points(void **state)
{
    (void)state;
    assert_int_equal(tb_version_by_name("tls1.2")->id, 0x0303);
    assert_int_equal(tb_version_by_name("tls1.3")->id, 0x0304);
}

static void strangers_are_not_found(void **state)
{
    (void)state;
    assert_null(tb_version_by_name("tls1.1"));
    assert_null(tb_group_by_name("rsa")); /* a key exchange, not a group */
    assert_null(tb_group_by_name(""));
    assert_null(tb_group_by_id(0));
    assert_null(tb_aead_by_name("AES-128-GCM"));
    assert_null(tb_scheme_by_name("rsa_pss_rsae_sha25"));
    assert_null(tb_auth_by_name("rsa-20480"));
}

/* Every value that a suite file may use is known here. */
static void every_value_of_the_catalog_is_known(void **state)
{
    (void)state;
    const char *values[64];
    for (size_t i = values_of(TB_PARAM_TLS, values, 64); i-- > 0;)
        assert_non_null(tb_version_by_name(values[i]));
    for (size_t i = values_of(TB_PARAM_KX, values, 64); i-- > 0;)
        assert_true(tb_group_by_name(values[i]) || strcmp(values[i], "rsa") == 0);
    for (size_t i = values_of(TB_PARAM_AUTH, values, 64); i-- > 0;)
        assert_non_null(tb_auth_by_name(values[i]));
    for (size_t i = values_of(TB_PARAM_SCHEME, values, 64); i-- > 0;)
        assert_non_null(tb_scheme_by_name(values[i]));
    for (size_t i = values_of(TB_PARAM_SUITE, values, 64); i-- > 0;)
        assert_non_null(tb_aead_by_name(values[i]));
}

static const char *suite_of(const char *version, const char *kx, const char *auth, const char *aead, char dst[8])
{
    return tb_suite_name(
        tb_suite_for(tb_version_by_name(version)->id, kx, tb_auth_by_name(auth), tb_aead_by_name(aead)), dst);
}

static void suites_follow_from_the_parameters(void **state)
{
    (void)state;
    static const char *const table[][5] = {
        {"tls1.3", "x25519", "rsa-2048", "aes-128-gcm", "TLS_AES_128_GCM_SHA256"},
        {"tls1.3", "p256", "ed25519", "aes-256-gcm", "TLS_AES_256_GCM_SHA384"},
        {"tls1.3", "p521", "ecdsa-p384", "chacha20-poly1305", "TLS_CHACHA20_POLY1305_SHA256"},
        {"tls1.2", "x25519", "rsa-4096", "aes-128-gcm", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
        {"tls1.2", "p256", "rsa-2048", "aes-256-gcm", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
        {"tls1.2", "p256", "rsa-2048", "chacha20-poly1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
        {"tls1.2", "p384", "ecdsa-p256", "aes-128-gcm", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"},
        {"tls1.2", "p384", "ecdsa-p384", "aes-256-gcm", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"},
        {"tls1.2", "x25519", "ed25519", "chacha20-poly1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"},
        {"tls1.2", "rsa", "rsa-2048", "aes-128-gcm", "TLS_RSA_WITH_AES_128_GCM_SHA256"},
        {"tls1.2", "rsa", "rsa-3072", "aes-256-gcm", "TLS_RSA_WITH_AES_256_GCM_SHA384"},
        {"tls1.3", "rsa", "rsa-2048", "aes-128-gcm", "0x0000"},
        {"tls1.2", "rsa", "ecdsa-p256", "aes-128-gcm", "0x0000"},
        {"tls1.2", "rsa", "rsa-2048", "chacha20-poly1305", "0x0000"},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        char dst[8];
        assert_string_equal(suite_of(table[i][0], table[i][1], table[i][2], table[i][3], dst), table[i][4]);
    }
}

static void unknown_code_points_are_shown(void **state)
{
    (void)state;
    char dst[8];
    assert_string_equal(tb_suite_name(0x13ab, dst), "0x13ab");
    assert_string_equal(tb_scheme_name(0xffff, dst), "0xffff");
    assert_string_equal(tb_scheme_name(0, dst), "0x0000");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_have_their_sizes),
        cmocka_unit_test(aeads_have_their_suites),
        cmocka_unit_test(schemes_have_their_code_points),
        cmocka_unit_test(keys_are_pinned_to_their_schemes),
        cmocka_unit_test(versions_have_their_code_points),
        cmocka_unit_test(strangers_are_not_found),
        cmocka_unit_test(every_value_of_the_catalog_is_known),
        cmocka_unit_test(suites_follow_from_the_parameters),
        cmocka_unit_test(unknown_code_points_are_shown),
    };
    return cmocka_run_group_tests_name("algorithms", tests, NULL, NULL);
}
