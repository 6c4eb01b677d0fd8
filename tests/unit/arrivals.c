/* The plan of arrivals, and what is made of those that did not finish or did not start in time. */
#include "core/arrivals.h"
#include "core/text.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct tb_arrivals plan_of(uint64_t seed, uint64_t rate, bool poisson)
{
    return (struct tb_arrivals){{seed}, rate, poisson, 0};
}

static void expect_plan(struct tb_arrivals plan, const uint64_t expected[5])
{
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(tb_arrivals_next(&plan), expected[i]);
}

/* Distances that are not whole nanoseconds do not add up to an error. */
static void test_fixed_distances(void **state)
{
    (void)state;
    expect_plan(plan_of(1, 333, false), (const uint64_t[]){3003003, 6006006, 9009009, 12012012, 15015015});
    expect_plan(plan_of(2, 1000000, false), (const uint64_t[]){1000, 2000, 3000, 4000, 5000});
    expect_plan(plan_of(3, 1, false), (const uint64_t[]){1000000000, 2000000000, 3000000000, 4000000000, 5000000000});
    struct tb_arrivals plan = plan_of(1, 333, false);
    for (size_t i = 1; i < 1000000; i++)
        tb_arrivals_next(&plan);
    assert_int_equal(tb_arrivals_next(&plan), UINT64_C(3003003003003));
}

/* Of another program with the same algorithm and unlimited integers: a seed means the same plan everywhere. */
static void test_poisson_plan_of_a_seed(void **state)
{
    (void)state;
    expect_plan(plan_of(1, 1000, true), (const uint64_t[]){566561, 1537564, 2414913, 2819055, 3273993});
    expect_plan(plan_of(7, 333, true), (const uint64_t[]){4753544, 8067538, 12050605, 14324845, 15597435});
}

/* However the threads divide the rate, together they have all of it. */
static void test_shares_of_threads(void **state)
{
    (void)state;
    for (unsigned threads = 1; threads <= 64; threads++)
        for (uint64_t rate = threads; rate < threads + 130; rate += 7) {
            uint64_t sum = 0;
            for (size_t thread = 0; thread < threads; thread++) {
                uint64_t share = tb_arrivals_share(rate, threads, thread);
                assert_true(share >= 1 && share >= rate / threads && share <= rate / threads + 1);
                sum += share;
            }
            assert_int_equal(sum, rate);
        }
}

/* The sequence depends on the seed alone, so these bounds hold always or never: four standard errors. */
static void test_poisson_distances_are_exponential(void **state)
{
    enum { NUM = 100000 };
    struct tb_arrivals plan = plan_of(42, 1000, true);
    double sum = 0, squares = 0, above_mean = 0, above_three = 0, pairs = 0, before = 1;
    uint64_t last = 0;
    (void)state;
    for (size_t i = 0; i < NUM; i++) {
        uint64_t at = tb_arrivals_next(&plan);
        assert_true(at >= last);
        double distance = (double)(at - last) / 1e6; /* in mean distances */
        last = at;
        sum += distance;
        squares += distance * distance;
        pairs += (distance - 1) * (before - 1);
        before = distance;
        above_mean += distance > 1;
        above_three += distance > 3;
    }
    double mean = sum / NUM, variance = squares / NUM - mean * mean, root = sqrt(NUM);
    assert_true(fabs(mean - 1) < 4 / root);
    assert_true(fabs(variance - 1) < 4 * sqrt(8) / root);
    assert_true(fabs(pairs / NUM) < 4 / root); /* no memory */
    assert_true(fabs(above_mean / NUM - exp(-1)) < 4 * 0.5 / root);
    assert_true(fabs(above_three / NUM - exp(-3)) < 4 * 0.22 / root);
}

static void test_room_and_lengths(void **state)
{
    (void)state;
    assert_int_equal(tb_arrivals_places(1), TB_FEWEST_PLACES);
    assert_int_equal(tb_arrivals_places(500), 500);
    assert_int_equal(tb_arrivals_places(1000000), TB_MOST_PLACES);
    assert_int_equal(tb_arrivals_window_ns(10000, 5, 100000000), 100000000);
    assert_int_equal(tb_arrivals_window_ns(500, 5, 100000000), 400000000);
    assert_int_equal(tb_arrivals_window_ns(300, 3, 100), UINT64_C(1113333334)); /* 334 arrivals */
    assert_int_equal(tb_arrivals_warm_up_ns(1000, 0, 200000000), 200000000);
    assert_int_equal(tb_arrivals_warm_up_ns(100, 36, 200000000), 1000000000);
}

