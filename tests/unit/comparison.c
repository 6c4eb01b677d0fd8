/* comparison.c - comparisons of plans that are filled by hand. */
#include "control/verdict/comparison.h"
#include "control/plan/expand.h"
#include "control/plan/grid.h"
#include "control/plan/thresholds.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include "core/text.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 12, NUM_LIBRARIES = 3 };

static const char *const case_names[] = {"kx/x25519/offer", "kx/x25519/exchange", "aead/aes-128-gcm/16384/once/seal",
                                         "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16",
                                         "steady/arithmetic"};
enum { OFFER, EXCHANGE, SEAL, LOOPBACK, STEADY, NUM_CASES };

struct world {
    struct tb_library libraries[NUM_LIBRARIES + 1];
    struct tb_plan plan;
    struct tb_comparison comparison;
    struct tb_text why;
};

static void add_case(struct tb_cases *cases, const char *name, struct tb_text *why)
{
    struct tb_case c;
    if (!tb_case_parse(&c, name, why) || !tb_cases_add(cases, &c, why))
        fail_msg("%s: %s", name, why->data);
}

static void make(struct world *world, size_t num_libraries, size_t num_cases)
{
    static char names[][8] = {"alpha", "beta", "gamma", "plain"};
    struct tb_library *chosen[NUM_LIBRARIES];
    struct tb_cases cases = {0};
    *world = (struct world){0};
    tb_text_init(&world->why, 1000);
    for (size_t i = 0; i <= NUM_LIBRARIES; i++)
        world->libraries[i].name = names[i];
    for (size_t i = 0; i < num_libraries; i++)
        chosen[i] = &world->libraries[i];
    for (size_t i = 0; i < num_cases; i++)
        add_case(&cases, case_names[i], &world->why);
    struct tb_choice choice = {
        .libraries = chosen, .num_libraries = num_libraries, .plain = &world->libraries[NUM_LIBRARIES]};
    assert_true(tb_plan_make(&world->plan, &cases, &choice, ROUNDS, 1, &world->why));
    tb_cases_free(&cases);
}

static void drop(struct world *world)
{
    tb_comparison_free(&world->comparison);
    tb_plan_free(&world->plan);
    tb_text_free(&world->why);
}

/* Every metric of the case on a library: a base that drifts from round to round, times `factor`, times `step` more in
 * each round. */
static void fill(struct world *world, size_t item, size_t library, double factor, double step)
{
    const struct tb_planned *planned = &world->plan.items[item];
    struct tb_cell *cell = &planned->cells[library];
    for (size_t i = 0; i < planned->c.driver->num_metrics * ROUNDS; i++) {
        size_t round = i % ROUNDS;
        cell->judged[i] = 1000 * (1 + 0.1 * (double)(round * 7 % ROUNDS)) * factor * pow(step, (double)round);
    }
    cell->counts[TB_SAMPLE_OK] = ROUNDS;
}

static void fill_all(struct world *world, double factor)
{
    for (size_t i = 0; i < world->plan.num; i++)
        for (size_t j = 0; j < world->plan.items[i].num_cells; j++)
            fill(world, i, j, j > 0 && !world->plan.items[i].steady ? factor : 1, 1);
}

static const struct tb_comparison_row *primary(const struct tb_comparison *comparison, size_t item, size_t other)
{
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        if (row->primary && strcmp(row->planned->name, case_names[item]) == 0 && row->other->name[0] == "abg"[other])
            return row;
    }
    fail_msg("no row of %s", case_names[item]);
    return NULL;
}

static void compare(struct world *world, const struct tb_compare_choice *choice)
{
    tb_comparison_free(&world->comparison);
    assert_true(tb_compare_plan(&world->comparison, &world->plan, NULL, choice, &world->why));
}

static bool near(double value, double expected)
{
    return fabs(value - expected) <= 1e-9 * fabs(expected);
}

/* ---- Tests ---- */

