/* comparison.c - comparisons of plans with artificial data. */
#include "comparison_world.h"
#include "core/catalog.h"
#include <math.h>
#include <string.h>

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
    /* A change that is the same everywhere is real: only the reference work shows the machine's influence. */
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
        assert_true(near(offer->ratio.ratio, 1.5)); /* the numbers are kept */
        assert_true(near(world.comparison.groups[0].ratio.ratio, 1.5));
        drop(&world);
    }
}

/* Reference work that one side failed to measure is as bad as work that moved, unless the library does not work at
 * all. */
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

/* Over loopback the CPU time of both sides also decides; other metrics decide if they are named. */
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

/* In a check one failure in twenty rounds only costs its round, and the row says so; a crash is worse than slow. */
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

/* A round that the machine spoilt is missing only in the ratios of this library, and the row says so. */
static void a_lost_round_is_missing_for_one_pair_only(void **state)
{
    (void)state;
    struct world world;
    make(&world, 3, NUM_CASES);
    fill_all(&world, 1.1);
    struct tb_cell *cell = &world.plan.items[LOOPBACK].cells[1];
    size_t metric = (size_t)(world.plan.items[LOOPBACK].primary - world.plan.items[LOOPBACK].c.driver->metrics);
    cell->compared[metric * ROUNDS + 4] = NAN;
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

/* The group equals the mean that a reader computes from its rows, whatever the rounds. */
static void groups_are_the_means_of_their_rows(void **state)
{
    (void)state;
    struct world world;
    make(&world, 2, NUM_CASES);
    fill_all(&world, 1);
    fill(&world, OFFER, 1, 0.997, 1.05);
    fill(&world, EXCHANGE, 1, 0.996, 1 / 1.04);
    const struct tb_driver_info *kx = tb_driver_by_name("kx");
    size_t metric = (size_t)(world.plan.items[OFFER].primary - kx->metrics);
    world.plan.items[OFFER].cells[0].compared[metric * ROUNDS + 5] = NAN;
    compare(&world, &(struct tb_compare_choice){0});
    const struct tb_comparison_group *group = tb_comparison_group(&world.comparison, kx, "local", "beta");
    const struct tb_ratio *offer = &primary(&world.comparison, OFFER, 1)->ratio;
    const struct tb_ratio *exchange = &primary(&world.comparison, EXCHANGE, 1)->ratio;
    assert_non_null(group);
    assert_int_equal(group->cases, 2);
    assert_int_equal(group->ratio.rounds, ROUNDS - 1); /* the minimum of its rows */
    assert_true(near(group->ratio.ratio, sqrt(offer->ratio * exchange->ratio)));
    assert_true(near(group->ratio.low, sqrt(offer->low * exchange->low)));
    assert_true(near(group->ratio.high, sqrt(offer->high * exchange->high)));
    assert_true(group->ratio.coverage == fmin(offer->coverage, exchange->coverage));
    assert_null(tb_comparison_group(&world.comparison, kx, "loopback", "beta"));
    assert_int_equal(world.comparison.num_groups, 3); /* kx, aead, handshake: there is no group of reference work */
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
    const struct tb_comparison_row *exchange = primary(&b.comparison, EXCHANGE, 1); /* the other one lacks it */
    assert_int_equal(exchange->verdict, TB_VERDICT_INVALID);
    assert_null(exchange->other_cell);
    assert_non_null(strstr(exchange->reason, "beta did not measure it"));
    drop(&b);
    drop(&a);
}

/* Over loopback the other end is part of what is measured: the server, or with one client for all servers the client.
 */
static void two_other_ends_are_not_compared(void **state)
{
    (void)state;
    struct world a, b;
    make(&a, 1, NUM_CASES);
    make(&b, 1, NUM_CASES);
    fill_all(&a, 1);
    fill_all(&b, 1);
    struct tb_variant *of_a = (struct tb_variant *)a.plan.items[LOOPBACK].cells[0].variant;
    struct tb_variant *of_b = (struct tb_variant *)b.plan.items[LOOPBACK].cells[0].variant;
    static const struct {
        size_t a, b; /* the other end; 0: the library itself */
        bool same;
        bool client_a, client_b; /* the other end is the client */
    } table[] = {{0, 0, true, 0, 0},  {1, 1, true, 0, 0},  {1, 2, false, 0, 0}, {0, 1, false, 0, 0},
                 {2, 0, false, 0, 0}, {1, 1, true, 1, 1},  {1, 2, false, 1, 1}, {0, 1, false, 0, 1},
                 {2, 0, false, 1, 0}, {1, 1, false, 0, 1}, {1, 1, false, 1, 0}, {0, 0, true, 1, 1}};
    for (size_t i = 0; i < COUNT(table); i++) {
        of_a->client = &a.libraries[table[i].client_a ? table[i].a : 0];
        of_a->server = &a.libraries[table[i].client_a ? 0 : table[i].a];
        of_b->client = &b.libraries[table[i].client_b ? table[i].b : 0];
        of_b->server = &b.libraries[table[i].client_b ? 0 : table[i].b];
        tb_comparison_free(&b.comparison);
        assert_true(tb_compare_plans(&b.comparison, &a.plan, a.plan.variants, &b.plan, b.plan.variants,
                                     &(struct tb_compare_choice){0}, &b.why));
        const struct tb_comparison_row *row = primary(&b.comparison, LOOPBACK, 0);
        assert_true((row->verdict != TB_VERDICT_INVALID) == table[i].same);
        assert_true(!!row->reason != table[i].same);
        if (!table[i].same)
            assert_non_null(strstr(row->reason, table[i].client_a || table[i].client_b ? "the clients differ: "
                                                                                       : "the servers differ: "));
        assert_int_not_equal(primary(&b.comparison, OFFER, 0)->verdict, TB_VERDICT_INVALID);
    }
    drop(&b);
    drop(&a);
}

/* Reference work of one run says nothing about the machine in the other. */
static void reference_work_of_one_side(void **state)
{
    (void)state;
    struct world a, b;
    make(&a, 1, NUM_CASES);
    make(&b, 1, STEADY); /* without it */
    fill_all(&a, 1);
    fill_all(&b, 1);
    assert_true(tb_compare_plans(&b.comparison, &a.plan, a.plan.variants, &b.plan, b.plan.variants,
                                 &(struct tb_compare_choice){0}, &b.why));
    assert_false(tb_comparison_has_reference(&b.comparison));
    drop(&b);
    make(&b, 1, NUM_CASES);
    fill_all(&b, 1);
    assert_true(tb_compare_plans(&b.comparison, &a.plan, a.plan.variants, &b.plan, b.plan.variants,
                                 &(struct tb_compare_choice){0}, &b.why));
    assert_true(tb_comparison_has_reference(&b.comparison));
    drop(&b);
    drop(&a);
}

/* Rounds that were lost would be lost again, so the advice counts them; the row says how many were of use. */
static void lost_rounds_are_part_of_the_advice(void **state)
{
    (void)state;
    struct world world;
    make(&world, 2, 1);
    fill_all(&world, 1.1);
    struct tb_cell *cell = &world.plan.items[OFFER].cells[1];
    size_t metric = (size_t)(world.plan.items[OFFER].primary - world.plan.items[OFFER].c.driver->metrics);
    for (size_t i = 4; i < ROUNDS; i++)
        cell->compared[metric * ROUNDS + i] = NAN;
    compare(&world, &(struct tb_compare_choice){0});
    const struct tb_comparison_row *row = primary(&world.comparison, OFFER, 1);
    assert_int_equal(row->verdict, TB_VERDICT_INCONCLUSIVE);
    assert_int_equal(row->rounds_needed, 18); /* 6, of which a third is of use */
    assert_non_null(strstr(row->note, "only 4 of 12 rounds have a value on both sides"));
    drop(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ratios_are_of_costs),
        cmocka_unit_test(only_the_chosen_rounds_count),
        cmocka_unit_test(reference_work),
        cmocka_unit_test(steady_work_that_failed_is_lost),
        cmocka_unit_test(rows_that_gate),
        cmocka_unit_test(a_rare_failure_costs_a_round),
        cmocka_unit_test(what_is_not_good_is_a_row_with_the_reason),
        cmocka_unit_test(a_lost_round_is_missing_for_one_pair_only),
        cmocka_unit_test(groups_are_the_means_of_their_rows),
        cmocka_unit_test(any_variant_is_a_base),
        cmocka_unit_test(two_plans_are_not_paired),
        cmocka_unit_test(two_other_ends_are_not_compared),
        cmocka_unit_test(reference_work_of_one_side),
        cmocka_unit_test(lost_rounds_are_part_of_the_advice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
