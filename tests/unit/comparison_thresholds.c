/* comparison_thresholds.c - the threshold and the floor of a row. */
#include "comparison_world.h"
#include "control/plan/thresholds.h"
#include "core/catalog.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double floor_of_four(const struct tb_comparison_row *row, const void *context)
{
    (void)context;
    return strstr(row->planned->name, "offer") ? 0.04 : NAN;
}

/* The row has its sides when the floor is requested. */
static double floor_of_sides(const struct tb_comparison_row *row, const void *context)
{
    (void)context;
    bool known = row->base_cell && row->other_cell && strcmp(row->base->name, row->other->name) != 0;
    return known && strstr(row->planned->name, "offer") ? 0.07 : NAN;
}

static void thresholds(void **state)
{
    (void)state;
    static const struct tb_threshold_rule rules[] = {{"kx/*", 0.02}, {"time", 0.06}, {"kx/*/exchange", 0.01}};
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1.05);
    compare(&world, &(struct tb_compare_choice){.rules = rules, .num_rules = 1, .floor = floor_of_four});
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.02); /* whatever the floor */
    assert_true(primary(&world.comparison, OFFER, 1)->floor == 0.04);
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_WORSE);
    assert_null(primary(&world.comparison, OFFER, 1)->note); /* 5 % is above it */
    assert_true(primary(&world.comparison, EXCHANGE, 1)->threshold == 0.02);
    assert_true(primary(&world.comparison, SEAL, 1)->threshold == 0.03);
    compare(&world, &(struct tb_compare_choice){.rules = rules, .num_rules = 3, .floor = floor_of_four});
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.06); /* larger than the floor */
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_SAME);
    assert_true(primary(&world.comparison, EXCHANGE, 1)->threshold == 0.01); /* the last one that matches */
    compare(&world, &(struct tb_compare_choice){.floor = floor_of_sides});
    assert_true(primary(&world.comparison, OFFER, 1)->floor == 0.07);
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_WORSE); /* although 5 % is below that */
    assert_non_null(strstr(primary(&world.comparison, OFFER, 1)->note, "below the noise floor"));
    assert_int_equal(primary(&world.comparison, EXCHANGE, 1)->verdict, TB_VERDICT_WORSE);
    drop(&world);
}

/* Of two runs with different rules the smaller threshold counts, whichever is the base. */
static void thresholds_of_two_suites(void **state)
{
    (void)state;
    static const struct tb_threshold_rule strict[] = {{"*", 0.03}}, lax[] = {{"*", 0.3}};
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1.1);
    struct tb_compare_choice choice = {
        .rules = lax, .num_rules = 1, .base_rules = strict, .num_base_rules = 1, .has_base_rules = true};
    compare(&world, &choice);
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.03);
    choice.rules = strict;
    choice.base_rules = lax;
    compare(&world, &choice);
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.03);
    choice.rules = lax;
    choice.num_base_rules = 0; /* a suite without rules has the usual ones */
    compare(&world, &choice);
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.03);
    drop(&world);
}

/* NAN: the case has no row of the metric. */
static double threshold_of(const struct tb_comparison *comparison, const char *metric, size_t item)
{
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (strcmp(comparison->rows[i].metric->name, metric) == 0 &&
            strcmp(comparison->rows[i].planned->name, case_names[item]) == 0)
            return comparison->rows[i].threshold;
    return NAN;
}

static double threshold_of_mean(const struct tb_comparison *comparison, size_t item)
{
    return threshold_of(comparison, "mean_time", item);
}

/* Bytes have a threshold of their own, which only a rule for them or for the case changes. */
static void thresholds_of_bytes(void **state)
{
    (void)state;
    static const struct tb_threshold_rule rules[] = {{"*", 0.4}, {"*_bytes", 0.2}, {"bytes", 0.1}};
    char *names[] = {(char[]){"server_bytes"}};
    const struct tb_words gates = {.items = names, .num = 1};
    struct world world;
    make(&world, 2, NUM_WITH_MEMORY);
    fill_all(&world, 1.05);
    for (size_t num = 0; num <= 3; num++) {
        static const double wanted[] = {0.01, 0.01, 0.2, 0.1};
        compare(&world, &(struct tb_compare_choice){.rules = rules, .num_rules = num, .check = true, .gates = &gates});
        assert_true(threshold_of(&world.comparison, "server_bytes", MEMORY) == wanted[num]);
    }
    drop(&world);
}