static void ratios_are_of_costs(void **state)
{
    (void)state;
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1.1);
    compare(&world, &(struct tb_compare_choice){0});
    const struct tb_comparison_row *offer = primary(&world.comparison, OFFER, 1);
    assert_true(near(offer->ratio.ratio, 1.1) && near(offer->ratio.low, 1.1));
    assert_int_equal(offer->verdict, TB_VERDICT_WORSE);
    assert_true(offer->threshold == 0.03 && isnan(offer->floor) && isnan(offer->p) && !offer->reason);
    const struct tb_comparison_row *seal = primary(&world.comparison, SEAL, 1); /* a rate: more is better */
    assert_true(near(seal->ratio.ratio, 1 / 1.1));
    assert_int_equal(seal->verdict, TB_VERDICT_BETTER);
    const struct tb_comparison_group *aead =
        tb_comparison_group(&world.comparison, seal->planned->c.driver, "local", seal->other_name);
    assert_true(aead && near(aead->ratio.ratio, 1 / 1.1));
    const struct tb_comparison_row *loopback = primary(&world.comparison, LOOPBACK, 1);
    assert_true(loopback->threshold == 0.05);
    assert_true(loopback->other_cell == &world.plan.items[LOOPBACK].cells[1]);
    assert_true(world.comparison.paired && world.comparison.num_others == 1);
    for (size_t i = 0; i < world.comparison.num_rows; i++) {
        assert_false(world.comparison.rows[i].other->plain);
        assert_true(world.comparison.rows[i].metric->headline);
        assert_false(world.comparison.rows[i].planned->steady);
    }
    /* A change that is the same everywhere is real: the reference work alone tells the machine's part. */
    assert_int_equal(world.comparison.num_steady, 1);
    assert_int_equal(world.comparison.contamination, TB_STEADY_STILL);
    drop(&world);
}

static void only_the_chosen_rounds_count(void **state)
{
    (void)state;
    struct world world;
    make(&world, 2, 1);
    fill(&world, OFFER, 0, 1, 1);
    fill(&world, OFFER, 1, 1, 1.01);
    compare(&world, &(struct tb_compare_choice){.first = 4, .end = 7});
    const struct tb_ratio *ratio = &primary(&world.comparison, OFFER, 1)->ratio;
    assert_int_equal(ratio->rounds, 3);
    assert_true(near(ratio->low, pow(1.01, 4)) && near(ratio->ratio, pow(1.01, 5)) && near(ratio->high, pow(1.01, 6)));
    compare(&world, &(struct tb_compare_choice){.first = 10});
    assert_int_equal(primary(&world.comparison, OFFER, 1)->ratio.rounds, 2);
    compare(&world, &(struct tb_compare_choice){.first = ROUNDS});
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_INVALID);
    drop(&world);
}

static double floor_of_four(const struct tb_comparison_row *row, const void *context)
{
    (void)context;
    return strstr(row->planned->name, "offer") ? 0.04 : NAN;
}

/* The row has its sides by the time that it is asked for. */
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
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.04); /* the floor's */
    assert_true(primary(&world.comparison, OFFER, 1)->floor == 0.04);
    assert_true(primary(&world.comparison, EXCHANGE, 1)->threshold == 0.02);
    assert_true(primary(&world.comparison, SEAL, 1)->threshold == 0.03);
    compare(&world, &(struct tb_compare_choice){.rules = rules, .num_rules = 3, .floor = floor_of_four});
    assert_true(primary(&world.comparison, OFFER, 1)->threshold == 0.06); /* larger than the floor */
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_SAME);
    assert_true(primary(&world.comparison, EXCHANGE, 1)->threshold == 0.01); /* the last that matches */
    compare(&world, &(struct tb_compare_choice){.floor = floor_of_sides});
    assert_true(primary(&world.comparison, OFFER, 1)->floor == 0.07);
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_SAME); /* 5 % are below that */
    assert_int_equal(primary(&world.comparison, EXCHANGE, 1)->verdict, TB_VERDICT_WORSE);
    drop(&world);
}

/* Is there a row of the mean of a case, and what threshold does it have? */
static double threshold_of_mean(const struct tb_comparison *comparison, size_t item)
{
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (strcmp(comparison->rows[i].metric->name, "mean_time") == 0 &&
            strcmp(comparison->rows[i].planned->name, case_names[item]) == 0)
            return comparison->rows[i].threshold;
    return NAN;
}

/* A mean, which is noisier, has a least threshold that only a rule of its name lowers; a run without means has no rows
 * of them. */
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

