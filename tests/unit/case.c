/* case.c - names and cases convert into each other without loss. */
#include "core/case.h"
#include "cases.h"
#include "core/catalog.h"
#include "core/text.h"
#include "unit.h"
#include <string.h>

struct tally {
    struct tb_text name, why;
    size_t refused, good[32]; /* by the driver's place */
};

#define LOOPBACK "handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/"

static void tally_init(struct tally *tally)
{
    *tally = (struct tally){.refused = 0};
    tb_text_init(&tally->name, 300);
    tb_text_init(&tally->why, 1000);
}

static void tally_free(struct tally *tally)
{
    tb_text_free(&tally->name);
    tb_text_free(&tally->why);
}

static void round_trip(const struct tb_case *c, void *context)
{
    struct tally *tally = context;
    struct tb_case parsed;
    tb_text_clear(&tally->name);
    tb_text_clear(&tally->why);
    tb_case_name(c, &tally->name);
    bool good = tb_case_check(c, &tally->why);
    assert_int_equal(good, tally->why.len == 0); /* a refusal has a reason, an acceptance has none */
    tb_text_clear(&tally->why);
    assert_int_equal(tb_case_parse(&parsed, tally->name.data, &tally->why), good);
    assert_true(tb_case_equal(c, &parsed));
    tb_text_clear(&tally->why);
    tb_case_name(&parsed, &tally->why);
    assert_string_equal(tally->why.data, tally->name.data);
    assert_true(tb_driver_place(c->driver) < COUNT(tally->good));
    tally->good[tb_driver_place(c->driver)] += good;
    tally->refused += !good;
}

/* As many as were counted by hand, to detect rules that refuse or accept too much. */
static void every_case_round_trips(void **state)
{
    (void)state;
    const size_t groups_12 = 4, groups_13 = 6, keys = 6, rsa_keys = 3, aeads = 3, rsa_aeads = 2;
    const size_t channels = groups_13 * keys * aeads + groups_12 * keys * aeads + rsa_keys * rsa_aeads;
    const size_t channels_ec = (groups_13 + groups_12) * (keys - rsa_keys) * aeads; /* without any RSA */
    const size_t channels_13 = groups_13 * keys * aeads, channels_12 = channels - channels_13;
    /* threads: not named, 1, or 1024; and of several their own contexts or a shared one */
    const size_t threads = 3, with_context = 4;
    /* over loopback not named or 1, since 1024 are too many; 1 or 10000 connections; beside them no idle ones or 10000
     */
    const size_t pair_threads = 2, connections = 2, idle = 2, loopback = connections * idle * pair_threads;
    /* full negotiate unverified mutual stapled, and in 1.3 retry, and 1 or 16 of three kinds of tickets; in 1.2
     * session-id and ticket */
    const size_t kinds_13 = 6 + 3 * 2, kinds_12 = 5 + 2;
    /* two rates, fixed or random; where sessions are resumed, by none or by all, which all kinds of tickets but
     * ticketed are for */
    const size_t arrivals = 2 * 2 * idle * pair_threads, resuming = 2, resumed_13 = 2 * 2, resumed_12 = 2;
    const size_t planned = channels_13 * arrivals * (kinds_13 - resumed_13 + resuming * resumed_13) +
                           channels_12 * arrivals * (kinds_12 - resumed_12 + resuming * resumed_12);
    /* not named, 1, or 10000; of full handshakes */
    const size_t certificates = 3, named = (certificates - 1) * (with_context + loopback + arrivals);
    const size_t caches = 2; /* in memory without threads */
    const struct {
        const char *driver;
        size_t num;
    } expected[] = {
        {"kx",
         threads * (groups_13 * 5 + rsa_keys * (1 + 2 * 2))}, /* encrypt and exchange with a fresh or the same key */
        {"signature", threads * (rsa_keys * 2 + 3) * (1 + 2)},
        {"aead", threads * aeads * 2 * 2 * 2}, /* two of the four sizes fit into a record */
        {"schedule", threads * 2 * 2 * 4},
        {"trust", keys * (threads + with_context * (1 + 2) * 3 * (3 + 3) +
                          threads * 3 * 4)},                           /* a revocation list for chains of 2 alone */
        {"startup", channels * (certificates + 3 + 3 * certificates)}, /* server; client and first with three roots */
        {"handshake", (channels_13 * kinds_13 + channels_12 * kinds_12) * (with_context + loopback) + planned +
                          channels_ec * named + channels_12 * caches},
        {"refusal", 2 * keys * 6},
        {"bulk", channels * (threads + loopback) * 4 * 2},
        {"http", channels * 4 * (loopback + arrivals + loopback + connections * arrivals)}, /* new; kept */
        {"held", channels * (2 + 4 * 2)}, /* after the handshake or after four sizes of data; 10000 connections alone */
        {"steady", 2},
    };
    struct tally tally;
    tally_init(&tally);
    each_case(round_trip, &tally);
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_int_equal(tally.good[tb_driver_place(tb_driver_by_name(expected[i].driver))], expected[i].num);
    assert_true(tally.refused > 0);
    tally_free(&tally);
}