/* A mean, which is noisier, has a minimum threshold that only a rule with its name can lower; a run without means has
 * no rows for them. */
static void thresholds_of_means(void **state)
{
    (void)state;
    static const struct tb_threshold_rule rules[] = {{"*", 0.03}, {"kx/*/exchange", 0.2}, {"mean*", 0.04}, {"*", 0.02}};
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1.05);
    compare(&world, &(struct tb_compare_choice){0});
    assert_true(isnan(threshold_of_mean(&world.comparison, OFFER)));
    for (size_t i = 0; i < world.plan.num; i++)
        for (size_t j = 0; j < world.plan.items[i].num_cells; j++)
            memcpy(world.plan.items[i].cells[j].values, world.plan.items[i].cells[j].judged,
                   world.plan.items[i].c.driver->num_metrics * ROUNDS * sizeof(double));
    compare(&world, &(struct tb_compare_choice){.rules = rules, .num_rules = 1});
    assert_true(threshold_of_mean(&world.comparison, OFFER) == 0.05);
    assert_true(isnan(threshold_of_mean(&world.comparison, LOOPBACK)));
    assert_true(isnan(threshold_of_mean(&world.comparison, STEADY)));
    compare(&world, &(struct tb_compare_choice){.rules = rules, .num_rules = 2});
    assert_true(threshold_of_mean(&world.comparison, EXCHANGE) == 0.2);
    compare(&world, &(struct tb_compare_choice){.rules = rules, .num_rules = 4});
    assert_true(threshold_of_mean(&world.comparison, OFFER) == 0.04);
    assert_true(threshold_of_mean(&world.comparison, EXCHANGE) == 0.04);
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.02);
    drop(&world);
}

static void rules_are_read(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "x", "=3", "kx=", "kx=-1", "kx=1e3", "1001", "a=b=c"};
    struct tb_threshold_rule rule;
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_true(tb_threshold_parse(&rule, "2.5", &why));
    assert_string_equal(rule.pattern, "*");
    assert_true(rule.threshold == 0.025);
    free((char *)rule.pattern);
    assert_true(tb_threshold_parse(&rule, "bulk/*=10", &why));
    assert_string_equal(rule.pattern, "bulk/*");
    assert_true(rule.threshold == 0.1);
    free((char *)rule.pattern);
    for (size_t i = 0; i < COUNT(bad); i++) {
        tb_text_clear(&why);
        assert_false(tb_threshold_parse(&rule, bad[i], &why));
        assert_true(why.len > 0);
    }
    tb_text_free(&why);
}

/* In a check the floor only widens what is the same. */
static void floors_of_a_check(void **state)
{
    (void)state;
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1.05);
    compare(&world, &(struct tb_compare_choice){.check = true, .floor = floor_of_sides});
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.03);
    assert_true(primary(&world.comparison, OFFER, 1)->floor == 0.07);
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_WORSE);
    fill(&world, OFFER, 1, 0.95, 1.01); /* the interval is from -3 to +3.9 %: the third and the tenth of 12 rounds */
    fill(&world, EXCHANGE, 1, 0.95, 1.01);
    compare(&world, &(struct tb_compare_choice){.check = true, .floor = floor_of_sides});
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_SAME);
    assert_int_equal(primary(&world.comparison, EXCHANGE, 1)->verdict, TB_VERDICT_INCONCLUSIVE); /* has no floor */
    drop(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thresholds),          cmocka_unit_test(thresholds_of_two_suites),
        cmocka_unit_test(thresholds_of_means), cmocka_unit_test(thresholds_of_bytes),
        cmocka_unit_test(rules_are_read),      cmocka_unit_test(floors_of_a_check),
    };
    return cmocka_run_group_tests_name("comparison_thresholds", tests, NULL, NULL);
}