/* A thousand latencies of 1 to 1000, of which the last `lost` did not finish. */
static double *latencies_with(size_t lost)
{
    double *latencies = malloc(1000 * sizeof *latencies);
    assert_non_null(latencies);
    for (size_t i = 0; i < 1000; i++)
        latencies[i] = i < 1000 - lost ? (double)(1000 - lost - i) : INFINITY;
    return latencies;
}

/* Survivors alone would have a 99th percentile here, too, and a better one. */
static void test_what_did_not_finish_is_the_longest(void **state)
{
    static const struct {
        size_t lost;
        double q, value; /* INFINITY: not reached */
    } cases[] = {{0, 0.999, 999.67}, {1, 0.999, INFINITY}, {9, 0.99, 990.66},   {10, 0.99, INFINITY},
                 {10, 0.9, 900.63},  {499, 0.5, 500.5},    {500, 0.5, INFINITY}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        double *latencies = latencies_with(cases[i].lost), value = 0;
        bool reached = tb_latency_quantile(latencies, 1000, cases[i].q, &value);
        assert_int_equal(reached, isfinite(cases[i].value));
        if (reached)
            assert_true(fabs(value - cases[i].value) < 0.01);
        free(latencies);
    }
    double none;
    assert_false(tb_latency_quantile(&none, 0, 0.5, &none));
}

/* What may be lost is what the quantile does not depend on. */
static void test_how_many_may_be_lost(void **state)
{
    (void)state;
    assert_int_equal(tb_arrivals_most_lost(1000), 0);
    assert_int_equal(tb_arrivals_most_lost(2000), 1);
    assert_int_equal(tb_arrivals_most_lost(10000), 9);
    assert_int_equal(tb_arrivals_most_lost(3), 0);
    for (size_t lost = 0; lost < 3; lost++) {
        double *latencies = latencies_with(lost), value;
        assert_int_equal(tb_latency_quantile(latencies, 1000, 0.999, &value), lost <= tb_arrivals_most_lost(1000));
        free(latencies);
    }
}

static void judge(struct tb_arrivals_seen seen, enum tb_arrivals_verdict expected, const char *reason)
{
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_int_equal(tb_arrivals_judge(&seen, &why), expected);
    if (expected == TB_ARRIVALS_GOOD)
        assert_string_equal(why.data, "");
    else if (!strstr(why.data, reason))
        assert_string_equal(why.data, reason); /* shows both */
    tb_text_free(&why);
}

