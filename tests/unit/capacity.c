/* The search for a capacity, on simulated servers: rates of which is known how often they keep the promise. */
#include "core/capacity.h"
#include "core/stats.h"
#include "unit.h"
#include <math.h>
#include <string.h>

/* It keeps the promise with probability 1 / (1 + (rate / capacity)^sharpness); one of sharpness 0 is a step. */
struct server {
    double capacity, sharpness;
    uint64_t generator; /* the highest rate that can be offered; 0: any */
    struct tb_random random;
    size_t asked;
};

static enum tb_promise ask(struct server *server, uint64_t rate)
{
    double drawn = (double)(tb_random_next(&server->random) >> 11) * 0x1p-53;
    double chance = server->sharpness > 0 ? 1 / (1 + pow((double)rate / server->capacity, server->sharpness))
                                          : (double)rate <= server->capacity;
    server->asked++;
    if (server->generator && rate > server->generator)
        return TB_PROMISE_UNKNOWN;
    return drawn < chance ? TB_PROMISE_KEPT : TB_PROMISE_BROKEN;
}

static enum tb_capacity_end search_from(struct server *server, uint64_t start, double step, double *rate)
{
    struct tb_capacity_search search;
    tb_capacity_begin(&search, start, step, 1.03);
    do
        assert_true(search.rate >= TB_LEAST_RATE && search.rate <= TB_MOST_RATE && server->asked < 200);
    while (tb_capacity_hear(&search, ask(server, search.rate)));
    return tb_capacity_found(&search, rate);
}

static void expect_rates(const char *answers, uint64_t start, const uint64_t *rates)
{
    struct tb_capacity_search search;
    tb_capacity_begin(&search, start, 2, 1.1);
    for (size_t i = 0; answers[i]; i++) {
        assert_int_equal(search.rate, rates[i]);
        enum tb_promise promise = answers[i] == 'k'   ? TB_PROMISE_KEPT
                                  : answers[i] == 'b' ? TB_PROMISE_BROKEN
                                                      : TB_PROMISE_UNKNOWN;
        assert_int_equal(tb_capacity_hear(&search, promise), answers[i + 1] != '\0');
    }
}

static void test_rates_tried(void **state)
{
    (void)state;
    expect_rates("kkbkbk", 1000, (const uint64_t[]){1000, 2000, 4000, 2828, 3363, 3084}); /* 3084 to 3363 is narrow */
    expect_rates("bbkbkk", 1000, (const uint64_t[]){1000, 500, 250, 354, 297, 324});
    expect_rates("bbb", 200, (const uint64_t[]){200, 100, 50});
    expect_rates("kuukku", 1000, (const uint64_t[]){1000, 2000, 1414, 1189, 1297, 1414}); /* it is late again */
}

static void test_steps_are_found(void **state)
{
    static const double capacities[] = {60, 137, 999, 12345, 800000};
    static const uint64_t starts[] = {50, 1000, 1000000};
    (void)state;
    for (size_t i = 0; i < COUNT(capacities); i++)
        for (size_t j = 0; j < COUNT(starts); j++) {
            struct server server = {.capacity = capacities[i]};
            double rate;
            assert_int_equal(search_from(&server, starts[j], 2, &rate), TB_CAPACITY_FOUND);
            assert_true(fabs(log(rate / capacities[i])) < log(1.03) + 1 / capacities[i]);
            assert_true(server.asked < 30);
        }
}

static void test_ends(void **state)
{
    struct server slow = {.capacity = 10}, fast = {.capacity = 1e9}, hidden = {.capacity = 5000, .generator = 3000},
                  tired = {.capacity = 5000, .generator = 10}, /* it can offer nothing */
        bare = {.capacity = 2900, .generator = 3000};
    double rate;
    (void)state;
    assert_int_equal(search_from(&slow, 1000, 2, &rate), TB_CAPACITY_BELOW);
    assert_int_equal(search_from(&fast, 1000, 2, &rate), TB_CAPACITY_ABOVE);
    assert_int_equal(search_from(&hidden, 1000, 2, &rate), TB_CAPACITY_ABOVE);
    assert_int_equal(search_from(&tired, 1000, 2, &rate), TB_CAPACITY_ABOVE);
    assert_int_equal(search_from(&bare, 1000, 2, &rate), TB_CAPACITY_FOUND);
    assert_true(rate > 2800 && rate < 3000);
}

/* The generator is late, twice, between a rate that kept the promise and one that broke it: only if they are far apart
 * is it unknown which rate between them the server can take. */
