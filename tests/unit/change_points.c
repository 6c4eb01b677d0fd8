/* Change points: planted ones are found where they are, and without any hardly one is. */
#include "core/change_points.h"
#include "core/random.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 8, LENGTH = 60 };

/* About normal, standard deviation 1: the sum of twelve uniform numbers. */
static double noise(struct tb_random *random)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += (double)(tb_random_next(random) >> 11) * 0x1p-53;
    return sum;
}

static size_t find(const double *values, size_t num, struct tb_change changes[MOST])
{
    size_t found;
    assert_true(tb_change_points(values, num, 0.01, 7, changes, MOST, &found));
    return found;
}

static void a_step(void **state)
{
    (void)state;
    struct tb_random random = {1};
    struct tb_change changes[MOST];
    double values[LENGTH];
    for (size_t i = 0; i < LENGTH; i++)
        values[i] = (i < 35 ? 100 : 105) + noise(&random);
    assert_int_equal(find(values, LENGTH, changes), 1);
    assert_in_range(changes[0].at, 34, 36);
    assert_true(fabs(changes[0].before - 100) < 0.7 && fabs(changes[0].after - 105) < 0.7);
    assert_true(changes[0].p <= 0.001);
}

static void up_and_down_again(void **state)
{
    (void)state;
    struct tb_random random = {2};
    struct tb_change changes[MOST];
    double values[LENGTH];
    for (size_t i = 0; i < LENGTH; i++)
        values[i] = (i >= 20 && i < 40 ? 110 : 100) + noise(&random);
    assert_int_equal(find(values, LENGTH, changes), 2);
    assert_in_range(changes[0].at, 19, 21);
    assert_in_range(changes[1].at, 39, 41);
    assert_true(changes[0].after > 109 && changes[1].before > 109 && changes[1].after < 101);
}

/* 200 series without a change at a level of 1 %: more than 8 that have one would be seen once in 2,000 times. */
static void nothing(void **state)
{
    (void)state;
    struct tb_random random = {3};
    struct tb_change changes[MOST];
    double values[30];
    size_t alarms = 0;
    for (int series = 0; series < 200; series++) {
        for (size_t i = 0; i < 30; i++)
            values[i] = 100 + noise(&random);
        alarms += find(values, 30, changes) > 0;
    }
    assert_in_range(alarms, 0, 8);
}

static void outliers_are_none(void **state)
{
    (void)state;
    struct tb_random random = {4};
    struct tb_change changes[MOST];
    double values[LENGTH];
    for (size_t i = 0; i < LENGTH; i++)
        values[i] = (i % 29 == 11 ? 300 : 100) + noise(&random);
    assert_int_equal(find(values, LENGTH, changes), 0);
}

static void short_or_flat(void **state)
{
    (void)state;
    struct tb_change changes[MOST];
    const double step[] = {1, 1, 1, 9, 9, 9}, flat[20] = {0};
    assert_int_equal(find(step, 6, changes), 0); /* 2 of 20 orders are as good: no evidence */
    assert_int_equal(find(step, 5, changes), 0);
    assert_int_equal(find(NULL, 0, changes), 0);
    assert_int_equal(find(flat, 20, changes), 0);
}

/* Where there is no room for all, none is written beyond it; and the same seed gives the same. */
static void room(void **state)
{
    (void)state;
    struct tb_random random = {5};
    struct tb_change one[2] = {{0}, {.at = 12345}}, changes[MOST], again[MOST];
    double values[LENGTH];
    size_t found;
    for (size_t i = 0; i < LENGTH; i++)
        values[i] = 100 + 20.0 * (double)(i / 12) + noise(&random);
    assert_true(tb_change_points(values, LENGTH, 0.01, 7, one, 1, &found));
    assert_int_equal(found, 1);
    assert_int_equal(one[1].at, 12345);
    size_t all = find(values, LENGTH, changes);
    assert_int_equal(all, 4);
    assert_int_equal(find(values, LENGTH, again), all);
    for (size_t i = 0; i < all; i++)
        assert_true(changes[i].at == again[i].at && changes[i].p == again[i].p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step),        cmocka_unit_test(up_and_down_again),
        cmocka_unit_test(nothing),       cmocka_unit_test(outliers_are_none),
        cmocka_unit_test(short_or_flat), cmocka_unit_test(room),
    };
    return cmocka_run_group_tests_name("change points", tests, NULL, NULL);
}