static void optional_parameters_are_left_out_of_names(void **state)
{
    (void)state;
    static const char *const names[] = {
        "kx/x25519/offer",
        "kx/rsa/rsa-3072/decrypt",
        "kx/rsa/rsa-3072/encrypt/fresh",
        "signature/ecdsa-p384/ecdsa_secp384r1_sha384/sign",
        "signature/ecdsa-p384/ecdsa_secp384r1_sha384/verify/same",
        "trust/rsa-2048/verify-parsed/2/1/none/fresh",
        "aead/chacha20-poly1305/1350/once/seal",
        "startup/tls1.2/p256/rsa-2048/aes-128-gcm/server",
        "startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/first/150",
        "startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/server/certificates-10000",
        "startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/first/1/certificates-1",
        "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/certificates-100",
        "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/certificates-100/16",
        "handshake/memory/tls1.2/x25519/ecdsa-p256/aes-128-gcm/session-id/cache-100",
        "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/certificates-100/arrivals-9/fixed",
        "handshake/memory/tls1.2/rsa/rsa-2048/aes-128-gcm/full",
        "handshake/loopback/tls1.3/x25519mlkem768/ecdsa-p256/aes-128-gcm/full/16",
        "bulk/memory/tls1.3/p256/ecdsa-p256/aes-256-gcm/16384/upload",
        "bulk/loopback/tls1.2/p256/ecdsa-p256/aes-256-gcm/1024/download/1",
        "kx/x25519/offer/threads-1",
        "kx/rsa/rsa-3072/encrypt/fresh/threads-64",
        "trust/rsa-2048/parse/threads-2",
        "trust/rsa-2048/verify-parsed/2/1/none/fresh/threads-2/own",
        "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/ticket/1/threads-4/shared",
        "bulk/memory/tls1.3/p256/ecdsa-p256/aes-256-gcm/16384/upload/threads-1024",
        "bulk/loopback/tls1.3/p256/ecdsa-p256/aes-256-gcm/16384/upload/1/idle-10/threads-64",
        "handshake/loopback/tls1.3/p256/ed25519/aes-128-gcm/full/certificates-9/arrivals-9/fixed/idle-9/threads-9/own",
        "http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/0/new/arrivals-9/poisson/threads-2/shared",
        "http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/0/kept/arrivals-9/poisson/16/idle-1/threads-2",
    };
    struct tb_text why, name;
    tb_text_init(&why, 1000);
    tb_text_init(&name, 200);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct tb_case c;
        tb_text_clear(&name);
        assert_true(tb_case_parse(&c, names[i], &why));
        tb_case_name(&c, &name);
        assert_string_equal(name.data, names[i]);
    }
    tb_text_free(&name);
    tb_text_free(&why);
}

