/* load.c - requests that arrive by plan on kept connections: who gets which connection, who waits, and who is refused.
 */
#include "core/clock.h"
#include "harness/pair_load.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECTIONS = 2, RATE = 100, LINE = RATE }; /* a second's arrivals may wait */

struct world {
    struct tb_case c;
    struct tb_text why;
    struct tb_record record;
    struct tb_job job;
    struct tb_pair_conn conns[CONNECTIONS];
    struct tb_pair_end end;
    struct tb_pair_load load;
};

static size_t begun;

static void begin_request(void *owner)
{
    const struct tb_pair_conn *conn = owner;
    assert_false(conn->waiting);
    begun++;
}

static int set_up(void **state)
{
    static struct world world;
    world = (struct world){.job = {.c = &world.c, .why = &world.why, .record = &world.record, .turn_seed = 7}};
    tb_text_init(&world.why, 500);
    tb_record_init(&world.record);
    assert_true(tb_case_parse(
        &world.c, "http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/0/kept/arrivals-100/fixed/2", &world.why));
    for (size_t i = 0; i < CONNECTIONS; i++)
        world.conns[i] = (struct tb_pair_conn){.handler = {.fd = -1, .ready = begin_request, .owner = &world.conns[i]},
                                               .end = &world.end};
    world.end = (struct tb_pair_end){.job = &world.job, .conns = world.conns, .num_conns = CONNECTIONS, .kept = true};
    assert_true(tb_loop_open(&world.end.loop));
    assert_true(tb_load_open(&world.load, &world.end));
    begun = 0;
    *state = &world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    tb_load_close(&world->load);
    tb_loop_close(&world->end.loop);
    tb_record_free(&world->record);
    tb_text_free(&world->why);
    return 0;
}

/* The plan began so long ago that `num` arrivals are due, or some more if this thread is slow; starts those. */
static void start(struct world *world, uint64_t num)
{
    int wait_ms;
    world->load.counting = true;
    tb_load_begin(&world->load);
    uint64_t since_ns = num * 1000000000 / RATE + 1000000;
    world->load.began_ns -= since_ns;
    world->load.next_ns -= since_ns;
    while (world->load.num < num)
        assert_true(tb_load_start_due(&world->load, &wait_ms));
}

/* The connection's request is answered, after so long from its planned start. */
static void finish(struct world *world, struct tb_pair_conn *conn, uint64_t latency_ns)
{
    conn->latency_ns = latency_ns;
    tb_load_counted(&world->load, conn);
}

static void requests_wait_in_the_order_of_the_plan(void **state)
{
    struct world *world = *state;
    const struct tb_pair_load *load = &world->load;
    assert_true(world->conns[0].waiting && world->conns[1].waiting); /* until the first request comes */
    start(world, 6);
    assert_true(begun == CONNECTIONS && load->num_idle == 0 && load->line_len == load->num - CONNECTIONS);
    assert_int_equal(world->end.flight.connections, CONNECTIONS);
    for (size_t next = CONNECTIONS; load->line_len > 0; next++) {
        struct tb_pair_conn *conn = &world->conns[next % CONNECTIONS];
        finish(world, conn, 1000 * (next + 1));
        assert_true(!conn->waiting && conn->arrival == next);
        assert_int_equal(conn->started_ns, load->arrivals[next].planned_ns);
    }
    finish(world, &world->conns[0], 1000);
    assert_true(world->conns[0].waiting && load->num_idle == 1 && load->idle[0] == &world->conns[0]);
    finish(world, &world->conns[1], 1000);
    for (size_t i = 0; i < load->num; i++)
        assert_true(isfinite(load->arrivals[i].latency_us));
}

static void those_of_a_second_may_wait(void **state)
{
    struct world *world = *state;
    struct tb_pair_load *load = &world->load;
    struct tb_arrivals_seen seen;
    start(world, CONNECTIONS + LINE + 30);
    assert_int_equal(load->line_len, LINE);
    const struct tb_pair_arrivals all = {load->arrivals, CONNECTIONS + LINE + 30, 0, 0.5};
    assert_true(tb_load_see(load, &all, &seen));
    assert_true(seen.num == all.num && seen.refused == 30 && seen.unfinished == CONNECTIONS + LINE && seen.kept);
    struct tb_text why;
    tb_text_init(&why, 1000);
    seen.late = 0;
    assert_int_equal(tb_arrivals_judge(&seen, &why), TB_ARRIVALS_OVERLOADED);
    assert_non_null(strstr(why.data, "30 of them were given up, because 100 others waited for a connection"));
    assert_null(strstr(why.data, "file descriptors"));
    tb_text_free(&why);
}

/* A latency counts from the plan, and not from when the connection was free. */
static void waiting_is_part_of_a_latency(void **state)
{
    struct world *world = *state;
    struct tb_pair_load *load = &world->load;
    start(world, 3);
    finish(world, &world->conns[0], 5000000);
    size_t arrival = world->conns[0].arrival;
    uint64_t now = tb_now_ns();
    assert_true(arrival >= CONNECTIONS && world->conns[0].started_ns < now);
    finish(world, &world->conns[0], now - world->conns[0].started_ns);
    double *latencies = tb_load_latencies(load->arrivals, load->num);
    assert_non_null(latencies);
    assert_true(latencies[arrival] >= (double)(now - load->arrivals[arrival].planned_ns) / 1e3 - 1);
    assert_true(isinf(latencies[load->num - 1]) || load->num - 1 == arrival);
    free(latencies);
}

int main(void)
{
#define IN_A_WORLD(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        IN_A_WORLD(requests_wait_in_the_order_of_the_plan),
        IN_A_WORLD(those_of_a_second_may_wait),
        IN_A_WORLD(waiting_is_part_of_a_latency),
    };
    return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
