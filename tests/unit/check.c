/* The second look: who is a suspect, what confirms it, and Holm over all of them. */
#include "control/check.h"
#include "core/catalog.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NUM = 4 };

/* Four cases, each with a row of its primary metric, in both looks. */
struct looks {
    struct tb_planned planned[NUM];
    struct tb_metric_info metric;
    struct tb_variant variants[2];
    struct tb_comparison_row first_rows[NUM], second_rows[NUM];
    struct tb_comparison first, second;
};

static struct tb_comparison_row row_of(struct looks *looks, size_t i)
{
    return (struct tb_comparison_row){
        .planned = &looks->planned[i],
        .metric = &looks->metric,
        .base = &looks->variants[0],
        .other = &looks->variants[1],
        .ratio = {.ratio = 1, .low = 1, .high = 1, .coverage = 0.96, .confidence = 0.95, .rounds = 20, .paired = true},
        .threshold = 0.03,
        .verdict = TB_VERDICT_SAME,
        .primary = true};
}

static int set_up(void **state)
{
    struct looks *looks = calloc(1, sizeof *looks);
    *state = looks;
    if (!looks)
        return -1;
    for (size_t i = 0; i < NUM; i++)
        looks->first_rows[i] = looks->second_rows[i] = row_of(looks, i);
    looks->first = (struct tb_comparison){.rows = looks->first_rows, .num_rows = NUM, .paired = true};
    looks->second = (struct tb_comparison){.rows = looks->second_rows, .num_rows = NUM, .paired = true};
    return 0;
}

static int tear_down(void **state)
{
    struct looks *looks = *state;
    for (size_t i = 0; i < NUM; i++)
        free(looks->first_rows[i].reason);
    free(looks);
    return 0;
}

/* What the first look said of a case. */
static void seemed(struct looks *looks, size_t i, enum tb_verdict verdict, double ratio)
{
    looks->first_rows[i].verdict = verdict;
    looks->first_rows[i].ratio.ratio = ratio;
}

/* What the second look saw of a case: `worse` of 20 rounds were. */
static void saw(struct looks *looks, size_t i, double ratio, size_t worse)
{
    looks->second_rows[i].ratio.ratio = ratio;
    looks->second_rows[i].ratio.worse = worse;
    looks->second_rows[i].ratio.better = 20 - worse;
}

static void suspects(void **state)
{
    struct looks *looks = *state;
    seemed(looks, 0, TB_VERDICT_WORSE, 1.04);
    seemed(looks, 1, TB_VERDICT_BETTER, 0.96);
    seemed(looks, 2, TB_VERDICT_INCONCLUSIVE, 1.014); /* below half the threshold */
    seemed(looks, 3, TB_VERDICT_WORSE, 1.04);
    looks->first_rows[3].primary = false; /* only the primary metric gates */
    assert_int_equal(tb_check_suspects(&looks->first), 2);
    assert_true(looks->first_rows[0].suspect && looks->first_rows[1].suspect);
    assert_false(looks->first_rows[2].suspect || looks->first_rows[3].suspect);
    assert_true(isnan(looks->first_rows[0].p));
}

static void confirm(struct looks *looks)
{
    tb_check_suspects(&looks->first);
    assert_true(tb_check_confirm(&looks->first, &looks->second));
}

/* Another metric that gates goes through both looks as the primary one does, and counts where it is a suspect. */
static void others_gate(void **state)
{
    struct looks *looks = *state;
    struct tb_metric_info mean = {.name = "mean_time", .gates = true};
    for (size_t i = 0; i < NUM; i++) {
        looks->first_rows[i].primary = looks->second_rows[i].primary = i == 0;
        looks->first_rows[i].metric = looks->second_rows[i].metric = i == 0 ? &looks->metric : &mean;
    }
    seemed(looks, 1, TB_VERDICT_WORSE, 1.04);
    seemed(looks, 2, TB_VERDICT_INCONCLUSIVE, 1.001);
    saw(looks, 1, 1.05, 20);
    confirm(looks);
    assert_true(looks->first_rows[1].suspect && !looks->first_rows[2].suspect);
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_WORSE);
    assert_int_equal(tb_check_count(&looks->first, TB_VERDICT_WORSE), 1);
    assert_int_equal(tb_check_count(&looks->first, TB_VERDICT_INCONCLUSIVE), 0); /* of a mean that is no suspect */
    assert_int_equal(tb_check_count(&looks->first, TB_VERDICT_SAME), 1);
}