static void parts_become_values(void **state)
{
    (void)state;
    struct tb_case c;
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_true(tb_case_parse(&c, "bulk/loopback/tls1.2/rsa/rsa-4096/aes-256-gcm/1024/download/8", &why));
    assert_string_equal(c.driver->name, "bulk");
    assert_string_equal(c.value[TB_PARAM_TRANSPORT], "loopback");
    assert_string_equal(c.value[TB_PARAM_TLS], "tls1.2");
    assert_string_equal(c.value[TB_PARAM_KX], "rsa");
    assert_string_equal(c.value[TB_PARAM_AUTH], "rsa-4096");
    assert_string_equal(c.value[TB_PARAM_SUITE], "aes-256-gcm");
    assert_string_equal(c.value[TB_PARAM_DIRECTION], "download");
    assert_string_equal(c.value[TB_PARAM_SCHEME], "");
    assert_string_equal(c.value[TB_PARAM_OPERATION], "");
    assert_string_equal(c.value[TB_PARAM_KEYING], "");
    assert_int_equal(tb_case_size(&c), 1024);
    assert_int_equal(tb_case_connections(&c), 8);
    assert_true(tb_case_is_pair(&c));
    assert_true(tb_case_parse(&c, "kx/p256/offer", &why));
    assert_int_equal(tb_case_size(&c), 0);
    assert_int_equal(tb_case_connections(&c), 0);
    assert_false(tb_case_is_pair(&c));
    assert_true(tb_case_parse(&c, "handshake/memory/tls1.3/p256/rsa-2048/aes-128-gcm/ticket/12", &why));
    assert_int_equal(tb_case_tickets(&c), 12);
    assert_true(tb_case_parse(&c, "handshake/memory/tls1.2/p256/rsa-2048/aes-128-gcm/ticket", &why));
    assert_int_equal(tb_case_tickets(&c), 0);
    assert_true(tb_case_threads(&c) == 1 && !tb_case_names_threads(&c) && !tb_case_shares_context(&c));
    assert_true(tb_case_parse(&c, "kx/p256/offer/threads-1", &why));
    assert_true(tb_case_threads(&c) == 1 && tb_case_names_threads(&c));
    assert_true(tb_case_parse(&c, "trust/ed25519/verify/2/1/none/threads-12/shared", &why));
    assert_true(tb_case_threads(&c) == 12 && tb_case_shares_context(&c));
    assert_true(tb_case_parse(&c, LOOPBACK "full/arrivals-500/fixed", &why));
    assert_true(tb_case_arrivals(&c) == 500 && !tb_case_is_poisson(&c) && tb_case_connections(&c) == 0);
    assert_true(tb_case_parse(&c, LOOPBACK "ticket/1/arrivals-1000000/poisson/0", &why));
    assert_true(tb_case_arrivals(&c) == 1000000 && tb_case_is_poisson(&c) && tb_case_resumed(&c) == 0);
    assert_true(tb_case_parse(&c, LOOPBACK "ticket/1/16", &why));
    assert_true(tb_case_arrivals(&c) == 0 && tb_case_connections(&c) == 16);
    assert_true(tb_case_parse(&c, "http/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/1/kept/arrivals-7/fixed/3", &why));
    assert_true(tb_case_arrivals(&c) == 7 && tb_case_connections(&c) == 3);
    tb_text_free(&why);
}

static void numbers_have_one_spelling_and_a_limit(void **state)
{
    (void)state;
    static const char *const wrong[] = {"0",
                                        "-1",
                                        "+1",
                                        "01",
                                        " 1",
                                        "1 ",
                                        "k",
                                        "01k",
                                        "1m",
                                        "0k",
                                        "99999k",
                                        "999999k",
                                        "0x10",
                                        "1e3",
                                        "1.0",
                                        "",
                                        "99999999999999999999"};
    static const char *const right[] = {"1", "9", "10", "10000"};
    struct tb_text why;
    tb_text_init(&why, 1000);
    struct tb_case c = {.driver = tb_driver_by_name("bulk")};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        tb_text_clear(&why);
        assert_false(tb_case_set(&c, TB_PARAM_SIZE, wrong[i], &why));
        assert_non_null(strstr(why.data, "is not a whole number from 1 to 16777216"));
        assert_false(tb_case_set(&c, TB_PARAM_CONNECTIONS, wrong[i], &why));
    }
    assert_true(tb_case_set(&c, TB_PARAM_SIZE, "16k", &why));
    assert_string_equal(c.value[TB_PARAM_SIZE], "16384");
    assert_false(tb_case_set(&c, TB_PARAM_CONNECTIONS, "1k", &why)); /* of bytes only */
    for (size_t i = 0; i < COUNT(right); i++)
        assert_true(tb_case_set(&c, TB_PARAM_SIZE, right[i], &why) &&
                    tb_case_set(&c, TB_PARAM_CONNECTIONS, right[i], &why));
    assert_true(tb_case_set(&c, TB_PARAM_SIZE, "16777216", &why));
    assert_false(tb_case_set(&c, TB_PARAM_SIZE, "16777217", &why));
    assert_false(tb_case_set(&c, TB_PARAM_CONNECTIONS, "10001", &why));
    assert_true(tb_case_set(&(struct tb_case){.driver = tb_driver_by_name("http")}, TB_PARAM_SIZE, "0", &why));
    assert_int_equal(tb_case_size(&c), 16777216); /* a refused value changed nothing */
    tb_text_free(&why);
}

static void parameters_of_other_drivers_are_refused(void **state)
{
    (void)state;
    struct tb_text why;
    tb_text_init(&why, 1000);
    struct tb_case c = {.driver = tb_driver_by_name("kx")};
    assert_false(tb_case_set(&c, TB_PARAM_SIZE, "16", &why));
    assert_string_equal(why.data, "kx cases have no parameter 'size'");
    tb_text_free(&why);
}

static void assert_unfit(const struct tb_case *c, const char *words)
{
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_false(tb_case_check(c, &why));
    assert_non_null(strstr(why.data, words));
    tb_text_free(&why);
}

