/* The second look: which rows are suspects, what confirms them, and Holm's adjustment over all of them. */
#include "control/verdict/check.h"
#include "control/verdict/case_verdict.h"
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
        .floor = NAN,
        .verdict = TB_VERDICT_SAME,
        .primary = true,
        .gates = true};
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
    for (size_t i = 0; i < NUM; i++) {
        free(looks->first_rows[i].reason);
        free(looks->first_rows[i].note);
    }
    free(looks);
    return 0;
}

/* Sets the first look's result for a case. */
static void seemed(struct looks *looks, size_t i, enum tb_verdict verdict, double ratio)
{
    bool surely = verdict == TB_VERDICT_WORSE || verdict == TB_VERDICT_BETTER;
    looks->first_rows[i].verdict = verdict;
    looks->first_rows[i].ratio.ratio = ratio;
    looks->first_rows[i].ratio.low = ratio * (surely ? 0.99 : verdict == TB_VERDICT_SAME ? 0.995 : 0.95);
    looks->first_rows[i].ratio.high = ratio * (surely ? 1.01 : verdict == TB_VERDICT_SAME ? 1.005 : 1.05);
}

/* Sets the second look's result for a case: `worse` of 20 rounds were worse. */
static void saw(struct looks *looks, size_t i, double ratio, size_t worse)
{
    looks->second_rows[i].ratio.ratio = ratio;
    looks->second_rows[i].ratio.low = 0.985 * ratio;
    looks->second_rows[i].ratio.high = 1.015 * ratio;
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
    looks->first_rows[3].gates = false; /* whatever the rest of its row is */
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

/* Another metric that gates goes through both looks like the primary one, and counts if it is a suspect. */
static void others_gate(void **state)
{
    struct looks *looks = *state;
    struct tb_metric_info mean = {.name = "mean_time", .gates = true};
    for (size_t i = 0; i < NUM; i++) {
        looks->first_rows[i].primary = looks->second_rows[i].primary = i == 0;
        looks->first_rows[i].guard = i > 0;
        looks->first_rows[i].metric = looks->second_rows[i].metric = i == 0 ? &looks->metric : &mean;
    }
    seemed(looks, 1, TB_VERDICT_WORSE, 1.04);
    seemed(looks, 2, TB_VERDICT_INCONCLUSIVE, 1.001);
    saw(looks, 1, 1.05, 20);
    confirm(looks);
    assert_true(looks->first_rows[1].suspect && !looks->first_rows[2].suspect);
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_WORSE);
    assert_int_equal(tb_case_count(&looks->first, TB_VERDICT_WORSE), 1);
    assert_int_equal(tb_case_count(&looks->first, TB_VERDICT_INCONCLUSIVE), 0); /* a mean that is not a suspect does
                                                                                 * not count */
    assert_int_equal(tb_case_count(&looks->first, TB_VERDICT_SAME), 1);
}

/* Rows whose interval is inconclusive are looked at again; those that are settled, or have too few rounds, are not. */
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
    saw(looks, 1, 0.94, 0);
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
    saw(looks, 1, 0.94, 0);
    confirm(looks);
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_WORSE);
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_BETTER);
    assert_true(looks->first_rows[0].second.ratio == 1.05);
    /* Two tests: the smaller p doubles, 2^-20; the larger remains 21 2^-20. */
    assert_true(fabs(looks->first_rows[1].p - 2 * 0x1p-20) < 1e-15);
    assert_true(fabs(looks->first_rows[0].p - 21 * 0x1p-20) < 1e-15);
    assert_true(isnan(looks->first_rows[2].p));
    assert_int_equal(tb_case_count(&looks->first, TB_VERDICT_WORSE), 1);
}

static void not_confirmed(void **state)
{
    struct looks *looks = *state;
    for (size_t i = 0; i < NUM; i++)
        seemed(looks, i, i < 3 ? TB_VERDICT_WORSE : TB_VERDICT_BETTER, i < 3 ? 1.04 : 0.96);
    saw(looks, 0, 1.04, 20); /* significant, but its interval begins at 2.4 %: not surely beyond the threshold */
    saw(looks, 1, 1.10, 13); /* large, but 13 of 20 is chance: p = 0.13 */
    saw(looks, 2, 0.90, 0);  /* in the other direction */
    saw(looks, 3, 1.10, 20);
    confirm(looks);
    for (size_t i = 0; i < NUM; i++)
        assert_int_equal(looks->first_rows[i].verdict, i < 2 ? TB_VERDICT_INCONCLUSIVE : TB_VERDICT_INVALID);
    assert_true(looks->first_rows[2].p == 1 && looks->first_rows[3].p == 1);
}

/* 15 of 20 has p = 0.0207: enough alone, but not as one of three. */
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
    looks->second_rows[1].reason = (char[]){"candidate: 19 of 20 rounds: timeout"};
    confirm(looks);
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_WORSE);
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_INVALID);
    assert_non_null(strstr(looks->first_rows[1].reason, "19 of 20 rounds: timeout"));
    looks->second.contamination = TB_STEADY_LOST;
    looks->second.unsteady = (char[]){"the reference work could not be measured"};
    seemed(looks, 0, TB_VERDICT_WORSE, 1.04);
    confirm(looks);
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_INVALID);
    assert_non_null(strstr(looks->first_rows[0].reason, "the reference work could not be measured"));
}

