/* ranges.c - medians and ratios of values of which only bounds may be known. */
#include "core/random.h"
#include "core/ratio.h"
#include "core/stats.h"
#include "no_memory.h"
#include "unit.h"
#include <math.h>

enum { MOST = 20 };

static bool near(double value, double expected)
{
    return fabs(value - expected) <= 1e-12 * fabs(expected);
}

/* Uniform in (0, 1). */
static double draw(struct tb_random *random)
{
    return ((double)(tb_random_next(random) >> 11) + 0.5) * 0x1p-53;
}

static void as_ranges(struct tb_range *ranges, const double *values, size_t num)
{
    for (size_t i = 0; i < num; i++)
        ranges[i] = (struct tb_range){values[i], values[i]};
}

/* ---- Medians ---- */

static void ranges_that_are_values(void **state)
{
    (void)state;
    double values[MOST];
    struct tb_range ranges[MOST];
    struct tb_interval of_values, of_ranges;
    for (size_t num = 1; num <= MOST; num++) {
        for (size_t i = 0; i < num; i++)
            values[i] = (double)((7 * i + 3) % 23);
        as_ranges(ranges, values, num);
        assert_true(tb_median_interval(values, num, 0.95, &of_values));
        assert_true(tb_median_interval_of_ranges(ranges, num, 0.95, &of_ranges));
        assert_memory_equal(&of_ranges, &of_values, sizeof of_values);
    }
    assert_false(tb_median_interval_of_ranges(ranges, 0, 0.95, &of_ranges));
}

static void ranges_open_the_ends_that_they_reach(void **state)
{
    (void)state;
    struct tb_range ranges[] = {{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}};
    struct tb_interval interval;
    ranges[0] = (struct tb_range){3.5, INFINITY}; /* the median is from 4 to 5 */
    assert_true(tb_median_interval_of_ranges(ranges, 7, 0.95, &interval));
    assert_true(interval.low == 2 && interval.median == 4.5 && isinf(interval.high));
    ranges[0] = ranges[6] = (struct tb_range){4.5, INFINITY};
    assert_true(tb_median_interval_of_ranges(ranges, 7, 0.95, &interval));
    assert_true(interval.low == 2 && interval.median == 4.75 && isinf(interval.high));
    ranges[0] = (struct tb_range){-INFINITY, 1.5}; /* one on each side: the median is known */
    assert_true(tb_median_interval_of_ranges(ranges, 7, 0.95, &interval));
    assert_true(isinf(interval.low) && interval.median == 4 && isinf(interval.high));
    assert_true(tb_median_interval_of_ranges(ranges, 7, 0.5, &interval)); /* the third and the fifth of seven */
    assert_true(interval.low == 3 && interval.high == 5);
    ranges[3] = ranges[4] = ranges[5] = ranges[6];
    assert_true(tb_median_interval_of_ranges(ranges, 7, 0.95, &interval));
    assert_true(isinf(interval.median));
}

/* Some values are known only by a bound: the interval contains that of the values. */
static void ranges_hold_the_values(void **state)
{
    (void)state;
    struct tb_random random = {13};
    for (size_t trial = 0; trial < 5000; trial++) {
        double values[12];
        struct tb_range ranges[COUNT(values)];
        struct tb_interval of_values, of_ranges;
        size_t num = 1 + trial % COUNT(values);
        for (size_t i = 0; i < num; i++) {
            values[i] = -log(draw(&random));
            bool above = draw(&random) < 0.2, below = !above && draw(&random) < 0.1;
            ranges[i] = (struct tb_range){above   ? 0.8 * values[i]
                                          : below ? -INFINITY
                                                  : values[i],
                                          above   ? INFINITY
                                          : below ? 1.2 * values[i]
                                                  : values[i]};
        }
        assert_true(tb_median_interval(values, num, 0.95, &of_values));
        assert_true(tb_median_interval_of_ranges(ranges, num, 0.95, &of_ranges));
        assert_true(of_ranges.low <= of_values.low && of_ranges.high >= of_values.high);
        assert_true(of_ranges.coverage == of_values.coverage);
    }
}

