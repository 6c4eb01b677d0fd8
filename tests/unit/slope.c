/* slope.c - the least-squares line, against lines and values that are known. */
#include "core/slope.h"
#include "unit.h"
#include <math.h>

static void a_line_is_found_exactly(void **state)
{
    (void)state;
    const double x[] = {100, 1000, 10000}, y[] = {7e9 + 100 * 33000, 7e9 + 1000 * 33000, 7e9 + 10000.0 * 33000};
    struct tb_line line;
    assert_true(tb_line_through(x, y, 3, &line));
    assert_true(fabs(line.each - 33000) < 1e-6 && fabs(line.at_zero - 7e9) < 1e-2);
    assert_true(tb_line_through(x, (const double[]){5, 5, 5}, 3, &line));
    assert_true(line.each == 0 && line.at_zero == 5);
    assert_true(tb_line_through(x, y, 2, &line)); /* two points are enough */
    assert_true(fabs(line.each - 33000) < 1e-6);
}

/* By hand: the means are 3 and 4; the sums of products are 10 for x and x, 6 for x and y. */
static void the_squares_are_the_least(void **state)
{
    (void)state;
    struct tb_line line;
    assert_true(tb_line_through((const double[]){1, 2, 3, 4, 5}, (const double[]){2, 4, 5, 4, 5}, 5, &line));
    assert_true(fabs(line.each - 0.6) < 1e-12 && fabs(line.at_zero - 2.2) < 1e-12);
}

/* A page more or less at one of the points does not change what a connection holds by a byte. */
static void large_numbers_of_connections_decide(void **state)
{
    (void)state;
    struct tb_line line;
    assert_true(tb_line_through((const double[]){100, 1000, 10000},
                                (const double[]){100 * 33e3 + 4096, 1000 * 33e3 - 4096, 10000 * 33e3}, 3, &line));
    assert_true(fabs(line.each - 33e3) < 1);
}

static void no_slope_without_two_numbers(void **state)
{
    (void)state;
    struct tb_line line;
    assert_false(tb_line_through((const double[]){1}, (const double[]){1}, 1, &line));
    assert_false(tb_line_through((const double[]){3, 3}, (const double[]){1, 2}, 2, &line));
    assert_false(tb_line_through(NULL, NULL, 0, &line));
    assert_false(tb_line_through((const double[]){1, 2}, (const double[]){1, NAN}, 2, &line));
    assert_false(tb_line_through((const double[]){1, 2}, (const double[]){1, INFINITY}, 2, &line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_found_exactly),
        cmocka_unit_test(the_squares_are_the_least),
        cmocka_unit_test(large_numbers_of_connections_decide),
        cmocka_unit_test(no_slope_without_two_numbers),
    };
    return cmocka_run_group_tests_name("slope", tests, NULL, NULL);
}
