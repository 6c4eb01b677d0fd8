/* The parts of a handshake: its model, its profiles and its shares, with artificial data. */
#include "control/anatomy/anatomy.h"
#include "control/plan/expand.h"
#include "core/catalog.h"
#include "unit.h"
#include <string.h>

/* ---- Parts ---- */

static size_t parts_of(struct tb_anatomy_part parts[TB_MOST_PARTS], const char *name)
{
    struct tb_case c;
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_true(tb_case_parse(&c, name, &why));
    size_t num = tb_anatomy_parts(parts, &c, &why);
    if (num == 0)
        fail_msg("%s: %s", name, why.data);
    tb_text_free(&why);
    return num;
}

static bool has_part(const char *handshake, const char *primitive, size_t flight)
{
    struct tb_anatomy_part parts[TB_MOST_PARTS];
    size_t num = parts_of(parts, handshake);
    bool found = false;
    for (size_t i = 0; i < num; i++) {
        struct tb_text name;
        tb_text_init(&name, 1000);
        tb_case_name(&parts[i].c, &name);
        found = found || (strcmp(name.data, primitive) == 0 && parts[i].stretch == TB_FIRST_FLIGHT + flight - 1);
        tb_text_free(&name);
    }
    return found;
}

static void parts_are_where_the_protocol_has_them(void **state)
{
    static const char tls13[] = "handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full";
    static const char tls12[] = "handshake/memory/tls1.2/x25519/rsa-2048/aes-128-gcm/full";
    static const char transport[] = "handshake/memory/tls1.2/rsa/rsa-2048/aes-128-gcm/full";
    (void)state;
    assert_true(has_part(tls13, "kx/x25519/offer", 1));
    assert_true(has_part(tls13, "kx/x25519/answer", 2));
    assert_true(has_part(tls13, "kx/x25519/finish", 3));
    assert_true(has_part(tls13, "signature/rsa-2048/rsa_pss_rsae_sha256/sign", 2));
    assert_true(has_part(tls13, "signature/rsa-2048/rsa_pss_rsae_sha256/verify/fresh", 3));
    assert_true(has_part(tls13, "trust/rsa-2048/verify/2/1/none", 3));
    assert_false(has_part(tls13, "signature/rsa-2048/rsa_pss_rsae_sha256/sign", 3));
    assert_true(has_part(tls12, "kx/x25519/offer", 2)); /* the server sends its share first */
    assert_true(has_part(tls12, "kx/x25519/answer", 3));
    assert_true(has_part(transport, "kx/rsa/rsa-2048/encrypt/fresh", 3));
    assert_true(has_part(transport, "kx/rsa/rsa-2048/decrypt", 4));
    assert_true(
        has_part("handshake/memory/tls1.3/x25519/ecdsa-p256/aes-256-gcm/full", "schedule/tls1.3/sha384/full", 2));
    assert_true(has_part("handshake/memory/tls1.3/p256/ecdsa-p256/aes-128-gcm/mutual",
                         "signature/ecdsa-p256/ecdsa_secp256r1_sha256/sign", 3));
}

static void who_resumes_proves_nothing(void **state)
{
    static const char *const resumed[] = {
        "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/ticket/1",
        "handshake/memory/tls1.2/x25519/ecdsa-p256/aes-128-gcm/ticket",
        "handshake/memory/tls1.2/x25519/ecdsa-p256/aes-128-gcm/session-id",
    };
    (void)state;
    for (size_t i = 0; i < COUNT(resumed); i++) {
        struct tb_anatomy_part parts[TB_MOST_PARTS];
        size_t num = parts_of(parts, resumed[i]), kx = 0;
        for (size_t j = 0; j < num; j++) {
            assert_int_not_equal(parts[j].phase, TB_PHASE_SIGNATURE);
            assert_int_not_equal(parts[j].phase, TB_PHASE_CERTIFICATES);
            kx += parts[j].phase == TB_PHASE_KX;
        }
        assert_int_equal(kx, i == 0 ? 3 : 0); /* TLS 1.3 makes a new key exchange in resumption as well */
    }
}

