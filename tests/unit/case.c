/* case.c - names and cases convert into each other without loss, and invalid combinations are refused with a reason. */
#include "core/case.h"
#include "cases.h"
#include "core/catalog.h"
#include "core/text.h"
#include "unit.h"
#include <string.h>

struct tally {
    struct tb_text name, why;
    size_t good, refused;
    const char *driver; /* NULL: all */
};

#define LOOPBACK "handshake/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/"

static void tally_init(struct tally *tally, const char *driver)
{
    *tally = (struct tally){.driver = driver};
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
    if (tally->driver && strcmp(tally->driver, c->driver->name) != 0)
        return;
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
    tally->good += good;
    tally->refused += !good;
}

static void every_case_round_trips(void **state)
{
    (void)state;
    struct tally tally;
    tally_init(&tally, NULL);
    each_case(round_trip, &tally);
    assert_true(tally.good > 0 && tally.refused > 0);
    tally_free(&tally);
}

/* Counted by hand, to detect rules that refuse or accept too much. */
static void as_many_cases_as_there_should_be(void **state)
{
    (void)state;
    const size_t groups_12 = 4, groups_13 = 6, keys = 6, rsa_keys = 3, aeads = 3, rsa_aeads = 2;
    const size_t channels = groups_13 * keys * aeads + groups_12 * keys * aeads + rsa_keys * rsa_aeads;
    const size_t channels_13 = groups_13 * keys * aeads, channels_12 = channels - channels_13;
    /* threads: not named, 1, or 1024; and of several their own contexts or a shared one */
    const size_t threads = 3, with_context = 4;
    const size_t loopback = 3; /* 1, 16 and 10000 connections */
    /* full negotiate unverified mutual stapled, and in 1.3 retry, and 1 or 16 of three kinds of tickets; in 1.2
     * session-id and ticket */
    const size_t kinds_13 = 6 + 3 * 2, kinds_12 = 5 + 2;
    /* two rates, fixed or random; where sessions are resumed, by none or by all, which all kinds of tickets but
     * ticketed are for */
    const size_t arrivals = 2 * 2, resuming = 2, resumed_13 = 2 * 2, resumed_12 = 2;
    const size_t planned = channels_13 * arrivals * (kinds_13 - resumed_13 + resuming * resumed_13) +
                           channels_12 * arrivals * (kinds_12 - resumed_12 + resuming * resumed_12);
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
                          threads * 3 * 4)}, /* a revocation list for chains of 2 alone */
        {"startup", channels * (1 + 2 * 3)},
        {"handshake", (channels_13 * kinds_13 + channels_12 * kinds_12) * (with_context + loopback) + planned},
        {"refusal", 2 * keys * 6},
        {"bulk", channels * (threads + loopback) * 4 * 2},
        {"http", channels * 3 * 4 * 2},
        {"steady", 2},
    };
    for (size_t i = 0; i < COUNT(expected); i++) {
        struct tally tally;
        tally_init(&tally, expected[i].driver);
        each_case(round_trip, &tally);
        assert_int_equal(tally.good, expected[i].num);
        tally_free(&tally);
    }
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
    tb_text_free(&why);
}

/* The name is refused, and the reason contains these words. */
static void assert_refused(const char *name, const char *words)
{
    struct tb_case c;
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_false(tb_case_parse(&c, name, &why));
    if (!strstr(why.data, words))
        fail_msg("'%s' is refused with '%s', which lacks '%s'", name, why.data, words);
    tb_text_free(&why);
}

static void nearest_names_are_suggested(void **state)
{
    (void)state;
    assert_refused("handshakes/memory", "there is no driver 'handshakes'; did you mean 'handshake'?");
    assert_refused("kx/x25591/offer", "there is no kx 'x25591'; did you mean 'x25519'?");
    assert_refused("kx/p256/ofer", "there is no operation 'ofer'; did you mean 'offer'?");
    assert_refused("signature/rsa-2048/rsa_pss_rsa_sha256/sign", "did you mean 'rsa_pss_rsae_sha256'?");
    assert_refused("aead/AES-128-GCM/16/once/seal", "It is one of: aes-128-gcm aes-256-gcm chacha20-poly1305");
}

