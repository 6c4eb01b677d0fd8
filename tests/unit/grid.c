/* How a sample's chunks are stored in cells, and the figures of cells. */
#include "control/plan/estimator.h"
#include "control/plan/losses.h"
#include "control/sample/blame.h"
#include "control/sample/judge.h"
#include "control/verdict/limit.h"
#include "core/catalog.h"
#include "grid_world.h"
#include <stdlib.h>
#include <string.h>

static bool compared_figure(const struct grid *grid, const char *metric, struct tb_figure *figure)
{
    size_t which = metric_of(grid, metric), rounds = grid->plan.rounds;
    return tb_cell_figure_of(&grid->cell, grid->cell.compared + which * rounds, rounds, which, figure);
}

static void check(const struct grid *grid, const char *metric, double typical, double compared, size_t rounds)
{
    struct tb_figure figure;
    assert_true(tb_cell_figure(&grid->cell, &grid->plan, metric_of(grid, metric), &figure));
    assert_float_equal(figure.interval.median, typical, 1e-9);
    assert_int_equal(figure.rounds, rounds);
    assert_true(compared_figure(grid, metric, &figure));
    assert_float_equal(figure.interval.median, compared, 1e-9);
    assert_int_equal(figure.rounds, rounds);
}

/* One process: the typical chunk is shown, the fastest one is judged. */
static void test_calmest(void **state)
{
    struct grid grid;
    struct tb_figure figure;
    (void)state;
    begin(&grid, "aead/aes-128-gcm/1350/once/seal");
    assert_false(tb_cell_figure(&grid.cell, &grid.plan, metric_of(&grid, "time"), &figure));
    assert_false(compared_figure(&grid, "time", &figure));
    add(&grid, 0, "time", (const double[]){30, 10, 90, 20, 50}, 5);
    add(&grid, 2, "time", (const double[]){34, 94, 14, 54, 24}, 5);
    check(&grid, "time", 32, 12, 2);
    assert_float_equal(grid.least[metric_of(&grid, "time")], 10, 0);
    add(&grid, 1, "throughput", (const double[]){3, 1, 9, 2, 5}, 5); /* more is better */
    check(&grid, "throughput", 3, 9, 1);
}

