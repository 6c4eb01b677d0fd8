/* When a window gives a valid figure, and when connections begin. */
#include "core/windows.h"
#include "core/text.h"
#include "unit.h"
#include <math.h>
#include <string.h>

static const uint64_t ms = 1000000;
static const struct tb_in_flight sixteen = {.connections = 16}, thousands = {.connections = 4000},
                                 streams = {.connections = 400, .stream = 256 * 1024};

static void judge(const struct tb_in_flight *flight, struct tb_pair_usage client, struct tb_pair_usage server,
                  enum tb_window_verdict expected, const char *reason)
{
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_int_equal(tb_window_judge(flight, &client, &server, &why), expected);
    if (expected == TB_WINDOW_GOOD)
        assert_string_equal(why.data, "");
    else if (!strstr(why.data, reason))
        assert_string_equal(why.data, reason); /* shows both */
    tb_text_free(&why);
}

static void test_good_windows(void **state)
{
    (void)state;
    judge(&sixteen, (struct tb_pair_usage){100 * ms, 99 * ms, 288, 288},
          (struct tb_pair_usage){100 * ms, 42 * ms, 280, 280}, TB_WINDOW_GOOD, "");
    /* The server is the limit, and was read a little later. */
    judge(&sixteen, (struct tb_pair_usage){100 * ms, 20 * ms, 288, 288},
          (struct tb_pair_usage){103 * ms, 103 * ms, 280, 280}, TB_WINDOW_GOOD, "");
    /* Up to the connections in flight may be finished on only one end. */
    judge(&thousands, (struct tb_pair_usage){6000 * ms, 3000 * ms, 12000, 0},
          (struct tb_pair_usage){6000 * ms, 3000 * ms, 16000, 0}, TB_WINDOW_GOOD, "");
    judge(&streams, (struct tb_pair_usage){100 * ms, 90 * ms, 0, 400000000},
          (struct tb_pair_usage){100 * ms, 90 * ms, 0, 420000000}, TB_WINDOW_GOOD, "");
}

/* The case that motivated this check: 4,000 connections in 100 ms. */
static void test_out_of_step(void **state)
{
    (void)state;
    judge(&thousands, (struct tb_pair_usage){100 * ms, 50 * ms, 547, 547},
          (struct tb_pair_usage){100 * ms, 60 * ms, 3, 3}, TB_WINDOW_WANTING,
          "the client finished 547 units and the server 3 in 100 ms; a window needs 12000 with 4000 connections");
    judge(&thousands, (struct tb_pair_usage){9000 * ms, 50 * ms, 12000, 0},
          (struct tb_pair_usage){9000 * ms, 60 * ms, 7999, 0}, TB_WINDOW_WANTING,
          "the client counted 12000 units and the server 7999, with 4000 connections in flight");
    judge(&streams, (struct tb_pair_usage){100 * ms, 90 * ms, 0, 400000000},
          (struct tb_pair_usage){100 * ms, 90 * ms, 0, 460000000}, TB_WINDOW_WANTING,
          "the client counted 400000000 bytes and the server 460000000");
    judge(&sixteen, (struct tb_pair_usage){100 * ms, 90 * ms, 288, 0},
          (struct tb_pair_usage){100 * ms, 90 * ms, 271, 0}, TB_WINDOW_WANTING, "counted 288 units and the server 271");
}

static void test_too_little(void **state)
{
    (void)state;
    judge(&sixteen, (struct tb_pair_usage){100 * ms, 9 * ms, 47, 0}, (struct tb_pair_usage){100 * ms, 9 * ms, 47, 0},
          TB_WINDOW_WANTING, "a window needs 48 with 16 connections");
    judge(&(struct tb_in_flight){.connections = 1}, (struct tb_pair_usage){100 * ms, 9 * ms, 7, 0},
          (struct tb_pair_usage){100 * ms, 9 * ms, 7, 0}, TB_WINDOW_WANTING, "a window needs 8 with 1 connections");
    judge(&sixteen, (struct tb_pair_usage){100 * ms, 9 * ms, 48, 0}, (struct tb_pair_usage){100 * ms, 9 * ms, 0, 0},
          TB_WINDOW_WANTING, "the server 0");
    judge(&sixteen, (struct tb_pair_usage){0}, (struct tb_pair_usage){0}, TB_WINDOW_WANTING, "finished 0 units");
}

