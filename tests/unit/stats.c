/* stats.c - statistics compared with published values, brute force and simulation. */
#include "core/stats.h"
#include "core/random.h"
#include "no_memory.h"
#include "unit.h"
#include <math.h>
#include <string.h>

enum { MOST = 128 };

/* 1, 2, ..., num in a shuffled order: the value of an order statistic is its rank. */
static void ranks(double *values, size_t num)
{
    struct tb_random random = {num};
    size_t order[MOST];
    for (size_t i = 0; i < num; i++)
        order[i] = i;
    tb_random_shuffle(&random, order, num);
    for (size_t i = 0; i < num; i++)
        values[i] = (double)order[i] + 1;
}

static void median_of_odd_and_even(void **state)
{
    (void)state;
    double median;
    assert_true(tb_median((const double[]){3, 1, 2}, 3, &median));
    assert_true(median == 2);
    assert_true(tb_median((const double[]){4, 1, 3, 2}, 4, &median));
    assert_true(median == 2.5);
    assert_true(tb_median((const double[]){-7}, 1, &median));
    assert_true(median == -7);
    assert_true(tb_median((const double[]){5, 5, 5, 1e300}, 4, &median));
    assert_true(median == 5);
}

static void inputs_are_not_changed(void **state)
{
    (void)state;
    const double before[] = {9, 3, 7, 1, 5, 8};
    double values[COUNT(before)], ignored;
    struct tb_interval interval;
    memcpy(values, before, sizeof before);
    assert_true(tb_median(values, COUNT(values), &ignored));
    assert_true(tb_quantile(values, COUNT(values), 0.9, &ignored));
    assert_true(tb_spread(values, COUNT(values), &ignored));
    assert_true(tb_median_interval(values, COUNT(values), 0.95, &interval));
    assert_memory_equal(values, before, sizeof before);
}

static void nothing_has_no_statistics(void **state)
{
    (void)state;
    double ignored;
    struct tb_interval interval;
    assert_false(tb_median(NULL, 0, &ignored));
    assert_false(tb_quantile(NULL, 0, 0.5, &ignored));
    assert_false(tb_spread(NULL, 0, &ignored));
    assert_false(tb_median_interval(NULL, 0, 0.95, &interval));
}

/* Rank r is the percentile p if r is the smallest with 100 r >= p n: integers, so that nothing is rounded. */
static void quantiles_are_nearest_ranks(void **state)
{
    (void)state;
    double values[MOST], value;
    for (size_t num = 1; num <= MOST; num++) {
        ranks(values, num);
        for (size_t percent = 1; percent <= 100; percent++) {
            size_t rank = (percent * num + 99) / 100;
            assert_true(tb_quantile(values, num, (double)percent / 100, &value));
            assert_true(value == (double)rank);
        }
    }
}

/* At the edge of a sample, where a nearest rank is mostly too low: of exponential values, whose quantile is -ln(1-q).
 */
static void unbiased_quantiles_are_too_low_as_often_as_too_high(void **state)
{
    enum { SAMPLES = 2000, NUM = 1000 };
    struct tb_random random = {7};
    double values[NUM], estimates[SAMPLES], ranks[SAMPLES], middle, nearest, truth = log(1000);
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        for (size_t j = 0; j < NUM; j++)
            values[j] = -log(((double)(tb_random_next(&random) >> 11) + 1) * 0x1p-53);
        assert_true(tb_quantile_unbiased(values, NUM, 0.999, &estimates[i]));
        assert_true(tb_quantile(values, NUM, 0.999, &ranks[i]));
    }
    assert_true(tb_median(estimates, SAMPLES, &middle) && tb_median(ranks, SAMPLES, &nearest));
    assert_true(fabs(middle / truth - 1) < 0.03);
    assert_true(nearest / truth < 0.95);
}

static void unbiased_quantiles_of_few_values(void **state)
{
    const double values[] = {3, 1, 2, INFINITY, INFINITY, 5, 4};
    double value;
    (void)state;
    assert_int_equal(tb_quantile_needs(0.999), 667);
    assert_int_equal(tb_quantile_needs(0.99), 67);
    assert_int_equal(tb_quantile_needs(0.95), 13);
    assert_int_equal(tb_quantile_needs(0.9), 7);
    assert_int_equal(tb_quantile_needs(0.5), 1);
    assert_true(tb_quantile_unbiased(values, 3, 0.5, &value));
    assert_true(fabs(value - 2) < 1e-9);
    assert_true(tb_quantile_unbiased(values, 7, 0.5, &value));
    assert_true(fabs(value - 4) < 1e-9);
    assert_true(tb_quantile_unbiased(values, 7, 0.9, &value));
    assert_true(isinf(value));
    assert_false(tb_quantile_unbiased(values, 6, 0.9, &value));
    assert_false(tb_quantile_unbiased(values, 0, 0.5, &value));
}