/* All combinations; each case must parse, or tb_anatomy_parts fails. */
static void every_handshake_over_memory_has_parts(void **state)
{
    static const char *const versions[] = {"tls1.2", "tls1.3"};
    static const char *const kxs[] = {"x25519", "p256", "p384", "x25519mlkem768", "rsa"};
    static const char *const auths[] = {"rsa-2048", "rsa-3072", "rsa-4096", "ecdsa-p256", "ecdsa-p384", "ed25519"};
    static const char *const suites[] = {"aes-128-gcm", "aes-256-gcm", "chacha20-poly1305"};
    static const char *const operations[] = {"full",    "negotiate", "retry",      "unverified", "mutual",
                                             "stapled", "ticketed",  "session-id", "ticket",     "early-data"};
    size_t seen = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(versions) * COUNT(kxs) * COUNT(auths) * COUNT(suites) * COUNT(operations); i++) {
        size_t rest = i;
        struct tb_text name, why;
        struct tb_case c;
        struct tb_anatomy_part parts[TB_MOST_PARTS];
        tb_text_init(&name, 300);
        tb_text_init(&why, 1000);
        tb_text_printf(&name, "handshake/memory/%s", versions[rest % COUNT(versions)]);
        tb_text_printf(&name, "/%s", kxs[(rest /= COUNT(versions)) % COUNT(kxs)]);
        tb_text_printf(&name, "/%s", auths[(rest /= COUNT(kxs)) % COUNT(auths)]);
        tb_text_printf(&name, "/%s", suites[(rest /= COUNT(auths)) % COUNT(suites)]);
        tb_text_printf(&name, "/%s", operations[(rest / COUNT(suites)) % COUNT(operations)]);
        if (tb_case_parse(&c, name.data, &why)) {
            seen++;
            tb_text_clear(&why);
            if (tb_anatomy_parts(parts, &c, &why) == 0)
                fail_msg("%s: %s", name.data, why.data);
        }
        tb_text_free(&name);
        tb_text_free(&why);
    }
    assert_true(seen > 300);
}

static void other_cases_are_refused_by_name(void **state)
{
    static const char *const others[] = {"kx/x25519/offer",
                                         "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/4"};
    (void)state;
    for (size_t i = 0; i < COUNT(others); i++) {
        struct tb_cases cases = {0};
        struct tb_case c;
        struct tb_text why;
        tb_text_init(&why, 1000);
        assert_true(tb_case_parse(&c, others[i], &why));
        assert_true(tb_cases_add(&cases, &c, &why));
        assert_false(tb_anatomy_add_parts(&cases, &why));
        assert_non_null(strstr(why.data, others[i]));
        tb_cases_free(&cases);
        tb_text_free(&why);
    }
}

/* ---- Profiles ---- */

enum { TURN = -1 };

static struct tb_profile profile_of(int mark, uint64_t kx, uint64_t remainder)
{
    struct tb_profile profile = {.total = kx + remainder};
    profile.phase[TB_PHASE_KX] = kx;
    profile.phase[TB_PHASE_REMAINDER] = remainder;
    if (mark != TURN)
        profile.marked[mark] = true;
    return profile;
}

/* One handshake of four turns, with distinct amounts. */
static size_t handshake(struct tb_profile *profiles)
{
    size_t num = 0;
    profiles[num++] = profile_of(TB_MARK_OPEN, 0, 1);
    profiles[num++] = profile_of(TB_MARK_OPEN, 0, 2);
    profiles[num++] = profile_of(TURN, 1000, 10);
    profiles[num++] = profile_of(TURN, 2000, 20);
    profiles[num++] = profile_of(TURN, 3000, 30);
    profiles[num++] = profile_of(TURN, 0, 40);
    profiles[num++] = profile_of(TB_MARK_KEEP, 0, 100);
    profiles[num++] = profile_of(TB_MARK_VERIFY, 0, 70000);
    profiles[num++] = profile_of(TB_MARK_CLOSE, 0, 4);
    profiles[num++] = profile_of(TB_MARK_CLOSE, 0, 8);
    return num;
}

