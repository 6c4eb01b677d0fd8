/* Decimal numbers on the command line. */
#include "core/decimal.h"
#include "unit.h"

static void numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double number;
    } good[] = {{"5", 5},
                {"0.1", 0.1},
                {"0", 0},
                {"1.25", 1.25},
                {"007", 7},
                {"1000", 1000},
                {"123456789012345", 123456789012345.0},
                {"0.00000000000001", 1e-14}};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double number = -1;
        assert_true(tb_decimal(good[i].text, &number));
        assert_true(number == good[i].number);
    }
}

static void others(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      ".",
                                      ".5",
                                      "5.",
                                      "-1",
                                      "+1",
                                      "1e3",
                                      "0x10",
                                      " 1",
                                      "1 ",
                                      "1,5",
                                      "inf",
                                      "nan",
                                      "1.2.3",
                                      "5%",
                                      "1234567890123456",
                                      "0.1234567890123456"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double number = -1;
        if (tb_decimal(bad[i], &number) || number != -1)
            fail_msg("'%s' was taken for %g", bad[i], number);
    }
}

static void percentages(void **state)
{
    (void)state;
    double number = -1;
    assert_true(tb_percentage("5", &number) && number == 5);
    assert_true(tb_percentage("2.5%", &number) && number == 2.5);
    assert_true(tb_percentage("0.00000000000001%", &number) && number == 1e-14);
    static const char *const bad[] = {"", "%", "5%%", "5 %", "-5%", "%5", "0.123456789012345678%"};
    number = -1;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (tb_percentage(bad[i], &number) || number != -1)
            fail_msg("'%s' was taken for %g", bad[i], number);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers), cmocka_unit_test(others),
                                       cmocka_unit_test(percentages)};
    return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
