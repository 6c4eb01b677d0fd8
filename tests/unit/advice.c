/* advice.c - what a calibration advises about its false alarms. */
#include "control/base/words.h"
#include "control/verdict/advice_rules.h"
#include "control/verdict/threshold_rules.h"
#include "core/catalog.h"
#include "core/text.h"
#include "unit.h"
#include <math.h>
#include <string.h>

enum { CHECKS = 3, NUM_CASES = 3 };
enum { OFFER_TIME, OFFER_MEAN, SIGN_TIME, SIGN_MEAN, HELD_BYTES, NUM_ROWS };

/* Three checks of two cases with two metrics, and of one whose only metric has a threshold of its own. */
struct calibration {
    struct tb_planned planned[NUM_CASES];
    struct tb_metric_info time, mean, bytes;
    struct tb_variant other;
    struct tb_comparison_row rows[CHECKS][NUM_ROWS];
    struct tb_comparison checks[CHECKS];
    struct tb_advices advices;
};

static struct tb_comparison_row row_of(struct calibration *of, size_t i)
{
    bool held = i == HELD_BYTES, mean = i == OFFER_MEAN || i == SIGN_MEAN;
    return (struct tb_comparison_row){.planned = &of->planned[i / 2],
                                      .other = &of->other,
                                      .metric = held   ? &of->bytes
                                                : mean ? &of->mean
                                                       : &of->time,
                                      .primary = !mean,
                                      .gates = true,
                                      .threshold = held   ? 0.01
                                                   : mean ? 0.05
                                                          : 0.03,
                                      .advice = NAN,
                                      .verdict = TB_VERDICT_SAME};
}

static void make(struct calibration *of)
{
    static char names[NUM_CASES][20] = {"kx/x25519/offer", "signature/a/sign", "held/a"};
    *of = (struct calibration){.time = {.name = "time"},
                               .mean = {.name = "mean_time", .least_threshold = 0.05},
                               .bytes = {.name = "server_each", .threshold_pct = 1}};
    for (size_t i = 0; i < NUM_CASES; i++)
        of->planned[i].name = names[i];
    for (size_t i = 0; i < CHECKS; i++) {
        of->checks[i] = (struct tb_comparison){.rows = of->rows[i], .num_rows = NUM_ROWS};
        for (size_t j = 0; j < NUM_ROWS; j++)
            of->rows[i][j] = row_of(of, j);
    }
}

/* An alarm: the interval of the fresh rounds ended there. */
static void alarm_at(struct calibration *of, size_t check, size_t row, double high)
{
    struct tb_comparison_row *at = &of->rows[check][row];
    at->verdict = TB_VERDICT_WORSE;
    at->suspect = true;
    at->second = (struct tb_ratio){.ratio = high - 0.01, .low = high - 0.02, .high = high};
    at->ratio.high = 9; /* of the first look, which does not count */
}

static void advise(struct calibration *of)
{
    assert_true(tb_advices_of(&of->advices, of->checks, CHECKS));
}

static void expect(const struct calibration *of, size_t i, const char *name, double threshold, size_t alarms)
{
    struct tb_text text;
    tb_text_init(&text, 200);
    assert_true(i < of->advices.num);
    tb_advice_name(&text, &of->advices.items[i]);
    assert_string_equal(text.data, name);
    assert_true(fabs(of->advices.items[i].threshold - threshold) < 1e-9);
    assert_int_equal(of->advices.items[i].alarms, alarms);
    tb_text_free(&text);
}

/* NAN: nothing is advised for the row. */
static double kept(const struct calibration *of, size_t row)
{
    struct tb_floors floors;
    assert_true(tb_floors_begin(&floors));
    assert_true(tb_advices_keep(&of->advices, &of->checks[0], &floors));
    double threshold = tb_floors_advice(of->rows[0][row].planned, of->rows[0][row].metric, &floors);
    tb_floors_free(&floors);
    return threshold;
}

static bool near(double value, double wanted)
{
    return fabs(value - wanted) < 1e-9;
}

static void nothing(void **state)
{
    (void)state;
    struct calibration of;
    make(&of);
    of.rows[0][OFFER_TIME].verdict = TB_VERDICT_INCONCLUSIVE;
    of.rows[0][SIGN_TIME].verdict = TB_VERDICT_BETTER;
    of.rows[0][SIGN_TIME].gates = false;
    of.rows[1][SIGN_TIME].verdict = TB_VERDICT_WORSE;
    of.rows[1][SIGN_TIME].gates = false;
    advise(&of);
    assert_int_equal(of.advices.num, 0);
    tb_advices_free(&of.advices);
}

/* The largest upper end of all checks, rounded up, for all metrics of the case. */
static void of_a_case(void **state)
{
    (void)state;
    struct calibration of;
    make(&of);
    alarm_at(&of, 0, OFFER_TIME, 1.0541);
    alarm_at(&of, 2, OFFER_TIME, 1.0582);
    alarm_at(&of, 2, OFFER_MEAN, 1.0601);
    advise(&of);
    assert_int_equal(of.advices.num, 1);
    expect(&of, 0, "kx/x25519/offer", 0.061, 2);
    assert_true(near(kept(&of, OFFER_TIME), 0.061) && near(kept(&of, OFFER_MEAN), 0.061));
    assert_true(isnan(kept(&of, SIGN_TIME)) && isnan(kept(&of, HELD_BYTES)));
    tb_advices_free(&of.advices);
}

