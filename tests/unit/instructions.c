/* Instruction counts: parsing profiles, and judging counts. */
#include "control/run/instructions.h"
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include "control/sample/sample_instructions.h"
#include "core/catalog.h"
#include "unit.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void counts_agree_within_a_fifth_of_a_percent(void **state)
{
    (void)state;
    assert_true(tb_counts_agree(1000000, 1000000));
    assert_true(tb_counts_agree(1000000, 1001999));
    assert_true(tb_counts_agree(1001999, 1000000));
    assert_false(tb_counts_agree(1000000, 1002001));
    assert_false(tb_counts_agree(1002001, 1000000));
}

/* ---- Profiles ---- */

static bool read_text(struct tb_charge *charge, const char *text)
{
    char path[] = "/tmp/tlsbench-unit-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    *charge = (struct tb_charge){{0}, 0};
    bool good = tb_charge_read(charge, path);
    unlink(path);
    return good;
}

static void a_profile_says_who_is_charged(void **state)
{
    (void)state;
    struct tb_charge charge;
    assert_true(read_text(&charge, "# callgrind format\nversion: 1\ncmd:  worker\npart: 3\n\n"
                                   "desc: Timerange: Basic block 10 - 20\n"
                                   "desc: Trigger: Client Request: server\n\nevents: Ir\n"
                                   "fn=(1) f\n0 12\n\ntotals: 8104546\n"));
    assert_string_equal(charge.to, "server");
    assert_true(charge.instructions == 8104546);
}

static void a_profile_that_nobody_asked_for_or_that_ends_too_early_is_refused(void **state)
{
    (void)state;
    struct tb_charge charge;
    assert_false(read_text(&charge, "desc: Trigger: Program termination\ntotals: 13\n"));
    assert_false(read_text(&charge, "desc: Trigger: Client Request: client\nevents: Ir\nfn=(1) f\n0 12\n"));
    assert_false(read_text(&charge, "desc: Trigger: Client Request: client\ntotals: \n"));
    assert_false(read_text(&charge, ""));
    assert_false(tb_charge_read(&charge, "/nowhere/profile.1"));
}

/* ---- The rule ---- */

enum { ROUNDS = 3 };

/* A case that can be counted, with a cell that has the counts of some rounds. */
struct counted {
    struct tb_plan plan;
    struct tb_planned planned;
    struct tb_cell cell;
    double values[32 * ROUNDS];
    struct tb_sample sample;
};

static void begin(struct counted *counted, double before)
{
    struct tb_text why;
    *counted = (struct counted){.plan = {.rounds = ROUNDS, .counted = true}};
    tb_text_init(&why, 200);
    assert_true(tb_case_parse(&counted->planned.c, "kx/x25519/exchange", &why));
    tb_text_free(&why);
    counted->planned.primary = tb_counted_metric(&counted->planned.c);
    size_t metric = (size_t)(counted->planned.primary - counted->planned.c.driver->metrics);
    for (size_t i = 0; i < COUNT(counted->values); i++)
        counted->values[i] = NAN;
    counted->values[metric * ROUNDS] = before;
    counted->cell.values = counted->values;
    tb_sample_init(&counted->sample);
    counted->sample.status = TB_SAMPLE_OK;
}

static enum tb_sample_status judged(double before, double now)
{
    struct counted counted;
    begin(&counted, before);
    assert_true(tb_record_add(&counted.sample.record, "instructions", now));
    tb_instructions_judge(&counted.sample, &counted.planned, &counted.cell, &counted.plan);
    enum tb_sample_status status = counted.sample.status;
    if (status == TB_SAMPLE_VOID) {
        assert_non_null(strstr(counted.sample.reason.data, "differ by more than 0.2 %"));
        assert_non_null(strstr(counted.sample.reason.data, "cannot be compared here"));
    }
    tb_sample_free(&counted.sample);
    return status;
}

static void a_count_that_another_one_contradicts_is_void(void **state)
{
    (void)state;
    assert_int_equal(judged(NAN, 5000), TB_SAMPLE_OK); /* the first count */
    assert_int_equal(judged(500000, 500000), TB_SAMPLE_OK);
    assert_int_equal(judged(500000, 500999), TB_SAMPLE_OK);
    assert_int_equal(judged(500000, 501100), TB_SAMPLE_VOID);
    assert_int_equal(judged(501100, 500000), TB_SAMPLE_VOID);
}

static void a_bad_sample_keeps_its_own_reason(void **state)
{
    (void)state;
    struct counted counted;
    begin(&counted, 5000);
    counted.sample.status = TB_SAMPLE_TIMEOUT;
    tb_instructions_judge(&counted.sample, &counted.planned, &counted.cell, &counted.plan);
    assert_int_equal(counted.sample.status, TB_SAMPLE_TIMEOUT);
    tb_sample_free(&counted.sample);
}

/* ---- Comparable libraries ---- */

static bool comparable(const char *a, const char *b, struct tb_text *why)
{
    char one[] = "one", two[] = "two";
    struct tb_library first = {.name = one}, second = {.name = two};
    assert_true(tb_record_set(&first.attested.library.product, a));
    assert_true(tb_record_set(&second.attested.library.product, b));
    bool good = tb_instructions_comparable(&first, &second, why);
    tb_record_free(&first.attested);
    tb_record_free(&second.attested);
    return good;
}

static void builds_of_one_library_are_compared_and_two_libraries_are_not(void **state)
{
    (void)state;
    struct tb_text why;
    tb_text_init(&why, 500);
    assert_true(comparable("OpenSSL", "OpenSSL", &why));
    assert_int_equal(why.len, 0);
    assert_false(comparable("OpenSSL", "BoringSSL", NULL));
    assert_false(comparable("OpenSSL", "BoringSSL", &why));
    assert_non_null(strstr(why.data, "one is OpenSSL and two is BoringSSL"));
    tb_text_free(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_agree_within_a_fifth_of_a_percent),
        cmocka_unit_test(a_profile_says_who_is_charged),
        cmocka_unit_test(a_profile_that_nobody_asked_for_or_that_ends_too_early_is_refused),
        cmocka_unit_test(a_count_that_another_one_contradicts_is_void),
        cmocka_unit_test(a_bad_sample_keeps_its_own_reason),
        cmocka_unit_test(builds_of_one_library_are_compared_and_two_libraries_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
