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
    const struct tb_arguments arguments = {.argc = 3, .argv = argv};
    enum tb_options_result result = tb_options_parse(&command, table, &operands, &arguments, why);
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

/* Parses two words with the table. */
static enum tb_options_result parse_words(const struct tb_option *table, const char *first, const char *second,
                                          struct tb_text *why)
{
    char words[3][32] = {"command"};
    char *argv[] = {words[0], words[1], words[2], NULL};
    const struct tb_arguments arguments = {.argc = 3, .argv = argv};
    struct tb_words operands = {0};
    snprintf(words[1], sizeof words[1], "%s", first);
    snprintf(words[2], sizeof words[2], "%s", second);
    tb_text_clear(why);
    enum tb_options_result result = tb_options_parse(&command, table, &operands, &arguments, why);
    tb_words_free(&operands);
    return result;
}

static void test_refused(void **state)
{
    (void)state;
    double own = 0;
    uint64_t shared = 0;
    struct tb_text why;
    struct tb_option table[TB_MOST_OPTIONS] = {{"percent", "PCT", "the command's own", TB_OPTION_PERCENT, &own, 1, 99}};
    const struct tb_option rows[] = {{"percent", "N", "", TB_OPTION_NUMBER, &shared, 0, 9},
                                     {"cpus", "A,B", "", TB_OPTION_NUMBER, &shared, 0, 9}};
    tb_text_init(&why, 500);
    tb_options_append(table, rows, 2);
    assert_int_equal(parse_words(table, "--percent", "50%", &why), TB_OPTIONS_GOOD);
    assert_true(own == 50 && shared == 0);
    assert_int_equal(parse_words(table, "--percent", "1.25", &why), TB_OPTIONS_GOOD);
    assert_true(own == 1.25);
    static const char *const bad[] = {"5%%", "0.5", "99.1", "-5", "", "5e1", "nan", "1,5"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(parse_words(table, "--percent", bad[i], &why), TB_OPTIONS_BAD);
        assert_true(own == 1.25);
    }
    assert_non_null(strstr(why.data, "not a percentage from 1 to 99"));
    assert_int_equal(parse_words(table, "--cpus", "5%", &why), TB_OPTIONS_BAD);
    assert_int_equal(parse_words(table, "--cores", "5", &why), TB_OPTIONS_BAD);
    assert_non_null(strstr(why.data, "did you mean --cpus?"));
    tb_options_refuse(table, "cpus", "there is only one; leave it out");
    assert_int_equal(parse_words(table, "--cpus", "5", &why), TB_OPTIONS_BAD);
    assert_string_equal(why.data, "command does not take --cpus: there is only one; leave it out");
    assert_int_equal(parse_words(table, "--cores", "5", &why), TB_OPTIONS_BAD);
    assert_null(strstr(why.data, "--cpus"));
    tb_text_free(&why);
}

/* What --help hands over, and to whom. */
static void count_options(const struct tb_command *of, const struct tb_option *options, size_t num, void *context)
{
    size_t *seen = context;
    assert_ptr_equal(of, &command);
    assert_string_equal(options[0].name, "first");
    *seen += num;
}

static void test_shown(void **state)
{
    (void)state;
    uint64_t value = 0;
    size_t seen = 0;
    char words[2][16] = {"command", "--help"};
    char *argv[] = {words[0], words[1], NULL};
    const struct tb_arguments arguments = {2, argv, count_options, &seen};
    struct tb_words operands = {0};
    struct tb_text why;
    struct tb_option table[TB_MOST_OPTIONS] = {{"zeroth", "N", "", TB_OPTION_NUMBER, &value, 0, 9},
                                               {"first", "N", "", TB_OPTION_NUMBER, &value, 0, 9}};
    tb_text_init(&why, 500);
    tb_options_refuse(table, "zeroth", "nothing counts from there");
    assert_int_equal(tb_options_parse(&command, table, &operands, &arguments, &why), TB_OPTIONS_HELP);
    assert_int_equal(seen, 1);
    tb_text_free(&why);
}

/* Words of one option, and what they are; NULL: no more. */
static void test_words(void **state)
{
    (void)state;
    static const struct {
        const char *given, *words[4];
    } lines[] = {
        {"a,b c", {"a", "b", "c"}},
        {" a , b,", {"a", "b"}},
        {"markdown=a\\,b.md,junit", {"markdown=a,b.md", "junit"}},
        {"markdown=my\\ report.md junit", {"markdown=my report.md", "junit"}},
        {"a\\\\,b", {"a\\", "b"}}, /* a backslash that ends a word */
        {"a\\b\\*", {"a\\b\\*"}},  /* and others stay: patterns have them */
        {"a\\", {"a\\"}},
        {"\\,", {","}},
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct tb_words words = {0};
        struct tb_text why;
        const struct tb_option table[] = {{"word", "W,...", "", TB_OPTION_WORDS, &words, 0, 0}, {0}};
        tb_text_init(&why, 500);
        assert_int_equal(parse_words(table, "--word", lines[i].given, &why), TB_OPTIONS_GOOD);
        for (size_t j = 0; j < COUNT(lines[i].words) && lines[i].words[j]; j++) {
            assert_true(j < words.num);
            assert_string_equal(words.items[j], lines[i].words[j]);
        }
        assert_true(words.num == COUNT(lines[i].words) || !lines[i].words[words.num]);
        tb_words_free(&words);
        tb_text_free(&why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_joined), cmocka_unit_test(test_full),
                                       cmocka_unit_test(test_refused), cmocka_unit_test(test_shown),
                                       cmocka_unit_test(test_words)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