/* With the sides exchanged, what is 5 % faster is 5.3 % slower; its interval is exchanged, too. */
static void of_an_improvement(void **state)
{
    (void)state;
    struct calibration of;
    make(&of);
    struct tb_comparison_row *row = &of.rows[1][OFFER_TIME];
    row->verdict = TB_VERDICT_BETTER;
    row->suspect = true;
    row->second = (struct tb_ratio){.ratio = 0.95, .low = 0.94, .high = 0.96};
    advise(&of);
    expect(&of, 0, "kx/x25519/offer", 0.064, 1); /* 1 / 0.94 = 1.0638 */
    tb_advices_free(&of.advices);
    alarm_at(&of, 2, OFFER_TIME, 1.0701);
    advise(&of);
    expect(&of, 0, "kx/x25519/offer", 0.071, 2);
    tb_advices_free(&of.advices);
}

/* A metric whose threshold is larger already keeps it. */
static void of_a_case_with_larger_thresholds(void **state)
{
    (void)state;
    struct calibration of;
    make(&of);
    alarm_at(&of, 0, OFFER_TIME, 1.04);
    advise(&of);
    expect(&of, 0, "kx/x25519/offer", 0.04, 1);
    assert_true(near(kept(&of, OFFER_TIME), 0.04) && isnan(kept(&of, OFFER_MEAN)));
    tb_advices_free(&of.advices);
}

/* An alarm of another metric alone says nothing about the case's first one. */
static void of_a_metric(void **state)
{
    (void)state;
    struct calibration of;
    make(&of);
    alarm_at(&of, 1, SIGN_MEAN, 1.083);
    alarm_at(&of, 0, HELD_BYTES, 1.02);
    advise(&of);
    assert_int_equal(of.advices.num, 2);
    expect(&of, 0, "signature/a/sign:mean_time", 0.083, 1);
    expect(&of, 1, "held/a:server_each", 0.02, 1);
    assert_true(near(kept(&of, SIGN_MEAN), 0.083) && isnan(kept(&of, SIGN_TIME)));
    assert_true(near(kept(&of, HELD_BYTES), 0.02));
    tb_advices_free(&of.advices);
}

/* No rule can be larger. */
static void of_a_broken_build(void **state)
{
    (void)state;
    struct calibration of;
    make(&of);
    alarm_at(&of, 0, OFFER_TIME, 30);
    advise(&of);
    expect(&of, 0, "kx/x25519/offer", 10, 1);
    tb_advices_free(&of.advices);
}

/* Thresholds as `given` sets them, the advice for alarms of the first metric up to 6 %, and its rules, separated by
 * blanks. */
static void expect_rules(const char *given, const char *expected)
{
    struct calibration of;
    struct tb_words words = {0};
    struct tb_thresholds before = {0}, rules;
    struct tb_text text;
    tb_text_init(&text, 1000);
    make(&of);
    assert_true(tb_words_split(&words, given, " ") && tb_thresholds_add(&before, &words, &text));
    for (size_t i = 0; i < CHECKS * NUM_ROWS; i++) {
        struct tb_comparison_row *row = &of.rows[i / NUM_ROWS][i % NUM_ROWS];
        const struct tb_threshold_row wanted = {row->planned->name, false, row->metric};
        row->threshold = tb_threshold_of(before.items, before.num, &wanted).value;
    }
    alarm_at(&of, 0, OFFER_TIME, 1.06);
    advise(&of);
    assert_true(tb_advice_rules(&rules, &of.advices, &of.checks[0], &before));
    for (size_t i = 0; i < rules.num; i++) {
        tb_text_add(&text, i ? " " : "");
        tb_threshold_name(&text, &rules.items[i]);
        assert_true(near(rules.items[i].threshold, 0.06));
    }
    assert_string_equal(text.data, expected);
    tb_thresholds_free(&rules);
    tb_thresholds_free(&before);
    tb_words_free(&words);
    tb_text_free(&text);
    tb_advices_free(&of.advices);
}

/* One for the case, unless a rule that is there decides more than the advice leaves to it, or would decide nothing. */
static void as_rules(void **state)
{
    (void)state;
    expect_rules("", "kx/x25519/offer");
    expect_rules("2 kx*=4", "kx/x25519/offer");
    expect_rules("mean_time=2", "kx/x25519/offer:time kx/x25519/offer:mean_time");
    expect_rules("mean_time=20", "kx/x25519/offer");
    expect_rules("kx/x25519/offer=4", "kx/x25519/offer:time kx/x25519/offer:mean_time");
    expect_rules("kx/x25519/offer:time=4", "kx/x25519/offer:time kx/x25519/offer:mean_time");
}

/* What a check says about the advice that it follows, and about the advice that it does not. */
static void described(void **state)
{
    (void)state;
    struct calibration of;
    struct tb_text text;
    make(&of);
    tb_text_init(&text, 2000);
    of.rows[0][OFFER_TIME].advice = 0.061;
    of.rows[0][OFFER_MEAN].advice = 0.04;
    tb_advised_describe(&of.checks[0], &text);
    assert_string_equal(text.data, "");
    assert_int_equal(tb_advice_ignored(&of.checks[0]), 1); /* the mean's threshold is larger */
    of.rows[0][OFFER_TIME].advised = true;
    of.rows[0][OFFER_TIME].threshold = 0.061;
    tb_advised_describe(&of.checks[0], &text);
    assert_non_null(strstr(text.data, "1 of 5 rows have"));
    assert_non_null(strstr(text.data, "not found: kx/x25519/offer 6.1%"));
    assert_int_equal(tb_advice_ignored(&of.checks[0]), 0);
    tb_text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing),           cmocka_unit_test(of_a_case),
        cmocka_unit_test(of_a_metric),       cmocka_unit_test(of_a_case_with_larger_thresholds),
        cmocka_unit_test(of_a_broken_build), cmocka_unit_test(of_an_improvement),
        cmocka_unit_test(as_rules),          cmocka_unit_test(described),
    };
    return cmocka_run_group_tests_name("advice", tests, NULL, NULL);
}