static void malformed_names_are_refused(void **state)
{
    (void)state;
    assert_refused("", "there is no driver ''.  It is one of: kx ");
    assert_refused("/", "there is no driver ''");
    assert_refused("nothing-like-it", "there is no driver 'nothing-like-it'");
    assert_refused("a-driver-with-a-name-far-longer-than-any-value-could-be",
                   "there is no driver 'a-driver-with-a-name");
    assert_refused("kx", "ends before its kx");
    assert_refused("kx/", "ends with '/'");
    assert_refused("kx/x25519", "ends before its operation");
    assert_refused("kx/x25519/offer/", "ends with '/'");
    assert_refused("kx/x25519/offer/16", "has more parts than a kx case takes; leave out '16'");
    assert_refused("kx//offer", "there is no kx ''");
    assert_refused("/kx/x25519/offer", "there is no driver ''");
    assert_refused("kx/x25519-and-so-on-and-on-and-on-and-on/offer", "the value of kx is too long");
    assert_refused("handshake/memory/tls1.3/p256/rsa-2048/aes-128-gcm/full/16", "has more parts than a handshake case");
    assert_refused("handshake/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/full", "ends before its connections");
    /* names from when one key served all operations: their figures are not comparable, so they must not be accepted */
    assert_refused("signature/rsa-2048/rsa_pss_rsae_sha256/verify", "ends before its key");
    assert_refused("kx/rsa/rsa-2048/encrypt", "ends before its key");
    assert_refused("trust/rsa-2048/verify-parsed/2/1/none", "ends before its key");
    assert_refused("signature/rsa-2048/rsa_pss_rsae_sha256/sign/fresh", "more parts than a signature case takes");
    assert_refused("kx/rsa/rsa-2048/decrypt/fresh", "more parts than a kx case takes");
    assert_refused("kx/p256/exchange/fresh", "more parts than a kx case takes");
    assert_refused("kx/p256/exchange/2", "leave out '2'");
    assert_refused("kx/p256/exchange/threads-0", "threads '0' is not a whole number from 1 to 1024");
    assert_refused("kx/p256/exchange/threads--1", "threads '-1' is not a whole number from 1 to 1024");
    assert_refused("kx/p256/exchange/threads-", "threads '' is not a whole number from 1 to 1024");
    assert_refused("kx/p256/exchange/threads-100000", "threads '100000' is not a whole number from 1 to 1024");
    assert_refused("kx/p256/exchange/threads-2/shared", "leave out 'shared'");
    assert_refused("trust/ed25519/verify/2/1/none/threads-2", "ends before its context");
    assert_refused("trust/ed25519/verify/2/1/none/threads-1/own", "leave out 'own'");
    assert_refused("trust/ed25519/verify/2/1/none/threads-2/share", "did you mean 'shared'?");
    assert_refused("trust/ed25519/load/1/none/threads-2/shared", "leave out 'shared'");
    assert_refused("refusal/memory/tls1.2/ed25519/version/threads-2", "leave out 'threads-2'");
    assert_refused("startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/server/15", "leave out '15'");
    assert_refused("startup/tls1.3/x25519/ecdsa-p256/aes-128-gcm/client", "ends before its roots");
    assert_refused("handshake/loopback/tls1.3/p256/rsa-2048/aes-128-gcm/full/16/threads-2", "leave out 'threads-2'");
}

static void what_does_not_go_together_is_explained(void **state)
{
    (void)state;
    assert_refused("kx/p256/encrypt", "p256 has no step 'encrypt': a group has offer");
    assert_refused("kx/rsa/rsa-2048/offer", "rsa has no step 'offer': RSA key transport has encrypt");
    assert_refused("kx/rsa/ecdsa-p256/encrypt", "there is no auth 'ecdsa-p256'");
    assert_refused("signature/ed25519/rsa_pkcs1_sha256/sign",
                   "a key of type ed25519 cannot sign with rsa_pkcs1_sha256");
    assert_refused("signature/ecdsa-p384/ecdsa_secp256r1_sha256/sign",
                   "ecdsa-p384 cannot sign with ecdsa_secp256r1_sha256");
    assert_refused("signature/rsa-2048/ed25519/verify/fresh", "rsa-2048 cannot sign with ed25519");
    assert_refused("aead/aes-128-gcm/16385/once/seal", "size 16385 is larger than a TLS record (16384)");
    assert_refused("handshake/memory/tls1.3/rsa/rsa-2048/aes-128-gcm/full", "TLS 1.3 has no RSA key transport");
    assert_refused("handshake/memory/tls1.2/rsa/ecdsa-p256/aes-128-gcm/full",
                   "needs an RSA certificate, not ecdsa-p256");
    assert_refused("handshake/memory/tls1.2/x25519mlkem768/rsa-2048/aes-128-gcm/full", "ML-KEM is for TLS 1.3");
    assert_refused("bulk/memory/tls1.2/rsa/rsa-2048/chacha20-poly1305/1/upload", "has no cipher suite for rsa");
    assert_refused("startup/tls1.3/rsa/rsa-2048/aes-128-gcm/server", "TLS 1.3 has no RSA key transport");
}

static void arrivals_take_the_place_of_connections(void **state)
{
    (void)state;
    assert_refused(LOOPBACK "full/arrivals-500", "ends before its process");
    assert_refused(LOOPBACK "full/arrivals-500/fixd", "did you mean 'fixed'?");
    assert_refused(LOOPBACK "full/arrivals-500/fixed/16", "leave out '16'");
    assert_refused(LOOPBACK "full/16/arrivals-500", "leave out 'arrivals-500'");
    assert_refused(LOOPBACK "ticket/1/arrivals-500/fixed", "ends before its resumed");
    assert_refused(LOOPBACK "ticket/1/arrivals-500/fixed/101", "resumed '101' is not a whole number from 0 to 100");
    assert_refused(LOOPBACK "full/arrivals-0/fixed", "arrivals '0' is not a whole number from 1 to 1000000");
    assert_refused(LOOPBACK "full/arrivals-1000001/fixed", "is not a whole number from 1 to 1000000");
    assert_refused("handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full/arrivals-5/fixed", "has more parts");
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
        cmocka_unit_test(as_many_cases_as_there_should_be),
        cmocka_unit_test(optional_parameters_are_left_out_of_names),
        cmocka_unit_test(parts_become_values),
        cmocka_unit_test(nearest_names_are_suggested),
        cmocka_unit_test(malformed_names_are_refused),
        cmocka_unit_test(what_does_not_go_together_is_explained),
        cmocka_unit_test(arrivals_take_the_place_of_connections),
        cmocka_unit_test(numbers_have_one_spelling_and_a_limit),
        cmocka_unit_test(parameters_of_other_drivers_are_refused),
        cmocka_unit_test(incomplete_cases_are_refused),
        cmocka_unit_test(cases_differ_in_any_value),
        cmocka_unit_test(parameters_have_names_and_documentation),
        cmocka_unit_test(algorithms_take_part),
    };
    return cmocka_run_group_tests_name("case", tests, NULL, NULL);
}
