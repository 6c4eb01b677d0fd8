/* team.c - the threads of a pair: where they run, and what their records say together. */
#include "harness/pair_team.h"
#include "unit.h"
#include <string.h>

/* With enough cores no two threads of both processes share one; with fewer, those of one process do not, if they can.
 */
static void cores_are_shared_out(void **state)
{
    (void)state;
    for (size_t num = 1; num <= 8; num++)
        for (size_t cores = 1; cores <= 20; cores++) {
            size_t used[2][20] = {{0}};
            for (size_t i = 0; i < num; i++)
                for (int server = 0; server < 2; server++) {
                    size_t core = tb_pair_team_core(cores, num, i, server);
                    assert_true(core < cores);
                    used[server][core]++;
                }
            for (size_t i = 0; i < cores; i++) {
                assert_true(cores < 2 * num || used[0][i] + used[1][i] <= 1);
                assert_true(cores < num || (used[0][i] <= 1 && used[1][i] <= 1));
                assert_true(used[0][i] <= (num + cores - 1) / cores && used[1][i] <= (num + cores - 1) / cores);
            }
        }
}

static void assert_values(const struct tb_record *record, const char *metric, double first, double second)
{
    const struct tb_series *series = tb_record_series(record, metric);
    assert_non_null(series);
    assert_int_equal(series->num, 2);
    assert_true(series->values[0] == first && series->values[1] == second);
}

static void records_are_put_together(void **state)
{
    (void)state;
    struct tb_case c;
    struct tb_text why;
    struct tb_record all, of[3];
    const struct tb_record *records[3];
    static const double rates[3][2] = {{100, 200}, {110, 190}, {60, 210}}, cpu[3][2] = {{5, 6}, {7, 6}, {9, 6}};
    tb_text_init(&why, 200);
    assert_true(
        tb_case_parse(&c, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/4/threads-3/own", &why));
    tb_record_init(&all);
    for (size_t i = 0; i < 3; i++) {
        records[i] = &of[i];
        tb_record_init(&of[i]);
        of[i].operations = 10 + i;
        of[i].window_ns = 1000 - i;
        of[i].turn_overs = 3 + i;
        of[i].warm_up_ns = 50 + i;
        assert_true(tb_record_set(&of[i].negotiated, "TLS 1.3"));
        for (size_t window = 0; window < 2; window++)
            assert_true(tb_record_metric(&of[i], handshakes_per_second, rates[i][window]) &&
                        tb_record_metric(&of[i], thread_rate, 10 * rates[i][window]) &&
                        tb_record_metric(&of[i], client_cpu, cpu[i][window]));
    }
    assert_true(tb_record_metric(&of[1], latency_p50, 42)); /* of all, by the thread that came last */
    const struct tb_job job = {.c = &c, .record = &all, .why = &why};
    assert_true(tb_pair_team_record(&job, records, 3));
    assert_values(&all, "handshakes_per_second", 270, 600);
    assert_values(&all, "thread_rate", 1000, 2000);
    assert_values(&all, "slowest_thread", 600, 1900);
    assert_values(&all, "fastest_thread", 1100, 2100);
    assert_values(&all, "client_cpu", 7, 6);
    assert_null(tb_record_series(&all, "server_cpu"));
    const struct tb_series *latency = tb_record_series(&all, "latency_p50");
    assert_true(latency && latency->num == 1 && latency->values[0] == 42);
    assert_true(all.operations == 33 && all.window_ns == 998 && all.turn_overs == 3 && all.warm_up_ns == 52);
    assert_string_equal(all.negotiated, "TLS 1.3");
    for (size_t i = 0; i < 3; i++)
        tb_record_free(&of[i]);
    tb_record_free(&all);
    tb_text_free(&why);
}

/* The rates of arrivals add up; the rest is told of all by the thread that came last. */
static void arrivals_are_put_together(void **state)
{
    (void)state;
    struct tb_case c;
    struct tb_text why;
    struct tb_record all, of[2];
    const struct tb_record *const records[] = {&of[0], &of[1]};
    tb_text_init(&why, 200);
    assert_true(tb_case_parse(
        &c, "http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/0/kept/arrivals-500/fixed/4/threads-2", &why));
    tb_record_init(&all);
    for (size_t i = 0; i < 2; i++) {
        tb_record_init(&of[i]);
        assert_true(tb_record_set(&of[i].negotiated, "TLS 1.3"));
        for (size_t window = 0; window < 2; window++)
            assert_true(tb_record_metric(&of[i], offered_rate, 250) &&
                        tb_record_metric(&of[i], achieved_rate, 240 + (double)window) &&
                        tb_record_metric(&of[i], server_busy, 0.5));
    }
    assert_true(tb_record_metric(&of[1], unfinished, 3) && tb_record_metric(&of[1], latency_p999, 42));
    const struct tb_job job = {.c = &c, .record = &all, .why = &why};
    assert_true(tb_pair_team_record(&job, records, 2));
    assert_values(&all, "offered_rate", 500, 500);
    assert_values(&all, "achieved_rate", 480, 482);
    assert_values(&all, "server_busy", 0.5, 0.5);
    assert_null(tb_record_series(&all, "thread_rate"));
    const struct tb_series *unfinished = tb_record_series(&all, "unfinished");
    assert_true(unfinished && unfinished->num == 1 && unfinished->values[0] == 3);
    assert_true(tb_record_series(&all, "latency_p999")->values[0] == 42);
    for (size_t i = 0; i < 2; i++)
        tb_record_free(&of[i]);
    tb_record_free(&all);
    tb_text_free(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cores_are_shared_out),
        cmocka_unit_test(records_are_put_together),
        cmocka_unit_test(arrivals_are_put_together),
    };
    return cmocka_run_group_tests_name("team", tests, NULL, NULL);
}