/* The server was read late, as happens if another task has its core. */
static void test_apart(void **state)
{
    (void)state;
    judge(&sixteen, (struct tb_pair_usage){100 * ms, 90 * ms, 288, 0},
          (struct tb_pair_usage){111 * ms, 90 * ms, 288, 0}, TB_WINDOW_WANTING,
          "the window lasted 100.0 ms at the client and 111.0 ms at the server");
    judge(&sixteen, (struct tb_pair_usage){100 * ms, 90 * ms, 288, 0}, (struct tb_pair_usage){89 * ms, 80 * ms, 288, 0},
          TB_WINDOW_WANTING, "89.0 ms at the server");
}

static void test_impossible(void **state)
{
    (void)state;
    judge(&sixteen, (struct tb_pair_usage){100 * ms, 103 * ms, 288, 0},
          (struct tb_pair_usage){100 * ms, 50 * ms, 288, 0}, TB_WINDOW_IMPOSSIBLE,
          "the CPU time is 103.0 ms for the client in 100.0 ms, which is more than its one core");
    judge(&sixteen, (struct tb_pair_usage){100 * ms, 50 * ms, 288, 0},
          (struct tb_pair_usage){100 * ms, 250 * ms, 288, 0}, TB_WINDOW_IMPOSSIBLE,
          "the CPU time is 250.0 ms for the server");
    /* Each end's own figures are possible; the cost of a server's unit at the client's rate is not. */
    judge(&thousands, (struct tb_pair_usage){6000 * ms, 3000 * ms, 12000, 0},
          (struct tb_pair_usage){6000 * ms, 6000 * ms, 9000, 0}, TB_WINDOW_WANTING, "makes 1.33 cores");
}

static void test_window_units(void **state)
{
    (void)state;
    assert_int_equal(tb_window_units(&sixteen, 0), 48);
    assert_int_equal(tb_window_units(&sixteen, 48), 48);
    assert_int_equal(tb_window_units(&sixteen, 49), 64);
    assert_int_equal(tb_window_units(&sixteen, 288), 288);
    assert_int_equal(tb_window_units(&(struct tb_in_flight){.connections = 1}, 3), 8);
    assert_int_equal(tb_window_units(&(struct tb_in_flight){.connections = 3}, 3), 9);
    assert_int_equal(tb_units_of(&sixteen, &(struct tb_pair_usage){.units = 5, .bytes = 1 << 20}), 5);
    assert_int_equal(tb_units_of(&streams, &(struct tb_pair_usage){.units = 5, .bytes = 1 << 20}), 4);
}

/* Those in flight are more than finished, as under overload: they say nothing of how long a window must be. */
static void test_arrivals(void **state)
{
    const struct tb_in_flight arrivals = {.connections = 300, .arrivals = true};
    (void)state;
    judge(&arrivals, (struct tb_pair_usage){100 * ms, 9 * ms, 100, 0},
          (struct tb_pair_usage){100 * ms, 90 * ms, 250, 0}, TB_WINDOW_GOOD, "");
    judge(&arrivals, (struct tb_pair_usage){100 * ms, 9 * ms, 7, 0}, (struct tb_pair_usage){100 * ms, 9 * ms, 9, 0},
          TB_WINDOW_WANTING, "a window needs 8");
    judge(&arrivals, (struct tb_pair_usage){100 * ms, 9 * ms, 500, 0},
          (struct tb_pair_usage){100 * ms, 90 * ms, 199, 0}, TB_WINDOW_WANTING, "with 300 connections in flight");
    assert_int_equal(tb_window_units(&arrivals, 5), 0);
}

static void expect_trend(const double *values, size_t num, double p, bool matters)
{
    struct tb_trend trend;
    assert_true(tb_trend(values, num, &trend));
    assert_true(fabs(trend.p - p) < 1e-4);
    assert_int_equal(tb_trend_matters(&trend), matters);
}

