/* table.c - tables that are too wide for the terminal give way step by step, and are split into parts last. */
#include "control/show/table.h"
#include "unit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 3, GROUPS = 4 };

/* Cells differ only in their number; the second row is empty in all groups but the last one. */
static char *print(size_t width)
{
    static struct tb_table_cell cells[ROWS][GROUPS];
    static struct tb_table_row rows[ROWS];
    const char *groups[GROUPS] = {"alpha", "beta", "gamma", "delta"};
    const struct tb_table table = {
        .title = "Title", .groups = groups, .num_groups = GROUPS, .rows = rows, .num_rows = ROWS};
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    assert_non_null(out);
    memset(cells, 0, sizeof cells);
    for (size_t i = 0; i < ROWS; i++) {
        snprintf(rows[i].label, sizeof rows[i].label, "row %zu", i);
        snprintf(rows[i].what, sizeof rows[i].what, "ns");
        rows[i].cells = cells[i];
        for (size_t j = 0; j < GROUPS; j++)
            if (i != 1 || j == GROUPS - 1)
                snprintf(cells[i][j].part[0], sizeof cells[i][j].part[0], "%zu%zu.5", i + 1, j + 1);
    }
    tb_table_print(out, &table, &(struct tb_term){.width = width});
    assert_int_equal(fclose(out), 0);
    return text;
}

static size_t count(const char *text, const char *word)
{
    size_t num = 0;
    for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
        num++;
    return num;
}

/* Checks the number of parts for a terminal of that width: each row is in every part, and each cell in one. */
static void expect_parts(size_t width, size_t parts)
{
    char *text = print(width), word[16];
    for (size_t i = 0; i < ROWS; i++) {
        snprintf(word, sizeof word, "row %zu ns", i);
        assert_int_equal(count(text, word), parts);
        for (size_t j = 0; j < GROUPS; j++) {
            snprintf(word, sizeof word, " %zu%zu.5", i + 1, j + 1);
            assert_int_equal(count(text, word), i != 1 || j == GROUPS - 1);
        }
    }
    assert_int_equal(count(text, "alpha") + count(text, "beta") + count(text, "gamma") + count(text, "delta"), GROUPS);
    free(text);
}

static void nothing_is_left_out(void **state)
{
    (void)state;
    expect_parts(200, 1);
    expect_parts(30, 2);
    expect_parts(20, 4);
    expect_parts(1, 4); /* too narrow for any group: one in each part nevertheless */
}

/* Versions and dates are below the names, and widen a column if necessary; without any there is no line. */
static void versions_stand_below(void **state)
{
    (void)state;
    static struct tb_table_cell cells[2];
    static struct tb_table_row row = {.label = "row", .cells = cells};
    const char *groups[] = {"alpha", "plain"};
    const struct tb_table_below below[] = {{{"a0689af29e8e", "≤2026-08-21"}}, {{"", ""}}}, none[2] = {0};
    struct tb_table table = {
        .title = "Title", .groups = groups, .below = below, .num_groups = 2, .rows = &row, .num_rows = 1};
    char *text = NULL;
    size_t len = 0;
    for (int i = 0; i < 2; i++, table.below = none) {
        FILE *out = open_memstream(&text, &len);
        assert_non_null(out);
        tb_table_print(out, &table, &(struct tb_term){.width = 80});
        assert_int_equal(fclose(out), 0);
        assert_string_equal(text,
                            i ? "\nTitle\n      alpha   plain\nrow\n"
                              : "\nTitle\n             alpha   plain\n      a0689af29e8e\n       ≤2026-08-21\nrow\n");
        free(text);
    }
}

/* ---- What gives way, in which order ---- */

/* Two libraries and a verdict; a row each way. */
static char *print_ratios(size_t width)
{
    static struct tb_table_cell cells[2][3];
    static struct tb_table_row rows[2];
    const char *groups[] = {"openssl-3.5", "boringssl", "verdict"};
    const struct tb_table table = {.title = "Title", .groups = groups, .num_groups = 3, .rows = rows, .num_rows = 2};
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    assert_non_null(out);
    memset(cells, 0, sizeof cells);
    for (size_t i = 0; i < 2; i++) {
        snprintf(rows[i].label, sizeof rows[i].label, "ecdsa-p256 sha256 %s", i ? "verify" : "sign");
        snprintf(rows[i].what, sizeof rows[i].what, "us");
        rows[i].lead = strlen("ecdsa-p256 sha256 ");
        rows[i].cells = cells[i];
        strcpy(cells[i][0].part[TB_PART_VALUE], "25.1");
        strcpy(cells[i][0].part[TB_PART_INTERVAL], "±4.4%");
        strcpy(cells[i][1].part[TB_PART_VALUE], "20.0");
        strcpy(cells[i][1].part[TB_PART_INTERVAL], "±2.5%");
        strcpy(cells[i][1].part[TB_PART_RATIO], "1.25x");
        strcpy(cells[i][1].part[TB_PART_RATIO_INTERVAL], "[1.22, 1.73]");
        cells[i][1].mark = i ? '?' : '*';
        strcpy(cells[i][2].part[TB_PART_VALUE], i ? "inconclusive:" : "faster");
        strcpy(cells[i][2].part[TB_PART_REMARK], i ? "about 33 rounds" : "");
    }
    tb_table_print(out, &table, &(struct tb_term){.width = width});
    assert_int_equal(fclose(out), 0);
    return text;
}

