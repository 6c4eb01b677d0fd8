/* ratio_verdicts.c - the verdict for a ratio, its interval and its number of rounds. */
#include "core/ratio.h"
#include "unit.h"
#include <math.h>

static struct tb_ratio made(double low, double ratio, double high)
{
    return (struct tb_ratio){.ratio = ratio,
                             .low = low,
                             .high = high,
                             .coverage = 0.961,
                             .confidence = 0.95,
                             .spread = 0.05,
                             .rounds = 12,
                             .paired = true};
}

static void verdicts(void **state)
{
    (void)state;
    const struct {
        double low, ratio, high;
        enum tb_verdict verdict;
    } table[] = {
        {1.001, 1.04, 1.10, TB_VERDICT_WORSE},        {0.999, 1.04, 1.10, TB_VERDICT_INCONCLUSIVE}, /* maybe none */
        {1.001, 1.02, 1.10, TB_VERDICT_INCONCLUSIVE}, /* it may be too small to matter */
        {1.001, 1.02, 1.025, TB_VERDICT_SAME},        /* there is a change, and it is too small to matter */
        {0.98, 1.00, 1.02, TB_VERDICT_SAME},          {0.96, 1.00, 1.02, TB_VERDICT_INCONCLUSIVE},
        {0.90, 0.95, 0.999, TB_VERDICT_BETTER},       {0.90, 0.95, 1.001, TB_VERDICT_INCONCLUSIVE},
        {0.90, 0.98, 0.99, TB_VERDICT_INCONCLUSIVE},  {NAN, NAN, NAN, TB_VERDICT_INCONCLUSIVE},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct tb_ratio ratio = made(table[i].low, table[i].ratio, table[i].high);
        assert_int_equal(tb_ratio_verdict(&ratio, 0.03), table[i].verdict);
    }
}

/* With a threshold of 0 any change matters; only exactly equal values are the same. */
static void verdicts_at_a_threshold_of_nothing(void **state)
{
    (void)state;
    const struct {
        double low, ratio, high;
        enum tb_verdict verdict;
    } table[] = {
        {1.001, 1.002, 1.003, TB_VERDICT_WORSE},
        {0.99, 0.995, 0.999, TB_VERDICT_BETTER},
        {0.999, 1.002, 1.01, TB_VERDICT_INCONCLUSIVE},
        {0.999, 1, 1.001, TB_VERDICT_INCONCLUSIVE},
        {1, 1, 1, TB_VERDICT_SAME},
        {NAN, NAN, NAN, TB_VERDICT_INCONCLUSIVE},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        struct tb_ratio ratio = made(table[i].low, table[i].ratio, table[i].high);
        assert_int_equal(tb_ratio_verdict(&ratio, 0), table[i].verdict);
        ratio.coverage = 0.5; /* too few rounds */
        assert_int_equal(tb_ratio_verdict(&ratio, 0), TB_VERDICT_INCONCLUSIVE);
    }
    struct tb_ratio alike = made(0.999, 1, 1.001);
    assert_int_equal(tb_ratio_rounds_needed(&alike, 0), 0); /* no number of rounds settles it */
    const double values[] = {3, 1, 2, 5, 4, 6, 8, 7, 9};
    assert_true(tb_ratio_paired(values, values, COUNT(values), false, 0.95, &alike));
    assert_int_equal(tb_ratio_verdict(&alike, 0), TB_VERDICT_SAME);
    assert_int_equal(tb_ratio_verdict_counted(&alike, 0), TB_VERDICT_SAME);
}

/* Counts were repeated before, so intervals and numbers of rounds do not matter. */
static void counts_are_judged_by_the_threshold_alone(void **state)
{
    (void)state;
    static const struct {
        double ratio;
        enum tb_verdict verdict;
    } table[] = {
        {1, TB_VERDICT_SAME},         {1.004, TB_VERDICT_SAME},   {1.0051, TB_VERDICT_WORSE}, {2, TB_VERDICT_WORSE},
        {1 / 1.004, TB_VERDICT_SAME}, {0.994, TB_VERDICT_BETTER}, {0.5, TB_VERDICT_BETTER},
    };
    for (size_t i = 0; i < COUNT(table); i++) {
        const struct tb_ratio ratio = {
            .ratio = table[i].ratio, .low = 0.9, .high = 1.1, .coverage = 0.5, .confidence = 0.95, .rounds = 2};
        assert_int_equal(tb_ratio_verdict_counted(&ratio, 0.005), table[i].verdict);
    }
}

