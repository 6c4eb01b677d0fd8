/* csv.c - RFC 4180 round trips, numbers without loss, and malformed rows. */
#include "core/csv.h"
#include "core/random.h"
#include "core/text.h"
#include "unit.h"
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = 8 };

static void fields_are_quoted_where_they_must_be(void **state)
{
    (void)state;
    struct tb_text row;
    tb_text_init(&row, 1000);
    tb_csv_text(&row, "plain text");
    tb_csv_text(&row, "a,b");
    tb_csv_text(&row, "say \"hello\"");
    tb_csv_text(&row, "two\r\nlines");
    tb_csv_text(&row, "");
    tb_csv_count(&row, 18446744073709551615u);
    tb_csv_number(&row, 0.25);
    tb_csv_end(&row);
    assert_string_equal(row.data,
                        "plain text,\"a,b\",\"say \"\"hello\"\"\",\"two\r\nlines\",,18446744073709551615,0.25\r\n");
    tb_text_free(&row);
}

static void rows_follow_each_other(void **state)
{
    (void)state;
    struct tb_text rows;
    tb_text_init(&rows, 1000);
    for (uint64_t i = 1; i <= 2; i++) {
        tb_csv_count(&rows, i);
        tb_csv_text(&rows, "\n");
        tb_csv_text(&rows, "");
        tb_csv_end(&rows);
    }
    assert_string_equal(rows.data, "1,\"\n\",\r\n2,\"\n\",\r\n");
    tb_text_free(&rows);
}

/* Writes the fields as a row, reads it back, and compares. */
static void assert_round_trip(const char *const *fields, size_t num)
{
    struct tb_text written, row;
    const char *read[MOST_FIELDS];
    size_t at = 0;
    tb_text_init(&written, 10000);
    tb_text_init(&row, 10000);
    for (size_t i = 0; i < num; i++)
        tb_csv_text(&written, fields[i]);
    tb_csv_end(&written);
    assert_int_equal(tb_csv_read(written.data, written.len, &at, &row, read, MOST_FIELDS), num);
    assert_int_equal(at, written.len);
    for (size_t i = 0; i < num; i++)
        assert_string_equal(read[i], fields[i]);
    assert_int_equal(tb_csv_read(written.data, written.len, &at, &row, read, MOST_FIELDS), 0);
    tb_text_free(&row);
    tb_text_free(&written);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    assert_round_trip((const char *const[]){""}, 1);
    assert_round_trip((const char *const[]){"", ""}, 2);
    assert_round_trip((const char *const[]){"", "", "a"}, 3);
    assert_round_trip((const char *const[]){"\""}, 1);
    assert_round_trip((const char *const[]){"\"\"", ",", "\r", "\n", "\r\n"}, 5);
    assert_round_trip((const char *const[]){" blanks stay ", "\t", "\xc3\xa9\xff"}, 3);
}

static void any_text_survives(void **state)
{
    (void)state;
    static const char alphabet[] = ",\"\r\n a\xff";
    struct tb_random random = {21};
    for (size_t i = 0; i < 20000; i++) {
        char texts[MOST_FIELDS][8];
        const char *fields[MOST_FIELDS];
        size_t num = 1 + (size_t)tb_random_below(&random, MOST_FIELDS);
        for (size_t j = 0; j < num; j++) {
            size_t len = (size_t)tb_random_below(&random, sizeof texts[j]);
            for (size_t k = 0; k < len; k++)
                texts[j][k] = alphabet[tb_random_below(&random, sizeof alphabet - 1)];
            texts[j][len] = '\0';
            fields[j] = texts[j];
        }
        assert_round_trip(fields, num);
    }
}

static void assert_number(double number, const char *expected)
{
    struct tb_text row;
    tb_text_init(&row, 100);
    tb_csv_number(&row, number);
    assert_string_equal(row.data, expected);
    tb_text_free(&row);
}

static const struct {
    double number;
    const char *text;
} numbers[] = {
    {0, "0"},
    {1, "1"},
    {-1.5, "-1.5"},
    {0.1, "0.1"},
    {1.0 / 3, "0.3333333333333333"},
    {0.1 + 0.2, "0.30000000000000004"},
    {2000, "2000"}, /* not 2e+03, for readability */
    {100000, "100000"},
    {123456789012345, "123456789012345"},
    {99999999.25, "99999999.25"},
    {0.0001, "0.0001"},
    {0.00001, "1e-05"},
    {1e15, "1e+15"},
    {6.02214076e23, "6.02214076e+23"},
    {1.7976931348623157e308, "1.7976931348623157e+308"},
    {5e-324, "5e-324"},
};

static void numbers_are_short_and_exact(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++)
        assert_number(numbers[i].number, numbers[i].text);
}