/* ---- Ratios ---- */

static void ratios_of_ranges_that_are_values(void **state)
{
    (void)state;
    const double base[] = {100, NAN, 100, 100, 90}, other[] = {NAN, 100, 105, 120, 100};
    struct tb_range of_base[COUNT(base)], of_other[COUNT(base)];
    struct tb_ratio ratio, ranged;
    as_ranges(of_base, base, COUNT(base));
    as_ranges(of_other, other, COUNT(base));
    for (int more_is_better = 0; more_is_better < 2; more_is_better++) {
        assert_true(tb_ratio_paired(base, other, COUNT(base), more_is_better, 0.95, &ratio));
        assert_true(tb_ratio_of_ranges(of_base, of_other, COUNT(base), more_is_better, 0.95, &ranged));
        assert_true(near(ranged.ratio, ratio.ratio) && near(ranged.low, ratio.low) && near(ranged.high, ratio.high));
        assert_true(ranged.coverage == ratio.coverage && ranged.confidence == ratio.confidence && ranged.paired);
        assert_true(ranged.rounds == 3 && ranged.worse == ratio.worse && ranged.better == ratio.better);
    }
    assert_false(tb_ratio_of_ranges(of_base, of_other, 2, false, 0.95, &ranged));
}

/* Rates, more is better: the other is twice as good, as far as its rate is known. */
static void ratios_of_ranges_with_one_bound(void **state)
{
    (void)state;
    struct tb_range base[9], other[9];
    struct tb_ratio ratio;
    for (size_t i = 0; i < 9; i++) {
        base[i] = (struct tb_range){100, 100};
        other[i] = (struct tb_range){200, 200};
    }
    other[3] = (struct tb_range){150, INFINITY}; /* its cost may be nothing */
    assert_true(tb_ratio_of_ranges(base, other, 7, true, 0.95, &ratio));
    assert_true(near(ratio.ratio, 0.5) && ratio.low == 0 && near(ratio.high, 100.0 / 150) && ratio.better == 7);
    base[4] = (struct tb_range){80, INFINITY};
    assert_true(tb_ratio_of_ranges(base, other, 7, true, 0.95, &ratio));
    assert_true(near(ratio.ratio, 0.5) && ratio.low == 0 && isinf(ratio.high) && ratio.better == 6);
    other[4] = other[3]; /* in this round it may be anything */
    assert_true(tb_ratio_of_ranges(base, other, 9, true, 0.95, &ratio));
    assert_true(near(ratio.ratio, 0.5) && ratio.low == 0 && near(ratio.high, 100.0 / 150) && ratio.worse == 0);
    for (size_t i = 0; i < 5; i++)
        other[i] = (struct tb_range){0, 50}; /* less than the least rate */
    base[4] = (struct tb_range){100, 100};
    assert_false(tb_ratio_of_ranges(base, other, 9, true, 0.95, &ratio));
}

static void without_memory(void **state)
{
    (void)state;
    const struct tb_range range = {1, 2};
    for (size_t i = 0; i < 5; i++) { /* a ratio needs one more than its interval */
        struct tb_interval interval;
        struct tb_ratio ratio;
        no_memory_after(i);
        bool median = tb_median_interval_of_ranges(&range, 1, 0.95, &interval);
        no_memory_after(i);
        bool ratio_of_it = tb_ratio_of_ranges(&range, &range, 1, false, 0.95, &ratio);
        no_memory_end();
        assert_true(median == (i == 4));
        assert_false(ratio_of_it);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_that_are_values),          cmocka_unit_test(ranges_open_the_ends_that_they_reach),
        cmocka_unit_test(ranges_hold_the_values),          cmocka_unit_test(ratios_of_ranges_that_are_values),
        cmocka_unit_test(ratios_of_ranges_with_one_bound), cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests_name("ranges", tests, NULL, NULL);
}