static void reference_work(void **state)
{
    (void)state;
    static const struct {
        double factor;
        enum tb_contamination contamination;
    } table[] = {{1.019, TB_STEADY_STILL}, {1.021, TB_STEADY_MOVED}, {1 / 1.021, TB_STEADY_MOVED},
                 {1.049, TB_STEADY_MOVED}, {1.051, TB_STEADY_LOST},  {1 / 1.051, TB_STEADY_LOST}};
    for (size_t i = 0; i < COUNT(table); i++) {
        struct world world;
        make(&world, 2, NUM_CASES);
        fill_all(&world, 1.5);
        fill(&world, STEADY, 1, table[i].factor, 1);
        compare(&world, &(struct tb_compare_choice){0});
        bool lost = table[i].contamination == TB_STEADY_LOST;
        const struct tb_comparison_row *offer = primary(&world.comparison, OFFER, 1);
        assert_int_equal(world.comparison.contamination, table[i].contamination);
        assert_true(near(world.comparison.moved, fmax(table[i].factor, 1 / table[i].factor) - 1));
        assert_int_equal(offer->verdict, lost ? TB_VERDICT_INVALID : TB_VERDICT_WORSE);
        assert_true(!!offer->reason == lost);
        assert_true(near(offer->ratio.ratio, 1.5)); /* numbers stay */
        assert_true(near(world.comparison.groups[0].ratio.ratio, 1.5));
        drop(&world);
    }
}

/* Reference work that one side failed to measure tells nothing, which is as bad as one that moved; not of a library
 * that does not work at all. */
static void steady_work_that_failed_is_lost(void **state)
{
    (void)state;
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1.5);
    struct tb_cell *cell = &world.plan.items[STEADY].cells[1];
    cell->counts[TB_SAMPLE_OK] = 2;
    cell->counts[TB_SAMPLE_TIMEOUT] = ROUNDS - 2;
    cell->reasons[TB_SAMPLE_TIMEOUT] = strdup("no end within 30 s");
    compare(&world, &(struct tb_compare_choice){.check = true});
    assert_int_equal(world.comparison.contamination, TB_STEADY_LOST);
    assert_non_null(strstr(world.comparison.unsteady, "could not be measured"));
    assert_non_null(strstr(world.comparison.unsteady, "beta: timeout: 10 of 12 rounds: no end within 30 s"));
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_INVALID);
    world.libraries[1].fault = (char[]){"another interface"};
    compare(&world, &(struct tb_compare_choice){0});
    assert_int_equal(world.comparison.contamination, TB_STEADY_STILL);
    drop(&world);
}

static const struct tb_comparison_row *row_of(const struct tb_comparison *comparison, size_t item, const char *metric)
{
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (strcmp(comparison->rows[i].planned->name, case_names[item]) == 0 &&
            strcmp(comparison->rows[i].metric->name, metric) == 0)
            return &comparison->rows[i];
    return NULL;
}

/* Over loopback the CPU time of both sides decides, too; what else does is named. */
static void rows_that_gate(void **state)
{
    (void)state;
    static char name[] = "latency_max", *names[] = {name};
    const struct tb_words gates = {names, 1};
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1.2);
    compare(&world, &(struct tb_compare_choice){.check = true});
    assert_true(row_of(&world.comparison, LOOPBACK, "handshakes_per_second")->gates);
    assert_true(row_of(&world.comparison, LOOPBACK, "server_cpu")->gates);
    assert_true(row_of(&world.comparison, LOOPBACK, "client_cpu")->gates);
    assert_false(row_of(&world.comparison, LOOPBACK, "latency_p99")->gates);
    assert_true(near(row_of(&world.comparison, LOOPBACK, "latency_p99")->threshold, 0.1));
    assert_null(row_of(&world.comparison, LOOPBACK, "latency_max"));
    assert_int_equal(row_of(&world.comparison, LOOPBACK, "server_cpu")->verdict, TB_VERDICT_WORSE);
    compare(&world, &(struct tb_compare_choice){.check = true, .gates = &gates});
    assert_true(row_of(&world.comparison, LOOPBACK, "latency_max")->gates);
    assert_int_equal(row_of(&world.comparison, LOOPBACK, "latency_max")->verdict, TB_VERDICT_SAME); /* 20 % of 25 % */
    compare(&world, &(struct tb_compare_choice){0});
    assert_false(row_of(&world.comparison, LOOPBACK, "server_cpu")->gates); /* libraries are compared */
    drop(&world);
}