static void incomplete_cases_are_refused(void **state)
{
    (void)state;
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num; i++)
        assert_unfit(&(struct tb_case){.driver = &drivers[i]}, "lacks a value for ");
    struct tb_case c = {
        .driver = tb_driver_by_name("kx"),
        .value = {[TB_PARAM_KX] = "p256", [TB_PARAM_AUTH] = "rsa-2048", [TB_PARAM_OPERATION] = "offer"}};
    assert_unfit(&c, "auth 'rsa-2048' does not apply to this kx case");
    strcpy(c.value[TB_PARAM_AUTH], "");
    strcpy(c.value[TB_PARAM_OPERATION], "sign");
    assert_unfit(&c, "there is no operation 'sign'");
}

static void cases_differ_in_any_value(void **state)
{
    (void)state;
    struct tb_case a = {.driver = tb_driver_by_name("bulk")}, b = a;
    assert_true(tb_case_equal(&a, &b));
    for (size_t i = 0; i < TB_NUM_PARAMS; i++) {
        b = a;
        strcpy(b.value[i], "x");
        assert_false(tb_case_equal(&a, &b));
    }
    b = a;
    b.driver = tb_driver_by_name("handshake");
    assert_false(tb_case_equal(&a, &b));
}

static void parameters_have_names_and_documentation(void **state)
{
    (void)state;
    enum tb_param found;
    for (int i = 0; i < TB_NUM_PARAMS; i++) {
        enum tb_param param = (enum tb_param)i;
        assert_true(tb_param_by_name(tb_param_name(param), &found));
        assert_int_equal(found, param); /* names are unique, too */
        assert_true(strlen(tb_param_doc(param)) > 5);
    }
    assert_false(tb_param_by_name("sizes", &found));
}

static void uses(const char *name, const char *algorithm, bool expected)
{
    struct tb_case c;
    struct tb_text why;
    tb_text_init(&why, 200);
    assert_true(tb_case_parse(&c, name, &why));
    if (tb_case_uses(&c, algorithm) != expected)
        fail_msg("%s uses %s: %d", name, algorithm, !expected);
    tb_text_free(&why);
}

static void algorithms_take_part(void **state)
{
    (void)state;
    uses("kx/x25519/offer", "x25519", true);
    uses("kx/p256/offer", "x25519", false);
    uses("kx/x25519mlkem768/exchange", "x25519", true);
    uses("kx/x25519mlkem768/exchange", "mlkem768", true);
    uses("kx/x25519/offer", "x25519mlkem768", false);
    uses("kx/rsa/rsa-2048/encrypt/fresh", "rsa_pkcs1_sha256", false);
    uses("signature/rsa-2048/rsa_pkcs1_sha256/verify/fresh", "rsa_pkcs1_sha256", true);
    uses("signature/rsa-2048/rsa_pss_rsae_sha256/verify/fresh", "rsa_pkcs1_sha256", false);
    uses("signature/ed25519/ed25519/sign", "ed25519", true);
    uses("aead/aes-128-gcm/256/once/seal", "aes-128-gcm", true);
    uses("trust/rsa-2048/verify/2/1/none", "rsa_pkcs1_sha256", true);
    uses("trust/rsa-2048/parse", "rsa_pkcs1_sha256", false);
    uses("trust/rsa-2048/verify/2/1/none", "rsa_pss_rsae_sha256", false);
    uses("handshake/memory/tls1.3/p256/rsa-2048/aes-128-gcm/full", "rsa_pkcs1_sha256", true);
    uses("handshake/memory/tls1.3/p256/rsa-2048/aes-128-gcm/full", "rsa_pss_rsae_sha256", true);
    uses("handshake/memory/tls1.2/p256/rsa-2048/aes-128-gcm/full", "rsa_pss_rsae_sha256", false);
    uses("handshake/memory/tls1.3/p256/ecdsa-p256/aes-128-gcm/full", "ed25519", false);
    uses("kx/x25519/offer", "", false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_round_trips),
        cmocka_unit_test(optional_parameters_are_left_out_of_names),
        cmocka_unit_test(parts_become_values),
        cmocka_unit_test(numbers_have_one_spelling_and_a_limit),
        cmocka_unit_test(parameters_of_other_drivers_are_refused),
        cmocka_unit_test(incomplete_cases_are_refused),
        cmocka_unit_test(cases_differ_in_any_value),
        cmocka_unit_test(parameters_have_names_and_documentation),
        cmocka_unit_test(algorithms_take_part),
    };
    return cmocka_run_group_tests_name("case", tests, NULL, NULL);
}