static void test_verdicts(void **state)
{
    struct tb_arrivals_seen good = {
        .rate = 500, .num = 2000, .finished = 2000, .places = 500, .wanted = 500, .client_busy = 0.5};
    struct tb_arrivals_seen seen = good;
    (void)state;
    judge(good, TB_ARRIVALS_GOOD, "");
    seen.late = 2000; /* which is the generator's matter */
    assert_true(tb_arrivals_kept_up(&seen));
    seen.finished = 1799;
    assert_false(tb_arrivals_kept_up(&seen));
    seen = good;
    seen.late = 20; /* one in a hundred may */
    seen.refused = 1;
    judge(seen, TB_ARRIVALS_GOOD, "");
    seen.unfinished = 1;
    judge(seen, TB_ARRIVALS_OVERLOADED,
          TB_OVERLOADED ": p99.9 is not reached, because 2 of 2000 arrivals (0.1%) had not finished 1000 ms after the "
                        "last window; 1 of them got no connection, because 500 were in flight; use fewer");
    /* With fewer places than a second of arrivals needs, it is not the server that is behind. */
    seen.refused = 300;
    seen.places = 64;
    judge(seen, TB_ARRIVALS_NO_ROOM,
          "300 of 2000 arrivals (15.0%) got no connection, because at most 64 can be in flight here, and 500 would be "
          "room enough for the rate: raise the limit of file descriptors with ulimit -H -n, ");
    seen.unfinished = 100; /* also a second later */
    judge(seen, TB_ARRIVALS_OVERLOADED, "400 of 2000 arrivals (20.0%) had not finished 1000 ms after");
    seen.places = 500;
    seen.refused = 0;
    seen.unfinished = 400;
    judge(seen, TB_ARRIVALS_OVERLOADED,
          "(20.0%) had not finished 1000 ms after the last window; use fewer arrivals "
          "than 500 a second");
    /* All finished later, but the backlog grew: the latencies would be longer in a longer sample. */
    seen = good;
    seen.finished = 1800;
    judge(seen, TB_ARRIVALS_GOOD, "");
    seen.finished = 1799;
    judge(seen, TB_ARRIVALS_OVERLOADED, TB_OVERLOADED ": in the windows 2000 arrived and 1799 were finished, so the");
    seen.finished = 2100; /* of those that had arrived before */
    judge(seen, TB_ARRIVALS_GOOD, "");
    seen.unserved = 1; /* one that was to resume made a full handshake: the mix is not what was asked for */
    judge(seen, TB_ARRIVALS_OVERLOADED,
          TB_OVERLOADED
          ": for 1 of 2000 arrivals no session was left to resume, because connections in flight held all; "
          "use fewer arrivals than 500 a second");
    /* A late generator says nothing of the server, nor do sessions that its burst used up. */
    seen.late = 21;
    seen.lateness_us = 1500;
    seen.held_up = 1;
    judge(seen, TB_ARRIVALS_DISTURBED,
          TB_GENERATOR_LATE
          ": 21 of 2000 arrivals (1.1%, allowed is 1%) started more than 1 ms late (99th percentile: 1.5 ms); for 1 "
          "of these, other programs had the client's core, which the client itself kept busy for 50% of the time: "
          "stop these programs");
    seen.held_up = 0; /* also a client that is busy for half of the time has several arrivals at once */
    judge(seen, TB_ARRIVALS_LATE,
          "the client was still at work on earlier ones, and its core was busy for 50% of the time: use fewer arrivals "
          "than 500");
    seen.held_up = 21;
    seen.shares_cores = true;
    judge(seen, TB_ARRIVALS_DISTURBED,
          "for 21 of these other work had the client's cores, which are fewer than the threads of client and server on "
          "this host: use fewer arrivals than 500 a second, or cores enough for the threads of both");
}

static bool held_up(uint64_t before_ns, uint64_t before_cpu, uint64_t planned_ns, uint64_t now_ns, uint64_t cpu_ns)
{
    const struct tb_client_moment before = {before_ns, before_cpu}, now = {now_ns, cpu_ns};
    return tb_arrivals_held_up(&before, planned_ns, &now);
}

static void test_who_made_it_late(void **state)
{
    const uint64_t ms = 1000000;
    (void)state;
    assert_false(held_up(10 * ms, 5 * ms, 11 * ms, 14 * ms, 9 * ms)); /* it worked all the time */
    assert_true(held_up(10 * ms, 5 * ms, 11 * ms, 14 * ms, 5 * ms));  /* it slept, and did not get its core back */
    assert_false(held_up(10 * ms, 5 * ms, 11 * ms, 14 * ms, 8 * ms)); /* it slept, and then worked */
    assert_true(held_up(10 * ms, 5 * ms, 11 * ms, 14 * ms, 6 * ms));  /* it worked for a third of the delay */
    assert_false(held_up(12 * ms, 5 * ms, 11 * ms, 14 * ms, 7 * ms)); /* it was late already, and works */
    assert_true(held_up(12 * ms, 5 * ms, 11 * ms, 14 * ms, 5 * ms));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixed_distances),      cmocka_unit_test(test_poisson_plan_of_a_seed),
        cmocka_unit_test(test_shares_of_threads),    cmocka_unit_test(test_poisson_distances_are_exponential),
        cmocka_unit_test(test_room_and_lengths),     cmocka_unit_test(test_what_did_not_finish_is_the_longest),
        cmocka_unit_test(test_how_many_may_be_lost), cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_who_made_it_late),
    };
    return cmocka_run_group_tests_name("arrivals", tests, NULL, NULL);
}