/* Two processes: chance works in both directions, so the typical chunk is judged, too. */
static void test_pair(void **state)
{
    struct grid grid;
    (void)state;
    begin(&grid, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/1");
    grid.planned.pair = true;
    add(&grid, 0, "handshakes_per_second", (const double[]){30, 10, 90, 20, 50}, 5);
    check(&grid, "handshakes_per_second", 30, 30, 1);
}

/* Several threads: so it is of them. */
static void test_threads(void **state)
{
    struct grid grid;
    (void)state;
    begin(&grid, "kx/x25519/offer/threads-1");
    add(&grid, 0, "operations_per_second", (const double[]){30, 10, 90, 20, 50}, 5);
    check(&grid, "operations_per_second", 30, 90, 1);
    begin(&grid, "kx/x25519/offer/threads-2");
    add(&grid, 0, "operations_per_second", (const double[]){30, 10, 90, 20, 50}, 5);
    check(&grid, "operations_per_second", 30, 30, 1);
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
    assert_int_equal(tb_cell_status(&grid.cell, &reason), TB_SAMPLE_UNMEASURED);
    assert_string_equal(reason.data, "not measured, because the run ended first");
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

/* The cost of TLS is given in CPU time: a latency is waiting, and a share of a core is not a cost.  If plain TCP failed
 * once, there is no value to compare with. */
static void test_price(void **state)
{
    struct grid tls, plain;
    double price;
    (void)state;
    begin(&tls, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/1");
    begin(&plain, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/1");
    const struct tb_variant tcp = {.plain = true}, library = {.plain = false};
    tls.cell.variant = &library;
    plain.cell.variant = &tcp;
    plain.planned.cells = &plain.cell;
    plain.planned.num_cells = 1;
    tls.planned.plain = &plain.planned;
    add(&tls, 0, "server_cpu", (const double[]){600}, 1);
    add(&plain, 0, "server_cpu", (const double[]){200}, 1);
    add(&tls, 0, "latency_p50", (const double[]){600}, 1);
    add(&plain, 0, "latency_p50", (const double[]){100}, 1);
    add(&tls, 0, "client_busy", (const double[]){1}, 1);
    add(&plain, 0, "client_busy", (const double[]){0.5}, 1);
    assert_true(tb_cell_price(&tls.cell, &tls.planned, &tls.plan, metric_of(&tls, "server_cpu"), &price));
    assert_float_equal(price, 3, 1e-9);
    assert_false(tb_cell_price(&tls.cell, &tls.planned, &tls.plan, metric_of(&tls, "latency_p50"), &price));
    assert_false(tb_cell_price(&tls.cell, &tls.planned, &tls.plan, metric_of(&tls, "client_busy"), &price));
    struct tb_sample failed;
    tb_sample_init(&failed);
    assert_true(tb_cell_add(&plain.cell, &plain.planned, &plain.plan, 1, &failed));
    tb_sample_free(&failed);
    assert_false(tb_cell_price(&tls.cell, &tls.planned, &tls.plan, metric_of(&tls, "server_cpu"), &price));
    free(plain.cell.reasons[TB_SAMPLE_FAILED]);
}

static void add_bad(struct grid *grid, size_t round, enum tb_sample_status status, const char *reason)
{
    struct tb_sample sample;
    tb_sample_init(&sample);
    sample.status = status;
    tb_text_add(&sample.reason, reason);
    assert_true(tb_cell_add(&grid->cell, &grid->planned, &grid->plan, round, &sample));
    tb_sample_free(&sample);
}

static void check_status(const struct grid *grid, enum tb_sample_status status, const char *reason, const char *losses)
{
    struct tb_text text;
    tb_text_init(&text, 500);
    assert_int_equal(tb_cell_status(&grid->cell, &text), status);
    assert_string_equal(text.data, reason);
    tb_text_clear(&text);
    tb_cell_losses(&grid->cell, &text);
    assert_string_equal(text.data, losses);
    tb_text_free(&text);
}

/* The machine may spoil one round in four, which never hides a failure of the library. */
static void test_losses(void **state)
{
    struct grid grid;
    (void)state;
    begin(&grid, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16");
    for (size_t i = 0; i < 3; i++)
        add(&grid, i, "handshakes_per_second", (const double[]){10}, 1);
    check_status(&grid, TB_SAMPLE_OK, "", "");
    add_bad(&grid, 2, TB_SAMPLE_DISTURBED, "window 4 is empty");
    check_status(&grid, TB_SAMPLE_OK, "", "3 of 4 rounds; round 3: window 4 is empty");
    add_bad(&grid, 1, TB_SAMPLE_DISTURBED, "another reason");
    check_status(&grid, TB_SAMPLE_DISTURBED, "2 of 5 rounds: window 4 is empty",
                 "3 of 5 rounds; round 3: window 4 is empty, and 1 more");
    for (size_t i = 0; i < 3; i++)
        add(&grid, i, "handshakes_per_second", (const double[]){10}, 1);
    check_status(&grid, TB_SAMPLE_OK, "", "6 of 8 rounds; round 3: window 4 is empty, and 1 more");
    add_bad(&grid, 1, TB_SAMPLE_FAILED, "crashed with SIGSEGV");
    check_status(&grid, TB_SAMPLE_FAILED, "1 of 9 rounds: crashed with SIGSEGV",
                 "6 of 9 rounds; round 2 failed: crashed with SIGSEGV; round 3: window 4 is empty, and 1 more");
    for (size_t i = 0; i < TB_NUM_STATUSES; i++)
        free(grid.cell.reasons[i]);
}

static enum tb_sample_status blamed(enum tb_sample_status status, double steal, uint64_t delay_ns,
                                    uint64_t throttled_ns)
{
    struct tb_sample sample;
    tb_sample_init(&sample);
    sample.status = status;
    sample.wall_ns = 1000;
    sample.steal = steal;
    sample.throttled_ns = throttled_ns;
    sample.record.run_delay_ns = delay_ns / 2;
    sample.server.run_delay_ns = delay_ns - delay_ns / 2;
    tb_blame_machine(&sample);
    enum tb_sample_status found = sample.status;
    assert_true((found == status) == (sample.reason.len == 0));
    tb_sample_free(&sample);
    return found;
}

/* A timeout is the library's unless others had its core; a crash or a wrong answer always is. */
static void test_blame(void **state)
{
    (void)state;
    assert_int_equal(blamed(TB_SAMPLE_TIMEOUT, 0, 0, 0), TB_SAMPLE_TIMEOUT);
    assert_int_equal(blamed(TB_SAMPLE_TIMEOUT, 0.2, 200, 0), TB_SAMPLE_TIMEOUT);
    assert_int_equal(blamed(TB_SAMPLE_TIMEOUT, 0.3, 0, 0), TB_SAMPLE_DISTURBED);
    assert_int_equal(blamed(TB_SAMPLE_TIMEOUT, 0, 600, 0), TB_SAMPLE_DISTURBED);
    assert_int_equal(blamed(TB_SAMPLE_TIMEOUT, 0, 0, 200), TB_SAMPLE_TIMEOUT);
    assert_int_equal(blamed(TB_SAMPLE_TIMEOUT, 0, 0, 1600), TB_SAMPLE_DISTURBED); /* on two cores at the same time */
    assert_int_equal(blamed(TB_SAMPLE_FAILED, 0, 0, 900), TB_SAMPLE_FAILED);
    assert_int_equal(blamed(TB_SAMPLE_FAILED, 0.9, 900, 0), TB_SAMPLE_FAILED);
    assert_int_equal(blamed(TB_SAMPLE_VOID, 0.9, 900, 0), TB_SAMPLE_VOID);
    assert_int_equal(blamed(TB_SAMPLE_OK, 0.9, 900, 0), TB_SAMPLE_OK);
    for (int status = TB_SAMPLE_OK; status < TB_NUM_STATUSES; status++)
        assert_int_equal(tb_is_own_failure((enum tb_sample_status)status),
                         status != TB_SAMPLE_OK && status != TB_SAMPLE_UNSUPPORTED && status != TB_SAMPLE_DISTURBED);
}

static enum tb_limit limit_of(double client, double server)
{
    struct grid grid;
    begin(&grid, "bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/download/1");
    grid.planned.pair = true;
    add(&grid, 0, "client_busy", &client, 1);
    add(&grid, 0, "server_busy", &server, 1);
    assert_false(tb_takes_turns(&grid.planned)); /* a stream, which is not interrupted by answers */
    return tb_cell_limit(&grid.cell, &grid.planned, &grid.plan);
}

static bool takes_turns(const char *name)
{
    struct grid grid;
    begin(&grid, name);
    grid.planned.pair = true;
    assert_int_equal(tb_cell_limit(&grid.cell, &grid.planned, &grid.plan), TB_LIMIT_UNKNOWN);
    return tb_takes_turns(&grid.planned);
}

static void test_limit(void **state)
{
    (void)state;
    assert_int_equal(limit_of(0.999, 0.42), TB_LIMIT_CLIENT);
    assert_int_equal(limit_of(0.42, 0.95), TB_LIMIT_SERVER);
    assert_int_equal(limit_of(0.95, 0.96), TB_LIMIT_BOTH);
    assert_int_equal(limit_of(0.9, 0.94), TB_LIMIT_NEITHER);
    assert_true(takes_turns("handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/1"));
    assert_false(takes_turns("handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16"));
    assert_true(takes_turns("http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/1024/kept/1"));
}

static void test_unknown_metric(void **state)
{
    struct grid grid;
    struct tb_sample sample;
    (void)state;
    begin(&grid, "kx/x25519/answer");
    tb_sample_init(&sample);
    sample.status = TB_SAMPLE_OK;
    assert_true(tb_record_add(&sample.record, "time", 1));
    tb_metrics_judge(&sample, &grid.planned);
    assert_int_equal(sample.status, TB_SAMPLE_OK);
    assert_true(tb_record_add(&sample.record, "tyme", 1));
    tb_metrics_judge(&sample, &grid.planned);
    assert_int_equal(sample.status, TB_SAMPLE_VOID);
    assert_non_null(strstr(sample.reason.data, "'tyme'"));
    tb_sample_free(&sample);
}

/* Stored samples have only the reason to tell a crash from another failure. */
static void test_deaths(void **state)
{
    (void)state;
    assert_true(tb_process_tells_death("crashed with SIGSEGV (Segmentation fault): last words"));
    assert_true(tb_process_tells_death("server: crashed with SIGABRT (Aborted)"));
    assert_true(tb_process_tells_death("client: exit code 3 and no record: out of luck"));
    assert_false(tb_process_tells_death("exit code 3 after a record with status ok"));
    assert_false(tb_process_tells_death("no entropy; it crashed with SIGSEGV"));
    assert_false(tb_process_tells_death(""));
}

/* A legend names what its table has. */
static void test_estimators(void **state)
{
    static const char *const names[] = {"kx/x25519/exchange", "kx/x25519/exchange/threads-2",
                                        "http/loopback/tls1.3/x25519/rsa-2048/aes-128-gcm/1024/kept/16/threads-2",
                                        "handshake/memory/tls1.2/p256/rsa-2048/aes-128-gcm/session-id/cache-10"};
    static const unsigned kinds[] = {TB_ESTIMATOR_FASTEST, TB_ESTIMATOR_WITH_THREADS, TB_ESTIMATOR_OVER_LOOPBACK,
                                     TB_ESTIMATOR_WITH_CACHE};
    struct tb_planned items[4] = {{.name = NULL}};
    struct tb_text why;
    (void)state;
    tb_text_init(&why, 200);
    for (size_t i = 0; i < 4; i++) {
        assert_true(tb_case_parse(&items[i].c, names[i], &why));
        items[i].primary = tb_primary_metric(&items[i].c);
        items[i].pair = i == 2;
        assert_int_equal(tb_planned_estimator(&items[i]), kinds[i]);
    }
    assert_string_equal(tb_estimator_words(tb_plan_estimators(&(struct tb_plan){.items = items, .num = 1})),
                        "by its fastest chunk");
    assert_string_equal(tb_estimator_words(tb_plan_estimators(&(struct tb_plan){.items = items, .num = 3})),
                        "by its fastest chunk, over loopback and with several threads by its median chunk");
    assert_string_equal(
        tb_estimator_words(tb_plan_estimators(&(struct tb_plan){.items = items, .num = 4})),
        "by its fastest chunk, over loopback, with several threads and with a small session cache by its median chunk");
    assert_string_equal(tb_estimator_words(tb_plan_estimators(&(struct tb_plan){.items = items + 1, .num = 2})),
                        "by its median chunk");
    items[0].steady = true; /* in no table */
    assert_string_equal(tb_estimator_words(tb_plan_estimators(&(struct tb_plan){.items = items, .num = 1})),
                        "by its median chunk");
    tb_text_free(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calmest), cmocka_unit_test(test_pair),           cmocka_unit_test(test_bad_sample),
        cmocka_unit_test(test_price),   cmocka_unit_test(test_losses),         cmocka_unit_test(test_blame),
        cmocka_unit_test(test_limit),   cmocka_unit_test(test_unknown_metric), cmocka_unit_test(test_threads),
        cmocka_unit_test(test_deaths),  cmocka_unit_test(test_estimators),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
