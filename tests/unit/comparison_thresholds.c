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
    static const struct tb_threshold_rule rules[] = {
        {"kx/*", 0.02, NULL}, {"time", 0.06, NULL}, {"kx/*/exchange", 0.01, NULL}};
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
    static const struct tb_threshold_rule strict[] = {{"*", 0.03, NULL}}, lax[] = {{"*", 0.3, NULL}};
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
    static const struct tb_threshold_rule rules[] = {{"*", 0.4, NULL}, {"*_bytes", 0.2, NULL}, {"bytes", 0.1, NULL}};
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
    static const struct tb_threshold_rule rules[] = {
        {"*", 0.03, NULL}, {"kx/*/exchange", 0.2, NULL}, {"mean*", 0.04, NULL}, {"*", 0.02, NULL}};
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1.05);
    compare(&world, &(struct tb_compare_choice){0});
    assert_true(isnan(threshold_of_mean(&world.comparison, OFFER)));
    for (size_t i = 0; i < world.plan.num; i++)
        for (size_t j = 0; j < world.plan.items[i].num_cells; j++)
            memcpy(world.plan.items[i].cells[j].values, world.plan.items[i].cells[j].compared,
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

/* The word "advised" is no rule. */
static void advice_is_read(void **state)
{
    (void)state;
    char *items[] = {(char[]){"3"}, (char[]){"advised"}};
    struct tb_thresholds rules = {0};
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_true(tb_thresholds_add(&rules, &(struct tb_words){.items = items, .num = 1}, &why));
    assert_false(rules.advised);
    tb_thresholds_free(&rules);
    assert_true(tb_thresholds_add(&rules, &(struct tb_words){.items = items, .num = 2}, &why));
    assert_true(rules.advised && rules.num == 1);
    tb_thresholds_free(&rules);
    assert_false(rules.advised);
    tb_text_free(&why);
}

/* For the case that ends in offer. */
static double advice(const struct tb_comparison_row *row, const void *context)
{
    return strstr(row->planned->name, "offer") ? *(const double *)context : NAN;
}

/* Advice raises a threshold, if it was asked for, and never lowers one. */
static void thresholds_that_are_advised(void **state)
{
    (void)state;
    static const struct tb_threshold_rule rules[] = {{.pattern = "*", .threshold = 0.07}};
    static const double six = 0.06;
    struct tb_compare_choice choice = {.advice = advice, .context = &six};
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1.05);
    compare(&world, &choice);
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.03);
    assert_false(primary(&world.comparison, OFFER, 1)->advised);
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_WORSE);
    assert_non_null(strstr(primary(&world.comparison, OFFER, 1)->note, "use --threshold advised"));
    assert_null(primary(&world.comparison, EXCHANGE, 1)->note);
    choice.advised = true;
    compare(&world, &choice);
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.06);
    assert_true(primary(&world.comparison, OFFER, 1)->advised);
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_SAME);
    assert_true(primary(&world.comparison, EXCHANGE, 1)->threshold == 0.03);
    assert_false(primary(&world.comparison, EXCHANGE, 1)->advised);
    choice.rules = rules;
    choice.num_rules = 1;
    compare(&world, &choice);
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.07);
    assert_false(primary(&world.comparison, OFFER, 1)->advised);
    drop(&world);
}

static void rules_are_read(void **state)
{
    (void)state;
    static const char *const bad[] = {"",     "x",     "=3",      "kx=", "kx=-1",  "kx=1e3",
                                      "1001", "a=b=c", ":time=3", ":=3", "kx/*:=3"};
    static const struct {
        const char *text, *pattern, *metric;
        double threshold;
    } good[] = {{"2.5", "*", NULL, 0.025},
                {"bulk/*=10", "bulk/*", NULL, 0.1},
                {"aead/*/16k/*=3%", "aead/*/16384/*", NULL, 0.03},
                {"kx/*:mean_time=8", "kx/*", "mean_time", 0.08},
                {"[[:alpha:]]*=4", "[[:alpha:]]*", NULL, 0.04},
                {"[[:alpha:]]*:*_cpu=4", "[[:alpha:]]*", "*_cpu", 0.04}};
    struct tb_threshold_rule rule;
    struct tb_text why;
    tb_text_init(&why, 1000);
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_true(tb_threshold_parse(&rule, good[i].text, &why));
        assert_string_equal(rule.pattern, good[i].pattern);
        assert_true(near(rule.threshold, good[i].threshold));
        if (good[i].metric)
            assert_string_equal(rule.metric, good[i].metric);
        else
            assert_null(rule.metric);
        tb_threshold_free(&rule);
    }
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
        cmocka_unit_test(advice_is_read),      cmocka_unit_test(thresholds_that_are_advised),
    };
    return cmocka_run_group_tests_name("comparison_thresholds", tests, NULL, NULL);
}