/* p of Kendall's test, two-sided: for n ordered values 2 / n!; one exchange of neighbours makes it 2 n / n!. */
static void test_trend(void **state)
{
    (void)state;
    expect_trend((const double[]){633, 1200, 2200, 3100, 4531}, 5, 2.0 / 120, true);
    expect_trend((const double[]){4531, 3100, 2200, 1200, 633}, 5, 2.0 / 120, true);
    expect_trend((const double[]){100, 101, 102, 103, 104}, 5, 2.0 / 120, false);      /* too small to matter */
    expect_trend((const double[]){633, 2200, 1200, 3100, 4531}, 5, 10.0 / 120, false); /* may be chance */
    expect_trend((const double[]){2000, 633, 4531, 900, 2100}, 5, 98.0 / 120, false);
    expect_trend((const double[]){1, 2, 3, 4}, 4, 2.0 / 24, false);
    expect_trend((const double[]){1, 9}, 2, 1, false);
    expect_trend((const double[]){7}, 1, 1, false);
    expect_trend((const double[]){5, 5, 5, 5, 5, 5}, 6, 1, false);
    struct tb_trend trend;
    assert_false(tb_trend(NULL, 0, &trend));
    assert_true(tb_trend((const double[]){1, 2, 9, 6, 8}, 5, &trend));
    assert_true(trend.early == 1.5 && trend.late == 7);
}

static void test_long_trend(void **state)
{
    enum { NUM = 1000 };
    double values[NUM];
    struct tb_trend trend;
    (void)state;
    for (size_t i = 0; i < NUM; i++)
        values[i] = 100 + (double)(i * 7919 % NUM) / 10; /* each value once, without order */
    assert_true(tb_trend(values, NUM, &trend));
    assert_false(tb_trend_matters(&trend));
    for (size_t i = 0; i < NUM; i++)
        values[i] += (double)i / 20;
    assert_true(tb_trend(values, NUM, &trend));
    assert_true(trend.p < 0.001);
    assert_true(tb_trend_matters(&trend));
}

static void test_beginning(void **state)
{
    (void)state;
    assert_int_equal(tb_begun(4000, 300000, 0), 1);
    assert_int_equal(tb_begun(4000, 300000, 299999), 1);
    assert_int_equal(tb_begun(4000, 300000, 300000), 2);
    assert_int_equal(tb_begun(4000, 300000, 600 * ms), 2001); /* evenly */
    assert_int_equal(tb_begun(4000, 300000, 10000 * ms), 4000);
    assert_int_equal(tb_begun(1, 300000, 10000 * ms), 1);
    assert_int_equal(tb_begun(16, 0, 0), 16);
}

static void test_durations(void **state)
{
    (void)state;
    assert_int_equal(tb_warm_up_ns(&thousands, ms), 16000 * ms);
    assert_int_equal(tb_windows_ns(&thousands, ms, 5, 100 * ms), 60000 * ms);
    assert_int_equal(tb_windows_ns(&sixteen, ms / 4, 5, 100 * ms), 500 * ms);
    assert_int_equal(tb_windows_ns(&sixteen, ms * 10, 5, 100 * ms), 2400 * ms);
    assert_int_equal(tb_windows_ns(&thousands, UINT64_MAX, 5, 100), UINT64_C(1) << 63);
}

/* A second set of windows that the limit would cut off leaves no word of what the first one showed. */
static void test_another_set(void **state)
{
    (void)state;
    assert_true(tb_windows_again(21000, 6000, 27000));
    assert_false(tb_windows_again(21001, 6000, 27000));
    assert_false(tb_windows_again(27001, 0, 27000));
    assert_false(tb_windows_again(1, UINT64_MAX, 27000));
    assert_true(tb_windows_again(UINT64_MAX, UINT64_MAX, 0)); /* no limit */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_windows), cmocka_unit_test(test_out_of_step), cmocka_unit_test(test_too_little),
        cmocka_unit_test(test_apart),        cmocka_unit_test(test_impossible),  cmocka_unit_test(test_arrivals),
        cmocka_unit_test(test_window_units), cmocka_unit_test(test_trend),       cmocka_unit_test(test_long_trend),
        cmocka_unit_test(test_beginning),    cmocka_unit_test(test_durations),   cmocka_unit_test(test_another_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
