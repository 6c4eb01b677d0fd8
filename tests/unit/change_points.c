/* Change points, at the level of `tlsbench history changes`: planted ones are found in the right place, and almost none
 * in series without changes.  bench/studies/changes has the rates for many kinds of series. */
#include "core/change_points.h"
#include "core/random.h"
#include "core/student.h"
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 8, LENGTH = 60 };

/* Approximately normal, standard deviation 1: the sum of twelve uniform numbers. */
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
    assert_true(tb_change_points(values, num, changes, MOST, &found));
    return found;
}

/* `factor` from `first` to before `end`, with noise of 1 %. */
static void plant(struct tb_random *random, double *values, size_t num, size_t first, size_t end, double factor)
{
    for (size_t i = 0; i < num; i++)
        values[i] = (i >= first && i < end ? factor : 1) * (100 + noise(random));
}

static void a_step(void **state)
{
    (void)state;
    struct tb_random random = {1};
    struct tb_change changes[MOST];
    double values[LENGTH];
    plant(&random, values, LENGTH, 35, LENGTH, 1.05);
    assert_int_equal(find(values, LENGTH, changes), 1);
    assert_in_range(changes[0].at, 34, 36);
    assert_true(fabs(changes[0].before - 100) < 0.7 && fabs(changes[0].after - 105) < 0.7);
    assert_true(changes[0].p <= TB_CHANGE_LEVEL);
}

/* A hundredfold or twofold step in a few runs is not chance, wherever it is. */
static void a_large_step_in_few_runs(void **state)
{
    (void)state;
    static const size_t lengths[] = {6, 8, 10, 12, 14, 30};
    static const double factors[] = {2, 100, 0.01};
    struct tb_random random = {6};
    struct tb_change changes[MOST];
    double values[LENGTH];
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        for (size_t j = 0; j < sizeof factors / sizeof *factors; j++)
            for (size_t at = TB_LEAST_SEGMENT; at + TB_LEAST_SEGMENT <= lengths[i]; at++) {
                plant(&random, values, lengths[i], at, lengths[i], factors[j]);
                assert_int_equal(find(values, lengths[i], changes), 1);
                assert_int_equal(changes[0].at, at);
                assert_true(fabs(changes[0].after / changes[0].before / factors[j] - 1) < 0.05);
            }
}

/* Slower in runs 11 to 20 of 30, then fixed: both edges are found. */
static void up_and_down_again(void **state)
{
    (void)state;
    struct tb_random random = {2};
    struct tb_change changes[MOST];
    double values[LENGTH];
    static const double factors[] = {1.1, 2, 100, 0.5};
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        plant(&random, values, 30, 10, 20, factors[i]);
        assert_int_equal(find(values, 30, changes), 2);
        assert_true(changes[0].at == 10 && changes[1].at == 20);
        assert_true(fabs(changes[0].after / changes[0].before / factors[i] - 1) < 0.02);
        assert_true(fabs(changes[1].after / changes[0].before - 1) < 0.02);
    }
}

/* 400 series of each length without a change, at a level of 0.1 %: five or more with a reported change occur once in
 * 10,000 times.
 */
static void nothing(void **state)
{
    (void)state;
    static const size_t lengths[] = {6, 10, 14, 30, LENGTH};
    struct tb_random random = {3};
    struct tb_change changes[MOST];
    double values[LENGTH];
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        size_t alarms = 0;
        for (int series = 0; series < 400; series++) {
            plant(&random, values, lengths[i], 0, 0, 1);
            alarms += find(values, lengths[i], changes) > 0;
        }
        assert_in_range(alarms, 0, 4);
    }
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
    for (size_t i = 30; i < LENGTH; i++)
        values[i] *= 1.05;
    assert_int_equal(find(values, LENGTH, changes), 1); /* nor do they hide one */
    assert_in_range(changes[0].at, 29, 31);
}