/* In a check the floor widens what is the same, and nothing else. */
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
    fill(&world, OFFER, 1, 0.95, 1.01); /* the interval is from -3 to +3.9 %; of 12 rounds the third and the tenth */
    fill(&world, EXCHANGE, 1, 0.95, 1.01);
    compare(&world, &(struct tb_compare_choice){.check = true, .floor = floor_of_sides});
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_SAME);
    assert_int_equal(primary(&world.comparison, EXCHANGE, 1)->verdict, TB_VERDICT_INCONCLUSIVE); /* has no floor */
    drop(&world);
}

/* One failure in twenty rounds costs its round in a check, and the row says so; a crash is worse than slow. */
static void a_rare_failure_costs_a_round(void **state)
{
    (void)state;
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1);
    struct tb_cell *cell = &world.plan.items[OFFER].cells[1];
    cell->counts[TB_SAMPLE_OK] = 19;
    cell->counts[TB_SAMPLE_FAILED] = 1;
    cell->first[TB_SAMPLE_FAILED] = 3;
    cell->reasons[TB_SAMPLE_FAILED] = strdup("no entropy");
    compare(&world, &(struct tb_compare_choice){0});
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_INVALID);
    compare(&world, &(struct tb_compare_choice){.check = true});
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_SAME);
    assert_string_equal(primary(&world.comparison, OFFER, 1)->note,
                        "beta: 19 of 20 rounds; round 4 failed: no entropy");
    cell->deaths = 1;
    compare(&world, &(struct tb_compare_choice){.check = true});
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_INVALID);
    cell->deaths = 0;
    cell->counts[TB_SAMPLE_OK] = 18;
    compare(&world, &(struct tb_compare_choice){.check = true});
    assert_int_equal(primary(&world.comparison, OFFER, 1)->verdict, TB_VERDICT_INVALID);
    drop(&world);
}

static void what_is_not_good_is_a_row_with_the_reason(void **state)
{
    (void)state;
    struct world world;
    make(&world, 3, NUM_CASES);
    fill_all(&world, 1.1);
    assert_true(tb_cell_close(&world.plan.items[OFFER].cells[1], TB_SAMPLE_VOID, "it lied"));
    compare(&world, &(struct tb_compare_choice){0});
    const struct tb_comparison_row *row = primary(&world.comparison, OFFER, 1);
    assert_int_equal(row->verdict, TB_VERDICT_INVALID);
    assert_non_null(strstr(row->reason, "beta: void: "));
    assert_non_null(strstr(row->reason, "it lied"));
    assert_true(isnan(row->ratio.ratio) && row->ratio.rounds == 0);
    assert_int_equal(primary(&world.comparison, OFFER, 2)->verdict, TB_VERDICT_WORSE);
    assert_int_equal(world.comparison.num_others, 2);
    assert_true(near(primary(&world.comparison, OFFER, 2)->ratio.confidence, 0.975));
    drop(&world);
}

/* What the machine spoilt is missing in the ratios of this library alone, and the row says so. */
static void a_lost_round_is_missing_for_one_pair_only(void **state)
{
    (void)state;
    struct world world;
    make(&world, 3, NUM_CASES);
    fill_all(&world, 1.1);
    struct tb_cell *cell = &world.plan.items[LOOPBACK].cells[1];
    size_t metric = (size_t)(world.plan.items[LOOPBACK].primary - world.plan.items[LOOPBACK].c.driver->metrics);
    cell->judged[metric * ROUNDS + 4] = NAN;
    cell->counts[TB_SAMPLE_OK] = ROUNDS - 1;
    cell->counts[TB_SAMPLE_DISTURBED] = 1;
    cell->reasons[TB_SAMPLE_DISTURBED] = strdup("window 4 is empty");
    cell->first[TB_SAMPLE_DISTURBED] = 4;
    compare(&world, &(struct tb_compare_choice){0});
    const struct tb_comparison_row *beta = primary(&world.comparison, LOOPBACK, 1);
    const struct tb_comparison_row *gamma = primary(&world.comparison, LOOPBACK, 2);
    assert_int_equal(beta->ratio.rounds, ROUNDS - 1);
    assert_int_equal(beta->verdict, TB_VERDICT_BETTER);
    assert_string_equal(beta->note, "beta: 11 of 12 rounds; round 5: window 4 is empty");
    assert_null(beta->reason);
    assert_int_equal(gamma->ratio.rounds, ROUNDS);
    assert_null(gamma->note);
    drop(&world);
}

