/* What becomes of a sample's chunks, and what cells say. */
#include "control/grid.h"
#include "core/catalog.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3, MOST_METRICS = 32 };

struct grid {
    struct tb_planned planned;
    struct tb_plan plan;
    struct tb_cell cell;
    double values[MOST_METRICS * ROUNDS], judged[MOST_METRICS * ROUNDS], least[MOST_METRICS];
    size_t time;
};

static void begin(struct grid *grid, const char *name)
{
    struct tb_text why;
    *grid = (struct grid){.plan = {.rounds = ROUNDS}};
    tb_text_init(&why, 200);
    assert_true(tb_case_parse(&grid->planned.c, name, &why));
    tb_text_free(&why);
    for (size_t i = 0; i < MOST_METRICS * ROUNDS; i++)
        grid->values[i] = grid->judged[i] = NAN;
    for (size_t i = 0; i < MOST_METRICS; i++)
        grid->least[i] = NAN;
    grid->cell = (struct tb_cell){.values = grid->values, .judged = grid->judged, .least = grid->least};
}

static size_t metric_of(const struct grid *grid, const char *name)
{
    const struct tb_driver_info *driver = grid->planned.c.driver;
    for (size_t i = 0; i < driver->num_metrics; i++)
        if (strcmp(driver->metrics[i].name, name) == 0)
            return i;
    fail_msg("%s has no metric %s", driver->name, name);
    return 0;
}

static void add(struct grid *grid, size_t round, const char *metric, const double *chunks, size_t num)
{
    struct tb_sample sample;
    tb_sample_init(&sample);
    sample.status = TB_SAMPLE_OK;
    for (size_t i = 0; i < num; i++)
        assert_true(tb_record_add(&sample.record, metric, chunks[i]));
    assert_true(tb_cell_add(&grid->cell, &grid->planned, &grid->plan, round, &sample));
    tb_sample_free(&sample);
}

static bool judged_figure(const struct grid *grid, const char *metric, struct tb_figure *figure)
{
    size_t which = metric_of(grid, metric), rounds = grid->plan.rounds;
    return tb_cell_figure_of(&grid->cell, grid->cell.judged + which * rounds, rounds, which, figure);
}

static void check(const struct grid *grid, const char *metric, double typical, double judged, size_t rounds)
{
    struct tb_figure figure;
    assert_true(tb_cell_figure(&grid->cell, &grid->plan, metric_of(grid, metric), &figure));
    assert_float_equal(figure.interval.median, typical, 1e-9);
    assert_int_equal(figure.rounds, rounds);
    assert_true(judged_figure(grid, metric, &figure));
    assert_float_equal(figure.interval.median, judged, 1e-9);
    assert_int_equal(figure.rounds, rounds);
}

/* One process: the typical chunk is shown, the calmest one judged. */
static void test_calmest(void **state)
{
    struct grid grid;
    struct tb_figure figure;
    (void)state;
    begin(&grid, "aead/aes-128-gcm/1350/once/seal");
    assert_false(tb_cell_figure(&grid.cell, &grid.plan, metric_of(&grid, "time"), &figure));
    assert_false(judged_figure(&grid, "time", &figure));
    add(&grid, 0, "time", (const double[]){30, 10, 90, 20, 50}, 5);
    add(&grid, 2, "time", (const double[]){34, 94, 14, 54, 24}, 5);
    check(&grid, "time", 32, 12, 2);
    assert_float_equal(grid.least[metric_of(&grid, "time")], 10, 0);
    add(&grid, 1, "throughput", (const double[]){3, 1, 9, 2, 5}, 5); /* more is better */
    check(&grid, "throughput", 3, 9, 1);
}

/* Two processes: luck goes both ways, so that the typical chunk is judged, too. */
static void test_pair(void **state)
{
    struct grid grid;
    (void)state;
    begin(&grid, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/1");
    grid.planned.pair = true;
    add(&grid, 0, "handshakes_per_second", (const double[]){30, 10, 90, 20, 50}, 5);
    check(&grid, "handshakes_per_second", 30, 30, 1);
}

/* A bad sample counts, and has no value. */
static void test_bad_sample(void **state)
{
    struct grid grid;
    struct tb_figure figure;
    struct tb_sample sample;
    struct tb_text reason;
    (void)state;
    begin(&grid, "kx/x25519/exchange");
    tb_text_init(&reason, 200);
    assert_int_equal(tb_cell_status(&grid.cell, &reason), TB_SAMPLE_FAILED);
    assert_string_equal(reason.data, "not measured: the run ended before");
    add(&grid, 0, "time", (const double[]){10}, 1);
    tb_sample_init(&sample);
    sample.status = TB_SAMPLE_VOID;
    tb_text_add(&sample.reason, "not the group that was asked for");
    assert_true(tb_record_add(&sample.record, "time", 1));
    assert_true(tb_cell_add(&grid.cell, &grid.planned, &grid.plan, 1, &sample));
    tb_sample_free(&sample);
    tb_text_free(&reason);
    tb_text_init(&reason, 200);
    assert_int_equal(tb_cell_status(&grid.cell, &reason), TB_SAMPLE_VOID);
    assert_string_equal(reason.data, "1 of 2 rounds: not the group that was asked for");
    assert_true(tb_cell_figure(&grid.cell, &grid.plan, metric_of(&grid, "time"), &figure));
    assert_int_equal(figure.rounds, 1);
    assert_float_equal(figure.interval.median, 10, 0);
    free(grid.cell.reasons[TB_SAMPLE_VOID]);
    tb_text_free(&reason);
}

/* The price of s is that of costs; a share of a core is none.  A floor that failed once has no value to compare with.
 */
static void test_price(void **state)
{
    struct grid tls, plain;
    double price;
    (void)state;
    begin(&tls, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/1");
    begin(&plain, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/1");
    const struct tb_variant floor = {.floor = true}, library = {.floor = false};
    tls.cell.variant = &library;
    plain.cell.variant = &floor;
    plain.planned.cells = &plain.cell;
    plain.planned.num_cells = 1;
    tls.planned.floor = &plain.planned;
    add(&tls, 0, "latency_p50", (const double[]){600}, 1);
    add(&plain, 0, "latency_p50", (const double[]){200}, 1);
    add(&tls, 0, "client_busy", (const double[]){1}, 1);
    add(&plain, 0, "client_busy", (const double[]){0.5}, 1);
    assert_true(tb_cell_price(&tls.cell, &tls.planned, &tls.plan, metric_of(&tls, "latency_p50"), &price));
    assert_float_equal(price, 3, 1e-9);
    assert_false(tb_cell_price(&tls.cell, &tls.planned, &tls.plan, metric_of(&tls, "client_busy"), &price));
    struct tb_sample failed;
    tb_sample_init(&failed);
    assert_true(tb_cell_add(&plain.cell, &plain.planned, &plain.plan, 1, &failed));
    tb_sample_free(&failed);
    assert_false(tb_cell_price(&tls.cell, &tls.planned, &tls.plan, metric_of(&tls, "latency_p50"), &price));
    free(plain.cell.reasons[TB_SAMPLE_FAILED]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calmest),
        cmocka_unit_test(test_pair),
        cmocka_unit_test(test_bad_sample),
        cmocka_unit_test(test_price),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