/* A floor of 10 % does not hide a change of 6 % that is in every fresh round; it is added as a note. */
static void a_floor_hides_no_regression(void **state)
{
    struct looks *looks = *state;
    for (size_t i = 0; i < NUM; i++)
        looks->first_rows[i].floor = 0.1;
    seemed(looks, 0, TB_VERDICT_SAME, 1.06); /* because of the floor */
    seemed(looks, 1, TB_VERDICT_INCONCLUSIVE, 1.02);
    seemed(looks, 2, TB_VERDICT_INCONCLUSIVE, 1.02);
    seemed(looks, 3, TB_VERDICT_WORSE, 1.12);
    looks->first_rows[2].floor = 0.001;
    assert_int_equal(tb_check_suspects(&looks->first), NUM);
    saw(looks, 0, 1.06, 20);
    saw(looks, 1, 1.02, 14); /* within the floor, as far as the interval shows */
    saw(looks, 2, 1.02, 14); /* up to 3.5 % */
    saw(looks, 3, 1.13, 20);
    assert_true(tb_check_confirm(&looks->first, &looks->second));
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_WORSE);
    assert_non_null(strstr(looks->first_rows[0].note, "below the noise floor"));
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_SAME);
    assert_int_equal(looks->first_rows[2].verdict, TB_VERDICT_INCONCLUSIVE);
    assert_int_equal(looks->first_rows[3].verdict, TB_VERDICT_WORSE);
    assert_null(looks->first_rows[3].note);
}

/* Fresh rounds settle what the first look left open, but not what contradicts it. */
static void fresh_rounds_settle(void **state)
{
    struct looks *looks = *state;
    seemed(looks, 0, TB_VERDICT_INCONCLUSIVE, 1.02);
    seemed(looks, 1, TB_VERDICT_WORSE, 1.04);
    saw(looks, 0, 1.001, 10);
    saw(looks, 1, 1.001, 10);
    confirm(looks);
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_SAME);
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_INCONCLUSIVE);
}

/* Faster in one look and slower in the other, each with certainty: there is no verdict, and so no PASS. */
static void looks_that_contradict(void **state)
{
    struct looks *looks = *state;
    seemed(looks, 0, TB_VERDICT_BETTER, 0.9);
    seemed(looks, 1, TB_VERDICT_WORSE, 1.1);
    seemed(looks, 2, TB_VERDICT_INCONCLUSIVE, 0.98);
    saw(looks, 0, 1.3, 20);
    saw(looks, 1, 0.7, 0);
    saw(looks, 2, 1.01, 12);
    confirm(looks);
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_INVALID);
    assert_non_null(strstr(looks->first_rows[0].reason,
                           "the first rounds show -10.0% and the fresh rounds +30.0%, which contradict each other"));
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_INVALID);
    assert_int_equal(looks->first_rows[2].verdict, TB_VERDICT_SAME);
}

/* Enough rounds to confirm a change with any number of suspects: if all rounds are worse, p is 2^-n times that
 * number. */
static void rounds_grow_with_suspects(void **state)
{
    (void)state;
    static const struct {
        size_t asked, suspects, rounds;
    } table[] = {{5, 1, 5}, {5, 0, 5}, {5, 2, 6}, {5, 6, 7}, {5, 45, 10}, {80, 1, 80}, {80, 45, 80}, {4, 6, 4}};
    assert_int_equal(tb_check_fewest_second_rounds(), 5);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_int_equal(tb_check_second_rounds(table[i].asked, table[i].suspects), table[i].rounds);
    for (size_t asked = 5; asked <= 80; asked++)
        for (size_t suspects = 1; suspects <= 300; suspects += 23) {
            size_t rounds = tb_check_second_rounds(asked, suspects);
            assert_true(rounds >= asked && rounds <= asked + 60);
            assert_true((double)suspects * tb_sign_test(rounds, rounds) <= 0.05);
            assert_true(rounds >= tb_check_second_rounds(asked, 1));
        }
}

/* Six builds twice as slow, with five rounds requested: found. */
static void all_suspects_are_found(void **state)
{
    struct looks *looks = *state;
    for (size_t i = 0; i < NUM; i++)
        seemed(looks, i, TB_VERDICT_WORSE, 2);
    size_t rounds = tb_check_second_rounds(5, NUM);
    for (size_t i = 0; i < NUM; i++) {
        saw(looks, i, 2, 20);
        looks->second_rows[i].ratio.worse = rounds;
        looks->second_rows[i].ratio.better = 0;
    }
    confirm(looks);
    for (size_t i = 0; i < NUM; i++)
        assert_int_equal(looks->first_rows[i].verdict, TB_VERDICT_WORSE);
}

/* Suspects that were not looked at again have no verdict, whatever they seemed to be. */
static void abandoned(void **state)
{
    struct looks *looks = *state;
    seemed(looks, 0, TB_VERDICT_WORSE, 1.04);
    seemed(looks, 1, TB_VERDICT_SAME, 1.00);
    tb_check_suspects(&looks->first);
    assert_true(tb_check_abandon(&looks->first));
    assert_int_equal(looks->first_rows[0].verdict, TB_VERDICT_INCONCLUSIVE);
    assert_string_equal(looks->first_rows[0].reason, "the second look was interrupted; run it again");
    assert_int_equal(looks->first_rows[1].verdict, TB_VERDICT_SAME);
    assert_null(looks->first_rows[1].reason);
    assert_int_equal(tb_case_count(&looks->first, TB_VERDICT_WORSE), 0);
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
        cmocka_unit_test_setup_teardown(a_floor_hides_no_regression, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fresh_rounds_settle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(looks_that_contradict, set_up, tear_down),
        cmocka_unit_test(rounds_grow_with_suspects),
        cmocka_unit_test_setup_teardown(all_suspects_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(abandoned, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
