/* How well several threads scale: their rate, by so many times that of one thread. */
#include "grid_world.h"

enum { ONE, FOUR, NUM_TEAMS };

/* Round by round, of the typical values: 3.6 and 3.2 times the rate of one thread, the third round lacks that. */
static void test_efficiency(void **state)
{
    static const char *const names[] = {"trust/ed25519/verify/2/1/none/threads-1",
                                        "trust/ed25519/verify/2/1/none/threads-4/shared"};
    static const struct tb_variant library, other;
    struct grid grids[NUM_TEAMS];
    struct tb_planned items[NUM_TEAMS];
    struct tb_figure efficiency;
    (void)state;
    for (size_t i = 0; i < NUM_TEAMS; i++) {
        begin(&grids[i], names[i]);
        grids[i].cell.variant = &library;
        grids[i].planned.primary = tb_primary_metric(&grids[i].planned.c);
    }
    add(&grids[ONE], 0, "operations_per_second", (const double[]){100, 90, 300}, 3);
    add(&grids[ONE], 1, "operations_per_second", (const double[]){50}, 1);
    add(&grids[FOUR], 0, "operations_per_second", (const double[]){360}, 1);
    add(&grids[FOUR], 1, "operations_per_second", (const double[]){160}, 1);
    add(&grids[FOUR], 2, "operations_per_second", (const double[]){400}, 1);
    add(&grids[FOUR], 0, "thread_rate", (const double[]){90}, 1);
    for (size_t i = 0; i < NUM_TEAMS; i++) {
        items[i] = grids[i].planned;
        items[i].cells = &grids[i].cell;
        items[i].num_cells = 1;
    }
    struct tb_plan plan = {.rounds = ROUNDS, .items = items, .num = NUM_TEAMS};
    size_t rate = metric_of(&grids[FOUR], "operations_per_second");
    assert_true(tb_cell_efficiency(&grids[FOUR].cell, &items[FOUR], &plan, rate, &efficiency));
    assert_true(efficiency.interval.median > 0.8 && efficiency.interval.median < 0.9); /* between the two */
    assert_true(efficiency.interval.low > 0.8 - 1e-9 && efficiency.interval.low < 0.8 + 1e-9);
    assert_true(efficiency.interval.high > 0.9 - 1e-9 && efficiency.interval.high < 0.9 + 1e-9);
    assert_int_equal(efficiency.rounds, 2);
    assert_false(tb_cell_efficiency(&grids[ONE].cell, &items[ONE], &plan, rate, &efficiency));
    assert_false(tb_cell_efficiency(&grids[FOUR].cell, &items[FOUR], &plan, metric_of(&grids[FOUR], "thread_rate"),
                                    &efficiency));
    grids[ONE].cell.variant = &other;
    assert_false(tb_cell_efficiency(&grids[FOUR].cell, &items[FOUR], &plan, rate, &efficiency));
    grids[ONE].cell.variant = &library;
    grids[ONE].cell.counts[TB_SAMPLE_VOID] = 1;
    assert_false(tb_cell_efficiency(&grids[FOUR].cell, &items[FOUR], &plan, rate, &efficiency));
    grids[ONE].cell.counts[TB_SAMPLE_VOID] = 0;
    plan.items = &items[FOUR];
    plan.num = 1;
    assert_false(tb_cell_efficiency(&grids[FOUR].cell, &items[FOUR], &plan, rate, &efficiency));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_efficiency)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