static void what_is_no_number_is_empty(void **state)
{
    (void)state;
    struct tb_text row;
    tb_text_init(&row, 100);
    tb_csv_text(&row, "a");
    tb_csv_number(&row, NAN);
    tb_csv_number(&row, INFINITY);
    tb_csv_number(&row, -INFINITY);
    tb_csv_text(&row, "b");
    assert_string_equal(row.data, "a,,,,b");
    tb_text_free(&row);
}

/* The result of a linear search over the number of digits. */
static void fewest_digits(char digits[40], double number)
{
    bool plain = fabs(number) >= 1e-4 && fabs(number) < 1e15;
    for (int precision = 1; precision <= 17; precision++) {
        snprintf(digits, 40, "%.*g", precision, number);
        if (strtod(digits, NULL) == number && !(plain && strchr(digits, 'e')))
            return;
    }
}

static void any_number_reads_back_as_itself(void **state)
{
    (void)state;
    struct tb_random random = {22};
    struct tb_text row;
    tb_text_init(&row, 100);
    for (size_t i = 0; i < 50000; i++) {
        uint64_t bits = tb_random_next(&random);
        double number;
        char digits[40];
        memcpy(&number, &bits, sizeof number);
        if (i % 2)
            number = (double)(bits >> 40) / 1000; /* the range of measurements */
        if (!isfinite(number))
            continue;
        tb_text_clear(&row);
        tb_csv_number(&row, number);
        assert_true(strtod(row.data, NULL) == number);
        if (i % 16 > 1) /* the search is slow */
            continue;
        fewest_digits(digits, number);
        assert_string_equal(row.data, digits);
    }
    tb_text_free(&row);
}

static void the_locale_does_not_matter(void **state)
{
    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8"))
        skip(); /* CMake creates this locale if it can */
    assert_string_equal(localeconv()->decimal_point, ",");
    for (size_t i = 0; i < COUNT(numbers); i++)
        assert_number(numbers[i].number, numbers[i].text);
    assert_non_null(setlocale(LC_NUMERIC, "C"));
}

static ptrdiff_t read_row(const char *data, size_t *at, struct tb_text *row, const char **fields, size_t cap)
{
    return tb_csv_read(data, strlen(data), at, row, fields, cap);
}

static void assert_malformed(const char *data)
{
    struct tb_text row;
    const char *fields[MOST_FIELDS];
    size_t at = 0;
    tb_text_init(&row, 1000);
    assert_int_equal(read_row(data, &at, &row, fields, MOST_FIELDS), -1);
    assert_int_equal(at, 0);
    tb_text_free(&row);
}

static void malformed_rows_are_noticed(void **state)
{
    (void)state;
    assert_malformed("a,\"b");
    assert_malformed("\"");
    assert_malformed("\"a\"b,c\r\n");
    assert_malformed("a\"b\r\n");
    assert_malformed("a\rb\r\n");
    assert_malformed("1,2,3,4,5,6,7,8,9\r\n"); /* more than MOST_FIELDS */
    struct tb_text row;
    const char *fields[MOST_FIELDS];
    size_t at = 0;
    tb_text_init(&row, 1000);
    assert_int_equal(tb_csv_read("a\0b\r\n", 5, &at, &row, fields, MOST_FIELDS), -1);
    assert_int_equal(tb_csv_read("\"a\0b\"\r\n", 7, &at, &row, fields, MOST_FIELDS), -1);
    tb_text_free(&row);
    tb_text_init(&row, 4); /* shorter than the row */
    assert_int_equal(read_row("abcdef\r\n", &at, &row, fields, MOST_FIELDS), -1);
    tb_text_free(&row);
}

static void other_line_ends_are_read(void **state)
{
    (void)state;
    const char *data = "a,b\nc,\r\n\n\"d\"", *fields[MOST_FIELDS];
    struct tb_text row;
    size_t at = 0;
    tb_text_init(&row, 1000);
    assert_int_equal(read_row(data, &at, &row, fields, MOST_FIELDS), 2);
    assert_string_equal(fields[1], "b");
    assert_int_equal(read_row(data, &at, &row, fields, MOST_FIELDS), 2);
    assert_string_equal(fields[1], "");
    assert_int_equal(read_row(data, &at, &row, fields, MOST_FIELDS), 1); /* an empty line has one empty field */
    assert_string_equal(fields[0], "");
    assert_int_equal(read_row(data, &at, &row, fields, MOST_FIELDS), 1);
    assert_string_equal(fields[0], "d");
    assert_int_equal(read_row(data, &at, &row, fields, MOST_FIELDS), 0);
    tb_text_free(&row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_quoted_where_they_must_be),
        cmocka_unit_test(rows_follow_each_other),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(any_text_survives),
        cmocka_unit_test(numbers_are_short_and_exact),
        cmocka_unit_test(what_is_no_number_is_empty),
        cmocka_unit_test(any_number_reads_back_as_itself),
        cmocka_unit_test(the_locale_does_not_matter),
        cmocka_unit_test(malformed_rows_are_noticed),
        cmocka_unit_test(other_line_ends_are_read),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