static void few_rounds_make_no_verdict(void **state)
{
    (void)state;
    const double base[] = {100, 100, 100, 100, 100, 100}, other[] = {150, 150, 150, 150, 150, 150};
    for (size_t num = 1; num <= 6; num++) {
        struct tb_ratio ratio;
        assert_true(tb_ratio_paired(base, other, num, false, 0.95, &ratio));
        assert_int_equal(tb_ratio_verdict(&ratio, 0.03), num < 6 ? TB_VERDICT_INCONCLUSIVE : TB_VERDICT_WORSE);
        assert_true(num == 6 || tb_ratio_rounds_needed(&ratio, 0.03) == 6);
    }
}

/* With one round less a verdict is impossible; with that many it is possible if all of them agree. */
static void fewest_rounds_are_exact(void **state)
{
    (void)state;
    static const double confidences[] = {0.95, 1 - 0.05 / 2, 1 - 0.05 / 3, 1 - 0.05 / 9};
    double base[40], other[40];
    for (size_t i = 0; i < COUNT(base); i++) {
        base[i] = 100;
        other[i] = 150;
    }
    for (size_t i = 0; i < 2 * COUNT(confidences); i++) {
        bool paired = i % 2 == 0;
        double confidence = confidences[i / 2];
        size_t fewest = tb_ratio_fewest_rounds(confidence, paired);
        for (size_t num = fewest - 1; num <= fewest; num++) {
            struct tb_ratio ratio;
            assert_true(paired ? tb_ratio_paired(base, other, num, false, confidence, &ratio)
                               : tb_ratio_unpaired(base, num, other, num, false, confidence, &ratio));
            assert_int_equal(tb_ratio_verdict(&ratio, 0.03), num < fewest ? TB_VERDICT_INCONCLUSIVE : TB_VERDICT_WORSE);
        }
    }
    assert_int_equal(tb_ratio_fewest_rounds(0.95, true), 6);
    assert_int_equal(tb_ratio_fewest_rounds(0.975, true), 7); /* three libraries */
}

static void rounds_needed(void **state)
{
    (void)state;
    struct tb_ratio beyond = made(0.99, exp(0.02), 1.05), within = made(0.98, 1, 1.02), border = made(0.9, 1, 1.1);
    assert_int_equal(tb_ratio_rounds_needed(&beyond, 0.01), ceil(6.0339 * 6.25)); /* (s / w)^2 = (0.05 / 0.02)^2 */
    assert_int_equal(tb_ratio_rounds_needed(&within, expm1(0.01)), ceil(6.0339 * 25));
    assert_int_equal(tb_ratio_rounds_needed(&border, 0), 0); /* no border to clear */
    within.spread = 0;
    assert_int_equal(tb_ratio_rounds_needed(&within, 0.03), 13); /* more than the present ones, which did not settle
                                                                  * it */
    struct tb_ratio unpaired = beyond;
    unpaired.paired = false;
    assert_int_equal(tb_ratio_rounds_needed(&unpaired, 0.01), ceil(15.7827 * 6.25));
    beyond.confidence = 0.975; /* one of two others */
    assert_int_equal(tb_ratio_rounds_needed(&beyond, 0.01), ceil(7.8914 * 6.25));
    beyond.spread = 1e6;
    assert_int_equal(tb_ratio_rounds_needed(&beyond, 0.01), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts),
        cmocka_unit_test(verdicts_at_a_threshold_of_nothing),
        cmocka_unit_test(counts_are_judged_by_the_threshold_alone),
        cmocka_unit_test(few_rounds_make_no_verdict),
        cmocka_unit_test(fewest_rounds_are_exact),
        cmocka_unit_test(rounds_needed),
    };
    return cmocka_run_group_tests_name("ratio_verdicts", tests, NULL, NULL);
}