static void profiles_are_charged_to_their_turns(void **state)
{
    struct tb_profile profiles[32];
    struct tb_finding finding;
    (void)state;
    profiles[0] = profile_of(TURN, 0, 5000000); /* loading the library */
    size_t num = 1 + handshake(profiles + 1);
    profiles[3].phase[TB_PHASE_KX] = profiles[3].total = 99999; /* the first handshake only warms up */
    num += handshake(profiles + num);
    profiles[num++] = profile_of(TURN, 0, 6000000); /* the end of the process */
    tb_anatomy_profiles(&finding, profiles, num, 4);
    assert_int_equal(finding.status, TB_SAMPLE_OK);
    assert_true(finding.amount[TB_CLIENT_OUTSIDE].total == 1 + 100 + 4);
    assert_true(finding.amount[TB_SERVER_OUTSIDE].total == 2 + 8);
    assert_true(finding.amount[TB_FIRST_FLIGHT].phase[TB_PHASE_KX] == 1000);
    assert_true(finding.amount[TB_FIRST_FLIGHT + 1].total == 2020);
    assert_true(finding.amount[TB_FIRST_FLIGHT + 3].phase[TB_PHASE_REMAINDER] == 40);
    assert_true(finding.whole.total == 6215); /* the comparison after the last turn does not belong to the handshake */
    assert_true(finding.whole.phase[TB_PHASE_KX] == 6000);
}

/* The server's tickets belong to its last turn. */
static void a_turn_taken_up_again_is_one_turn(void **state)
{
    struct tb_profile profiles[16];
    struct tb_finding finding;
    size_t num = 0;
    (void)state;
    profiles[num++] = profile_of(TB_MARK_OPEN, 0, 1);
    profiles[num++] = profile_of(TB_MARK_OPEN, 0, 1);
    for (uint64_t i = 0; i < 6; i++) /* turns 1 to 4, 4 again, 5 */
        profiles[num++] = profile_of(TURN, 0, 100 + i);
    profiles[num++] = profile_of(TB_MARK_CLOSE, 0, 1);
    profiles[num++] = profile_of(TB_MARK_CLOSE, 0, 1);
    tb_anatomy_profiles(&finding, profiles, num, 5);
    assert_int_equal(finding.status, TB_SAMPLE_OK);
    assert_true(finding.amount[TB_FIRST_FLIGHT + 3].total == 103 + 104);
    assert_true(finding.amount[TB_FIRST_FLIGHT + 4].total == 105);
}

static void profiles_that_do_not_fit_are_void(void **state)
{
    struct tb_profile profiles[32];
    struct tb_finding finding;
    (void)state;
    size_t num = handshake(profiles);
    tb_anatomy_profiles(&finding, profiles, num, 2);
    assert_int_equal(finding.status, TB_SAMPLE_VOID);
    assert_non_null(strstr(finding.reason, "4 flights, and the clock 2"));
    tb_anatomy_profiles(&finding, profiles, num - 1, 4);
    assert_int_equal(finding.status, TB_SAMPLE_VOID);
    assert_non_null(strstr(finding.reason, "none of the 9 profiles"));
    tb_anatomy_profiles(&finding, NULL, 0, 4);
    assert_int_equal(finding.status, TB_SAMPLE_VOID);
}

static void what_nobody_can_assign_is_a_phase_of_its_own(void **state)
{
    struct tb_profile profiles[32];
    struct tb_finding finding;
    (void)state;
    size_t num = handshake(profiles);
    profiles[3].phase[TB_PHASE_OTHER] += 500;
    profiles[3].total += 500;
    tb_costly_add(profiles[3].other, "f", 500);
    tb_anatomy_profiles(&finding, profiles, num, 4);
    assert_int_equal(finding.status, TB_SAMPLE_OK);
    assert_false(finding.astray);
    assert_true(finding.sum == 1 && finding.whole.phase[TB_PHASE_OTHER] == 500);
    struct tb_text other;
    tb_text_init(&other, 100);
    tb_anatomy_other(&other, &finding);
    assert_string_equal(other.data, "f 7.4 %");
    tb_text_free(&other);
}