static void short_or_flat(void **state)
{
    (void)state;
    struct tb_change changes[MOST];
    const double step[] = {1, 1, 1, 9, 9, 9}, flat[20] = {0}, counts[] = {5, 5, 5, 5, 0, 0, 0, 0};
    assert_int_equal(find(step, TB_LEAST_SERIES, changes), 1); /* counts have no noise */
    assert_true(changes[0].at == 3 && changes[0].p == 0);
    assert_int_equal(find(step, TB_LEAST_SERIES - 1, changes), 0);
    assert_int_equal(find(NULL, 0, changes), 0);
    assert_int_equal(find(flat, 20, changes), 0);
    assert_int_equal(find(counts, 8, changes), 1);
    assert_true(changes[0].at == 4 && changes[0].before == 5 && changes[0].after == 0);
}

/* Their sums overflow. */
static void the_largest_values(void **state)
{
    (void)state;
    struct tb_change changes[MOST];
    double values[12];
    for (size_t i = 0; i < 12; i++)
        values[i] = i % 2 ? DBL_MAX : -DBL_MAX;
    assert_int_equal(find(values, 12, changes), 0);
    for (size_t i = 0; i < 12; i++)
        values[i] = i < 6 ? DBL_MAX : -DBL_MAX;
    assert_int_equal(find(values, 12, changes), 1);
    assert_true(changes[0].at == 6 && changes[0].before == DBL_MAX && changes[0].after == -DBL_MAX);
}

/* With too little room nothing is written beyond it; and the same series gives the same result. */
static void room(void **state)
{
    (void)state;
    struct tb_random random = {5};
    struct tb_change one[2] = {{0}, {.at = 12345}}, changes[MOST], again[MOST];
    double values[LENGTH];
    size_t found;
    for (size_t i = 0; i < LENGTH; i++)
        values[i] = 100 + 20.0 * (double)(i / 12) + noise(&random);
    assert_true(tb_change_points(values, LENGTH, one, 1, &found));
    assert_int_equal(found, 1);
    assert_int_equal(one[1].at, 12345);
    size_t all = find(values, LENGTH, changes);
    assert_int_equal(all, 4);
    assert_int_equal(find(values, LENGTH, again), all);
    for (size_t i = 0; i < all; i++)
        assert_true(changes[i].at == again[i].at && changes[i].p == again[i].p);
}

/* Two-sided critical values, from printed tables; for 1 and 2 degrees of freedom also by their formulas. */
static void student(void **state)
{
    (void)state;
    static const struct {
        double t, freedom, p;
    } known[] = {{12.7062047, 1, 0.05},   {4.30265273, 2, 0.05},   {2.22813885, 10, 0.05}, {8.61030158, 4, 0.001},
                 {4.58689386, 10, 0.001}, {3.64595864, 30, 0.001}, {1.95996631, 1e6, 0.05}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_true(fabs(tb_student_two_sided(known[i].t, known[i].freedom) / known[i].p - 1) < 1e-5);
    for (double t = 1e-3; t < 1e9; t *= 10) {
        double of_one = 2 / 3.14159265358979 * atan(1 / t), root = sqrt(2 + t * t);
        assert_true(fabs(tb_student_two_sided(t, 1) / of_one - 1) < 1e-9);
        assert_true(fabs(tb_student_two_sided(-t, 2) / (2 / (root * (root + t))) - 1) < 1e-9);
    }
    assert_true(tb_student_two_sided(0, 5) == 1);
    assert_true(tb_student_two_sided(INFINITY, 5) == 0);
    assert_true(tb_student_two_sided(NAN, 5) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step),
        cmocka_unit_test(a_large_step_in_few_runs),
        cmocka_unit_test(up_and_down_again),
        cmocka_unit_test(nothing),
        cmocka_unit_test(outliers_are_none),
        cmocka_unit_test(short_or_flat),
        cmocka_unit_test(the_largest_values),
        cmocka_unit_test(room),
        cmocka_unit_test(student),
    };
    return cmocka_run_group_tests_name("change points", tests, NULL, NULL);
}