/* From the narrowest to the widest terminal that a step is for. */
static void expect_table(size_t narrowest, size_t widest, const char *expected)
{
    for (size_t i = 0; i < 2; i++) {
        char *text = print_ratios(i ? widest : narrowest);
        assert_string_equal(text, expected);
        free(text);
    }
}

/* One column less than a table needs, and the next step is taken. */
static void steps_are_taken_in_turn(void **state)
{
    (void)state;
    expect_table(
        105, 200,
        "\nTitle\n"
        "                              openssl-3.5                       boringssl                         verdict\n"
        "ecdsa-p256 sha256 sign   us    25.1 ±4.4%   20.0 ±2.5% 1.25x [1.22, 1.73]*         faster\n"
        "ecdsa-p256 sha256 verify us    25.1 ±4.4%   20.0 ±2.5% 1.25x [1.22, 1.73]?  "
        "inconclusive: about 33 rounds\n");
    expect_table(99, 104,
                 "\nTitle\n"
                 "                              openssl-3.5                 boringssl                         verdict\n"
                 "ecdsa-p256 sha256 sign   us    25.1 ±4.4%   20.0 1.25x [1.22, 1.73]*         faster\n"
                 "ecdsa-p256 sha256 verify us    25.1 ±4.4%   20.0 1.25x [1.22, 1.73]?  "
                 "inconclusive: about 33 rounds\n");
    expect_table(96, 98,
                 "\nTitle\n"
                 "                             openssl-3.5                boringssl                        verdict\n"
                 "ecdsa-p256 sha256 sign   us   25.1 ±4.4%  20.0 1.25x [1.22, 1.73]*        faster\n"
                 "ecdsa-p256 sha256 verify us   25.1 ±4.4%  20.0 1.25x [1.22, 1.73]? inconclusive: about 33 rounds\n");
    expect_table(82, 95,
                 "\nTitle\n"
                 "                             openssl-3.5                boringssl          verdict\n"
                 "ecdsa-p256 sha256 sign   us   25.1 ±4.4%  20.0 1.25x [1.22, 1.73]*          faster\n"
                 "ecdsa-p256 sha256 verify us   25.1 ±4.4%  20.0 1.25x [1.22, 1.73]?   inconclusive:\n"
                 "                                                                   about 33 rounds\n");
    expect_table(65, 81,
                 "\nTitle\n"
                 "            openssl-3.5                boringssl          verdict\n"
                 "ecdsa-p256 sha256\n"
                 " sign   us   25.1 ±4.4%  20.0 1.25x [1.22, 1.73]*          faster\n"
                 " verify us   25.1 ±4.4%  20.0 1.25x [1.22, 1.73]?   inconclusive:\n"
                 "                                                  about 33 rounds\n");
    expect_table(54, 64,
                 "\nTitle\n"
                 "            openssl-3.5     boringssl          verdict\n"
                 "ecdsa-p256 sha256\n"
                 " sign   us   25.1 ±4.4%    20.0 1.25x*          faster\n"
                 "                         [1.22, 1.73]\n"
                 " verify us   25.1 ±4.4%    20.0 1.25x?   inconclusive:\n"
                 "                         [1.22, 1.73]  about 33 rounds\n");
}

/* A mark in the last column needs a place behind it. */
static void marks_need_room(void **state)
{
    (void)state;
    static struct tb_table_cell cells[] = {{.whole = "12"}, {.whole = "34", .mark = '?'}};
    static struct tb_table_row row = {.label = "row", .cells = cells};
    const char *groups[] = {"a", "b"};
    const struct tb_table table = {.title = "Title", .groups = groups, .num_groups = 2, .rows = &row, .num_rows = 1};
    for (size_t width = 10; width <= 13; width++) {
        char *text = NULL;
        size_t len = 0;
        FILE *out = open_memstream(&text, &len);
        assert_non_null(out);
        tb_table_print(out, &table, &(struct tb_term){.width = width});
        assert_int_equal(fclose(out), 0);
        for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
            assert_true(strlen(line) <= width);
        free(text);
    }
}

/* A label that stands for several rows gets a line above them. */
static void labels_stand_above(void **state)
{
    (void)state;
    static struct tb_table_cell cells[2] = {{.whole = "1"}, {.whole = "2"}};
    static struct tb_table_row rows[] = {{.label = "tls1.3 x25519", .what = "time", .lead = 7, .cells = &cells[0]},
                                         {.label = "", .what = "client", .cells = &cells[1]}};
    const char *groups[] = {"alpha"};
    const struct tb_table table = {.title = "Title", .groups = groups, .num_groups = 1, .rows = rows, .num_rows = 2};
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    assert_non_null(out);
    tb_table_print(out, &table, &(struct tb_term){.width = 20});
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, "\nTitle\n         alpha\ntls1.3 x25519\n time        1\n client      2\n");
    free(text);
}

static void lines_fit(void **state)
{
    (void)state;
    char *text = print(30);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        assert_true(strlen(line) <= 30);
        assert_true(line[strlen(line) - 1] != ' ');
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_left_out),  cmocka_unit_test(lines_fit),
        cmocka_unit_test(versions_stand_below), cmocka_unit_test(steps_are_taken_in_turn),
        cmocka_unit_test(marks_need_room),      cmocka_unit_test(labels_stand_above)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