static void instructions_that_no_function_has_are_missed_in_the_sum(void **state)
{
    struct tb_profile profiles[32];
    struct tb_finding finding;
    (void)state;
    size_t num = handshake(profiles);
    profiles[3].total += 500;
    tb_anatomy_profiles(&finding, profiles, num, 4);
    assert_int_equal(finding.status, TB_SAMPLE_OK);
    assert_true(finding.astray);
    assert_non_null(strstr(finding.reason, "the sum of the parts is 92.6 % of callgrind's total"));
}

/* ---- The sum, and the shares ---- */

static struct tb_finding finding_of(double kx, double remainder, double total)
{
    struct tb_finding finding = {.status = TB_SAMPLE_OK, .whole = {.total = total}};
    struct tb_amount *turn = &finding.amount[TB_FIRST_FLIGHT];
    turn->phase[TB_PHASE_KX] = finding.whole.phase[TB_PHASE_KX] = kx;
    turn->phase[TB_PHASE_REMAINDER] = finding.whole.phase[TB_PHASE_REMAINDER] = remainder;
    turn->total = kx + remainder;
    return finding;
}

static void parts_and_whole_agree_within_two_percent(void **state)
{
    static const struct {
        double total;
        const char *word;
    } cases[] = {{1000, "ok"}, {1019, "ok"}, {982, "ok"}, {1025, "astray"}, {975, "astray"}, {0, "void"}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct tb_finding finding = finding_of(800, 200, cases[i].total);
        tb_anatomy_check(&finding, "the whole");
        assert_string_equal(tb_finding_word(&finding), cases[i].word);
        assert_true(*cases[i].word == 'o' ? !*finding.reason : *finding.reason != '\0');
    }
}

static void the_methods_shares_are_compared(void **state)
{
    struct tb_anatomy anatomy = {.flights = 1};
    struct tb_anatomy_line line;
    (void)state;
    anatomy.finding[TB_METHOD_CLOCK] = finding_of(0, 1000, 1000);
    anatomy.finding[TB_METHOD_PRIMITIVES] = finding_of(750, 250, 1000);
    anatomy.finding[TB_METHOD_CALLGRIND] = finding_of(500, 500, 1000);
    assert_true(tb_anatomy_line(&line, &anatomy, (struct tb_anatomy_place){TB_FIRST_FLIGHT, TB_PHASE_KX}));
    assert_false(line.has[TB_METHOD_CLOCK]); /* it has no phases */
    assert_true(line.compared && line.apart == 0.25);
    assert_true(line.share[TB_METHOD_PRIMITIVES] == 0.75 && line.share[TB_METHOD_CALLGRIND] == 0.5);
    assert_true(tb_anatomy_line(&line, &anatomy, (struct tb_anatomy_place){TB_FIRST_FLIGHT, TB_NUM_PHASES}));
    assert_true(line.has[TB_METHOD_CLOCK] && line.has[TB_METHOD_CALLGRIND] && !line.has[TB_METHOD_PRIMITIVES]);
    assert_false(tb_anatomy_line(&line, &anatomy, (struct tb_anatomy_place){TB_FIRST_FLIGHT, TB_PHASE_SCHEDULE}));
    anatomy.finding[TB_METHOD_CALLGRIND].status = TB_SAMPLE_VOID; /* void findings show nothing */
    assert_true(tb_anatomy_line(&line, &anatomy, (struct tb_anatomy_place){TB_STRETCHES, TB_PHASE_KX}));
    assert_false(line.has[TB_METHOD_CALLGRIND] || line.compared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_where_the_protocol_has_them),
        cmocka_unit_test(who_resumes_proves_nothing),
        cmocka_unit_test(every_handshake_over_memory_has_parts),
        cmocka_unit_test(other_cases_are_refused_by_name),
        cmocka_unit_test(profiles_are_charged_to_their_turns),
        cmocka_unit_test(a_turn_taken_up_again_is_one_turn),
        cmocka_unit_test(profiles_that_do_not_fit_are_void),
        cmocka_unit_test(what_nobody_can_assign_is_a_phase_of_its_own),
        cmocka_unit_test(instructions_that_no_function_has_are_missed_in_the_sum),
        cmocka_unit_test(parts_and_whole_agree_within_two_percent),
        cmocka_unit_test(the_methods_shares_are_compared),
    };
    return cmocka_run_group_tests_name("anatomy", tests, NULL, NULL);
}