static void test_generator_late_for_a_moment(void **state)
{
    struct tb_capacity_search near, far;
    double rate;
    (void)state;
    tb_capacity_begin(&near, 1000, 1.15, 1.03);
    assert_true(tb_capacity_hear(&near, TB_PROMISE_KEPT));
    assert_int_equal(near.rate, 1150);
    assert_true(tb_capacity_hear(&near, TB_PROMISE_BROKEN));
    assert_int_equal(near.rate, 1072);
    assert_true(tb_capacity_hear(&near, TB_PROMISE_UNKNOWN));
    while (tb_capacity_hear(&near, near.rate == 1072 ? TB_PROMISE_UNKNOWN : TB_PROMISE_KEPT))
        ;
    assert_int_equal(tb_capacity_found(&near, &rate), TB_CAPACITY_FOUND);
    assert_true(rate > 1050 && rate < 1150);
    far = (struct tb_capacity_search){.kept = 1000, .broken = 4000, .unknown = 2000, .step = 2, .narrow = 1.03};
    assert_int_equal(tb_capacity_found(&far, &rate), TB_CAPACITY_ABOVE);
}

/* It is late once, below what the server can take: the rate is asked for again, and the search goes on from there. */
static void test_a_late_generator_is_asked_again(void **state)
{
    (void)state;
    for (size_t late = 0; late < 12; late++) {
        struct server server = {.capacity = 5000}, tired = {.capacity = 5000, .generator = 700};
        struct tb_capacity_search search;
        double rate;
        size_t num = 0;
        tb_capacity_begin(&search, 500, 2, 1.03);
        while (tb_capacity_hear(&search, num == late ? TB_PROMISE_UNKNOWN : ask(&server, search.rate)))
            assert_true(++num < 50);
        assert_int_equal(tb_capacity_found(&search, &rate), TB_CAPACITY_FOUND);
        assert_true(fabs(log(rate / 5000)) < log(1.03) / 2 + 1e-3);
        assert_int_equal(search_from(&tired, 500, 2, &rate), TB_CAPACITY_ABOVE); /* it is late at each such rate */
    }
    expect_rates("kukkkkbbbb", 1000, (const uint64_t[]){1000, 2000, 1414, 1682, 1834, 2000, 4000, 2828, 2378, 2181});
    expect_rates("kukkkb", 1000, (const uint64_t[]){1000, 2000, 1414, 1682, 1834, 2000}); /* the server, in fact */
    expect_rates("uu", TB_LEAST_RATE, (const uint64_t[]){TB_LEAST_RATE, TB_LEAST_RATE});
}

/* The whole procedure: one search from afar, then fresh ones near what it found.  Returns the interval. */
static struct tb_interval measure(struct server *server, struct tb_random *random, size_t rounds)
{
    double first, rates[20];
    struct tb_interval interval;
    assert_true(rounds <= COUNT(rates));
    assert_int_equal(search_from(server, 1000, 2, &first), TB_CAPACITY_FOUND);
    for (size_t i = 0; i < rounds; i++)
        assert_int_equal(search_from(server, tb_capacity_start(random, first, 1.2), 1.2, &rates[i]), TB_CAPACITY_FOUND);
    assert_true(tb_median_interval(rates, rounds, 0.95, &interval));
    return interval;
}

/* At 5 % below the capacity three of four samples keep the promise: no window decides alone, and intervals contain the
 * capacity as often as they say.  The seed fixes all, so this holds always or never. */
static void test_intervals_of_noisy_servers(void **state)
{
    enum { TIMES = 400, ROUNDS = 8 };
    size_t covered = 0;
    double error = 0, width = 0;
    struct tb_random random = {2026};
    (void)state;
    for (size_t i = 0; i < TIMES; i++) {
        struct server server = {.capacity = 1500 + (double)i, .sharpness = 20, .random = {tb_random_next(&random)}};
        struct tb_interval interval = measure(&server, &random, ROUNDS);
        covered += interval.low <= server.capacity && interval.high >= server.capacity;
        error += log(interval.median / server.capacity) / TIMES;
        width += log(interval.high / interval.low) / TIMES;
        server.asked = 0;
    }
    assert_true(covered >= TIMES * 94 / 100);
    assert_true(fabs(error) < 0.01);
    assert_true(width < 0.25);
}

static void test_starts_differ(void **state)
{
    struct tb_random random = {1};
    uint64_t lowest = UINT64_MAX, highest = 0;
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        uint64_t start = tb_capacity_start(&random, 1000, 1.2);
        lowest = start < lowest ? start : lowest;
        highest = start > highest ? start : highest;
    }
    assert_in_range(lowest, 833, 845);
    assert_in_range(highest, 1185, 1200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rates_tried),
        cmocka_unit_test(test_steps_are_found),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_intervals_of_noisy_servers),
        cmocka_unit_test(test_starts_differ),
        cmocka_unit_test(test_generator_late_for_a_moment),
        cmocka_unit_test(test_a_late_generator_is_asked_again),
    };
    return cmocka_run_group_tests_name("capacity", tests, NULL, NULL);
}