static void quantiles_at_the_ends(void **state)
{
    (void)state;
    double values[MOST], value;
    ranks(values, 100);
    assert_true(tb_quantile(values, 100, 1, &value));
    assert_true(value == 100);
    assert_true(tb_quantile(values, 100, 1e-9, &value));
    assert_true(value == 1);
    assert_true(tb_quantile(values, 100, 0.500001, &value));
    assert_true(value == 51);
}

/* Tables of the sign test (Conover: Practical Nonparametric Statistics, table A3; the coverages are 1 - 2 P(X < k)). */
static void intervals_of_the_published_table(void **state)
{
    (void)state;
    static const struct {
        size_t num, k;
        double percent; /* to one digit */
    } table[] = {{6, 1, 96.9}, {12, 3, 96.1}, {20, 6, 95.9}, {30, 10, 95.7}};
    double values[MOST];
    for (size_t i = 0; i < COUNT(table); i++) {
        struct tb_interval interval;
        size_t num = table[i].num;
        ranks(values, num);
        assert_true(tb_median_interval(values, num, 0.95, &interval));
        assert_true(interval.low == (double)table[i].k);
        assert_true(interval.high == (double)(num + 1 - table[i].k));
        assert_true(interval.median == (double)(num + 1) / 2);
        assert_true(fabs(100 * interval.coverage - table[i].percent) <= 0.05);
    }
}

static void few_values_say_what_they_are_worth(void **state)
{
    (void)state;
    double values[MOST];
    for (size_t num = 1; num <= 5; num++) {
        struct tb_interval interval;
        ranks(values, num);
        assert_true(tb_median_interval(values, num, 0.95, &interval));
        assert_true(interval.low == 1);
        assert_true(interval.high == (double)num);
        assert_true(interval.coverage == 1 - ldexp(1, 1 - (int)num));
    }
}

/* 2^n P(Bin(n, 1/2) <= k), exact for n <= 62. */
static uint64_t sum_of_binomials(size_t n, size_t k)
{
    uint64_t row[64] = {1}, sum = 0;
    for (size_t i = 1; i <= n; i++)
        for (size_t j = i; j > 0; j--)
            row[j] += row[j - 1];
    for (size_t j = 0; j <= k; j++)
        sum += row[j];
    return sum;
}

static bool close_to(double value, double expected)
{
    return fabs(value - expected) <= 1e-15 * fabs(expected);
}

static void binomials_are_exact(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 62; n++)
        for (size_t k = 0; k <= n; k++)
            assert_true(close_to(tb_binomial_half_cdf(n, k), ldexp((double)sum_of_binomials(n, k), -(int)n)));
    /* From exact fractions. */
    assert_true(close_to(tb_binomial_half_cdf(200, 85), 0.02001859580669974));
    assert_true(close_to(tb_binomial_half_cdf(1000, 400), 1.3642320780330092e-10));
    assert_true(close_to(tb_binomial_half_cdf(1000, 469), 0.026838924822505102));
    assert_true(close_to(tb_binomial_half_cdf(1000, 500), 0.5126125090891804));
    assert_true(tb_binomial_half_cdf(5, 9) == 1);
}

static void binomials_of_many_draws(void **state)
{
    (void)state;
    /* P(X <= n/2) = 1/2 + C(n, n/2) / 2^(n+1), and C(n, n/2) / 2^n = (1 - 1/(4n) + O(1/n^2)) / sqrt(pi n / 2). */
    double n = 16000, at_half = (1 - 1 / (4 * n)) / sqrt(acos(-1) * n / 2);
    assert_true(fabs(tb_binomial_half_cdf(16000, 8000) - (0.5 + at_half / 2)) < 1e-10);
    assert_true(isnan(tb_binomial_half_cdf(16001, 8000))); /* NaN instead of a wrong result */
}

/* k is the largest with the required coverage: the next one does not have it. */
static void intervals_are_as_short_as_they_may_be(void **state)
{
    (void)state;
    static const double confidences[] = {0.5, 0.9, 0.95, 0.975, 0.99};
    double values[MOST];
    for (size_t num = 2; num <= 62; num++) {
        ranks(values, num);
        for (size_t i = 0; i < COUNT(confidences); i++) {
            struct tb_interval interval;
            assert_true(tb_median_interval(values, num, confidences[i], &interval));
            size_t k = (size_t)interval.low;
            double outside = ldexp((double)sum_of_binomials(num, k - 1), 1 - (int)num);
            assert_true(fabs(interval.coverage - (1 - outside)) < 1e-14);
            assert_true(interval.high == (double)(num + 1 - k));
            assert_true(k == 1 || interval.coverage >= confidences[i]);
            bool next_would_do = 1 - ldexp((double)sum_of_binomials(num, k), 1 - (int)num) >= confidences[i];
            assert_true(k == num / 2 || !next_would_do);
        }
    }
}