/* What its interval leaves open is looked at again; what it settles, or what too few rounds say, is not. */
static void suspects_by_their_median(void **state)
{
    struct looks *looks = *state;
    seemed(looks, 0, TB_VERDICT_INCONCLUSIVE, 1.016);
    seemed(looks, 1, TB_VERDICT_INCONCLUSIVE, 1 / 1.016);
    seemed(looks, 2, TB_VERDICT_SAME, 1.016);
    seemed(looks, 3, TB_VERDICT_INCONCLUSIVE, 1.05);
    looks->first_rows[3].ratio.coverage = 0.5;
    assert_int_equal(tb_check_suspects(&looks->first), 2);
    assert_true(looks->first_rows[0].suspect && looks->first_rows[1].suspect);
    saw(looks, 0, 1.05, 20);
    saw(looks, 1, 0.95, 0);
    assert_true(tb_check_confirm(&looks->first, &looks->second));
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_WORSE);
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_BETTER);
    assert_int_equal(looks->first_rows[2].verdict, TB_VERDICT_SAME);
    assert_int_equal(looks->first_rows[3].verdict, TB_VERDICT_INCONCLUSIVE);
}

static void confirmed(void **state)
{
    struct looks *looks = *state;
    seemed(looks, 0, TB_VERDICT_WORSE, 1.04);
    seemed(looks, 1, TB_VERDICT_BETTER, 0.96);
    saw(looks, 0, 1.05, 19);
    saw(looks, 1, 0.95, 0);
    confirm(looks);
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_WORSE);
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_BETTER);
    assert_true(looks->first_rows[0].second.ratio == 1.05);
    /* Two tests: the smaller p doubles, 2^-20; the larger is 21 2^-20 by itself. */
    assert_true(fabs(looks->first_rows[1].p - 2 * 0x1p-20) < 1e-15);
    assert_true(fabs(looks->first_rows[0].p - 21 * 0x1p-20) < 1e-15);
    assert_true(isnan(looks->first_rows[2].p));
    assert_int_equal(tb_check_count(&looks->first, TB_VERDICT_WORSE), 1);
}

static void not_confirmed(void **state)
{
    struct looks *looks = *state;
    for (size_t i = 0; i < NUM; i++)
        seemed(looks, i, i < 3 ? TB_VERDICT_WORSE : TB_VERDICT_BETTER, i < 3 ? 1.04 : 0.96);
    saw(looks, 0, 1.02, 20); /* significant, but not large */
    saw(looks, 1, 1.10, 13); /* large, but 13 of 20 is chance: p = 0.13 */
    saw(looks, 2, 0.90, 0);  /* the other way round */
    saw(looks, 3, 1.10, 20);
    confirm(looks);
    for (size_t i = 0; i < NUM; i++)
        assert_int_equal(looks->first_rows[i].verdict, TB_VERDICT_INCONCLUSIVE);
    assert_true(looks->first_rows[2].p == 1 && looks->first_rows[3].p == 1);
}

/* 15 of 20 has p = 0.0207: enough alone, and not as one of three. */
static void holm(void **state)
{
    struct looks *looks = *state;
    seemed(looks, 0, TB_VERDICT_WORSE, 1.04);
    saw(looks, 0, 1.05, 15);
    confirm(looks);
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_WORSE);
    for (size_t i = 0; i < 3; i++) {
        seemed(looks, i, TB_VERDICT_WORSE, 1.04);
        saw(looks, i, 1.05, 15);
    }
    confirm(looks);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(looks->first_rows[i].verdict, TB_VERDICT_INCONCLUSIVE);
}

static void withheld(void **state)
{
    struct looks *looks = *state;
    seemed(looks, 0, TB_VERDICT_WORSE, 1.04);
    seemed(looks, 1, TB_VERDICT_WORSE, 1.04);
    saw(looks, 0, 1.05, 20);
    looks->second_rows[1].ratio = (struct tb_ratio){.ratio = NAN};
    confirm(looks);
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_WORSE);
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_INVALID);
    assert_non_null(looks->first_rows[1].reason);
    looks->second.contamination = TB_CONTROLS_LOST;
    seemed(looks, 0, TB_VERDICT_WORSE, 1.04);
    confirm(looks);
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_INVALID);
}

/* Of what was not looked at again nothing is known, whatever it seemed to be. */
static void abandoned(void **state)
{
    struct looks *looks = *state;
    seemed(looks, 0, TB_VERDICT_WORSE, 1.04);
    seemed(looks, 1, TB_VERDICT_SAME, 1.00);
    tb_check_suspects(&looks->first);
    assert_true(tb_check_abandon(&looks->first));
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_INCONCLUSIVE);
    assert_string_equal(looks->first_rows[0].reason, "the second look was cut short");
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_SAME);
    assert_null(looks->first_rows[1].reason);
    assert_int_equal(tb_check_count(&looks->first, TB_VERDICT_WORSE), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(suspects, set_up, tear_down),
        cmocka_unit_test_setup_teardown(others_gate, set_up, tear_down),
        cmocka_unit_test_setup_teardown(suspects_by_their_median, set_up, tear_down),
        cmocka_unit_test_setup_teardown(confirmed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(not_confirmed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(holm, set_up, tear_down),
        cmocka_unit_test_setup_teardown(withheld, set_up, tear_down),
        cmocka_unit_test_setup_teardown(abandoned, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
