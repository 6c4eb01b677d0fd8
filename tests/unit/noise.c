/* Noise floors, and the bound on the false-alarm rate. */
#include "core/noise.h"
#include "unit.h"
#include <math.h>

static void floors(void **state)
{
    (void)state;
    double floor;
    /* |d| 1 to 8 hundredths: q1 = 2, q3 = 6, fence 6 + 3 * 4 = 18, above the 99th percentile, 8. */
    const double spread[] = {-0.01, 0.02, -0.03, 0.04, -0.05, 0.06, -0.07, 0.08};
    assert_true(tb_noise_floor(spread, COUNT(spread), &floor));
    assert_true(fabs(floor - expm1(0.18)) < 1e-12);
    /* One outlier among many equal values: it is the percentile. */
    const double outlier[] = {0.01, 0.01, -0.01, 0.01, NAN, -0.01, 0.01, 0.20};
    assert_true(tb_noise_floor(outlier, COUNT(outlier), &floor));
    assert_true(fabs(floor - expm1(0.20)) < 1e-12);
    const double none[] = {0.01, NAN, 0.02, NAN};
    assert_false(tb_noise_floor(none, COUNT(none), &floor));
    assert_false(tb_noise_floor(none, 0, &floor));
}

static void bounds(void **state)
{
    (void)state;
    /* 1 - 0.05^(1/n): for 20 checks 13.91 %. */
    assert_true(fabs(tb_false_alarm_bound(0, 20) - (1 - pow(0.05, 1.0 / 20))) < 1e-9);
    assert_true(fabs(tb_false_alarm_bound(0, 10) - 0.258866) < 1e-6);
    /* Clopper & Pearson, one-sided 95 %: 1 of 20 is 21.61 %, 2 of 10 is 50.69 %. */
    assert_true(fabs(tb_false_alarm_bound(1, 20) - 0.216106) < 1e-5);
    assert_true(fabs(tb_false_alarm_bound(2, 10) - 0.506901) < 1e-5);
    assert_true(tb_false_alarm_bound(5, 5) == 1 && tb_false_alarm_bound(0, 0) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(floors), cmocka_unit_test(bounds)};
    return cmocka_run_group_tests_name("noise", tests, NULL, NULL);
}
