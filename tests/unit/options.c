/* options.c - tables of options are joined, and a full one is refused before anything else happens. */
#include "control/base/options.h"
#include "core/text.h"
#include "unit.h"
#include <stdio.h>
#include <string.h>

enum { ROWS = 4 };

static const struct tb_command command = {"command", "", "a test", NULL};

/* Parses `--count 7` with a table of that many options, of which the last is --count. */
static enum tb_options_result parse_with(size_t num, uint64_t *value, struct tb_text *why)
{
    struct tb_option table[TB_MOST_OPTIONS] = {{0}};
    char names[TB_MOST_OPTIONS + ROWS][32];
    char words[3][16] = {"command", "--count", "7"};
    char *argv[] = {words[0], words[1], words[2], NULL};
    struct tb_words operands = {0};
    for (size_t i = 0; i + 1 < num; i++) {
        snprintf(names[i], sizeof names[i], "flag-%zu", i);
        tb_options_append(table, &(struct tb_option){names[i], "N", "", TB_OPTION_NUMBER, value, 0, 9}, 1);
    }
    tb_options_append(table, &(struct tb_option){"count", "N", "", TB_OPTION_NUMBER, value, 0, 9}, 1);
    enum tb_options_result result = tb_options_parse(&command, table, &operands, 3, argv, why);
    tb_words_free(&operands);
    return result;
}

static void test_joined(void **state)
{
    (void)state;
    static const size_t nums[] = {1, 2, TB_MOST_OPTIONS - 1};
    for (size_t i = 0; i < sizeof nums / sizeof *nums; i++) {
        uint64_t value = 0;
        struct tb_text why;
        tb_text_init(&why, 500);
        assert_int_equal(parse_with(nums[i], &value, &why), TB_OPTIONS_GOOD);
        assert_int_equal(value, 7);
        tb_text_free(&why);
    }
}

static void test_full(void **state)
{
    (void)state;
    for (size_t num = TB_MOST_OPTIONS; num < TB_MOST_OPTIONS + ROWS; num++) {
        uint64_t value = 0;
        struct tb_text why;
        tb_text_init(&why, 500);
        assert_int_equal(parse_with(num, &value, &why), TB_OPTIONS_BAD);
        assert_non_null(strstr(why.data, "TB_MOST_OPTIONS"));
        tb_text_free(&why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_joined), cmocka_unit_test(test_full)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