/* A reader who takes the mean of the rows finds what the group says, whatever the rounds did. */
static void groups_are_the_means_of_their_rows(void **state)
{
    (void)state;
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1);
    fill(&world, OFFER, 1, 0.997, 1.05);
    fill(&world, EXCHANGE, 1, 0.996, 1 / 1.04);
    world.plan.items[OFFER].cells[0].judged[5] = NAN;
    compare(&world, &(struct tb_compare_choice){0});
    const struct tb_driver_info *kx = tb_driver_by_name("kx");
    const struct tb_comparison_group *group = tb_comparison_group(&world.comparison, kx, "local", "beta");
    const struct tb_ratio *offer = &primary(&world.comparison, OFFER, 1)->ratio;
    const struct tb_ratio *exchange = &primary(&world.comparison, EXCHANGE, 1)->ratio;
    assert_non_null(group);
    assert_int_equal(group->cases, 2);
    assert_int_equal(group->ratio.rounds, ROUNDS - 1); /* the least that a row has */
    assert_true(near(group->ratio.ratio, sqrt(offer->ratio * exchange->ratio)));
    assert_true(near(group->ratio.low, sqrt(offer->low * exchange->low)));
    assert_true(near(group->ratio.high, sqrt(offer->high * exchange->high)));
    assert_true(group->ratio.coverage == fmin(offer->coverage, exchange->coverage));
    assert_null(tb_comparison_group(&world.comparison, kx, "loopback", "beta"));
    assert_int_equal(world.comparison.num_groups, 3); /* kx, aead, handshake: no group of reference work */
    drop(&world);
}

static void any_variant_is_a_base(void **state)
{
    (void)state;
    struct world world;
    make(&world, 3, NUM_CASES);
    fill_all(&world, 1);
    fill(&world, OFFER, 2, 4, 1);
    assert_true(tb_compare_plan(&world.comparison, &world.plan, &world.plan.variants[2], &(struct tb_compare_choice){0},
                                &world.why));
    assert_true(near(primary(&world.comparison, OFFER, 0)->ratio.ratio, 0.25));
    assert_true(near(primary(&world.comparison, OFFER, 1)->ratio.ratio, 0.25));
    drop(&world);
}

static void two_plans_are_not_paired(void **state)
{
    (void)state;
    struct world a, b;
    make(&a, 1, 2);
    make(&b, 2, 1);
    fill_all(&a, 1);
    fill_all(&b, 2);
    assert_true(tb_compare_plans(&b.comparison, &a.plan, a.plan.variants, &b.plan, &b.plan.variants[1],
                                 &(struct tb_compare_choice){0}, &b.why));
    assert_false(b.comparison.paired);
    assert_int_equal(b.comparison.num_rows, 2);
    const struct tb_comparison_row *offer = primary(&b.comparison, OFFER, 1);
    assert_true(near(offer->ratio.ratio, 2) && offer->ratio.low < 2 && !offer->ratio.paired);
    const struct tb_comparison_row *exchange = primary(&b.comparison, EXCHANGE, 1); /* the other one has not got it */
    assert_int_equal(exchange->verdict, TB_VERDICT_INVALID);
    assert_null(exchange->other_cell);
    assert_non_null(strstr(exchange->reason, "beta did not measure it"));
    drop(&b);
    drop(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratios_are_of_costs),
        cmocka_unit_test(only_the_chosen_rounds_count),
        cmocka_unit_test(thresholds),
        cmocka_unit_test(thresholds_of_means),
        cmocka_unit_test(rules_are_read),
        cmocka_unit_test(reference_work),
        cmocka_unit_test(steady_work_that_failed_is_lost),
        cmocka_unit_test(rows_that_gate),
        cmocka_unit_test(floors_of_a_check),
        cmocka_unit_test(a_rare_failure_costs_a_round),
        cmocka_unit_test(what_is_not_good_is_a_row_with_the_reason),
        cmocka_unit_test(a_lost_round_is_missing_for_one_pair_only),
        cmocka_unit_test(groups_are_the_means_of_their_rows),
        cmocka_unit_test(any_variant_is_a_base),
        cmocka_unit_test(two_plans_are_not_paired),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