/* Uniform in (0, 1). */
static double draw(struct tb_random *random)
{
    return ((double)(tb_random_next(random) >> 11) + 0.5) * 0x1p-53;
}

/* The interval contains the true median of skewed values as often as its coverage says: within four standard deviations
 * over many trials; too often and too rarely are both wrong. */
static void intervals_cover_what_they_promise(void **state)
{
    (void)state;
    static const size_t nums[] = {5, 6, 12, 20, 30};
    enum { TRIALS = 20000 };
    const double true_median = log(2); /* of the exponential distribution */
    struct tb_random random = {11};
    for (size_t i = 0; i < COUNT(nums); i++) {
        size_t held = 0;
        struct tb_interval interval = {0};
        for (size_t trial = 0; trial < TRIALS; trial++) {
            double values[30];
            for (size_t j = 0; j < nums[i]; j++)
                values[j] = -log(draw(&random));
            assert_true(tb_median_interval(values, nums[i], 0.95, &interval));
            held += interval.low <= true_median && true_median <= interval.high;
        }
        double p = interval.coverage, deviation = sqrt(p * (1 - p) / TRIALS);
        assert_true(fabs((double)held / TRIALS - p) < 4 * deviation);
    }
}

static void spread_is_the_scaled_mad(void **state)
{
    (void)state;
    double spread;
    assert_true(tb_spread((const double[]){1, 1, 2, 2, 4, 6, 9}, 7, &spread)); /* median 2, deviations 0 0 1 1 2 4 7 */
    assert_true(fabs(spread - 1.4826) < 1e-12);
    assert_true(tb_spread((const double[]){1, 1, 2, 2, 4, 6, 9e9}, 7, &spread));
    assert_true(fabs(spread - 1.4826) < 1e-12);
    assert_true(tb_spread((const double[]){5}, 1, &spread));
    assert_true(spread == 0);
}

static void spread_of_a_normal_is_its_deviation(void **state)
{
    (void)state;
    enum { NUM = 20000 };
    static double values[NUM];
    struct tb_random random = {12};
    for (size_t i = 0; i < NUM; i++) /* Box and Muller; deviation 3 */
        values[i] = 100 + 3 * sqrt(-2 * log(draw(&random))) * cos(2 * acos(-1) * draw(&random));
    double spread;
    assert_true(tb_spread(values, NUM, &spread));
    assert_true(fabs(spread / 3 - 1) < 4 * 1.1664 / sqrt(NUM)); /* the estimate's own standard deviation is 1.1664 /
                                                                 * sqrt(n) */
}

static void without_memory_there_is_no_answer(void **state)
{
    (void)state;
    const double values[] = {1, 2, 3};
    double ignored;
    struct tb_interval interval;
    no_memory_after(0);
    bool median = tb_median(values, 3, &ignored), quantile = tb_quantile(values, 3, 0.5, &ignored);
    bool of_interval = tb_median_interval(values, 3, 0.95, &interval), spread = tb_spread(values, 3, &ignored);
    no_memory_after(1);
    bool later_spread = tb_spread(values, 3, &ignored);
    no_memory_end();
    assert_false(median || quantile || of_interval || spread || later_spread);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(median_of_odd_and_even),
        cmocka_unit_test(inputs_are_not_changed),
        cmocka_unit_test(nothing_has_no_statistics),
        cmocka_unit_test(quantiles_are_nearest_ranks),
        cmocka_unit_test(unbiased_quantiles_are_too_low_as_often_as_too_high),
        cmocka_unit_test(unbiased_quantiles_of_few_values),
        cmocka_unit_test(quantiles_at_the_ends),
        cmocka_unit_test(intervals_of_the_published_table),
        cmocka_unit_test(few_values_say_what_they_are_worth),
        cmocka_unit_test(binomials_are_exact),
        cmocka_unit_test(binomials_of_many_draws),
        cmocka_unit_test(intervals_are_as_short_as_they_may_be),
        cmocka_unit_test(intervals_cover_what_they_promise),
        cmocka_unit_test(spread_is_the_scaled_mad),
        cmocka_unit_test(spread_of_a_normal_is_its_deviation),
        cmocka_unit_test(without_memory_there_is_no_answer),
    };
    return cmocka_run_group_tests_name("stats", tests, NULL, NULL);
}
