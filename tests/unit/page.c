/* page.c - the model of a page, and the file that is made of it, of runs and a history that are made up here. */
#include "control/results/page.h"
#include "control/history/history_series.h"
#include "control/plan/grid.h"
#include "control/results/heard.h"
#include "control/results/page_code.h"
#include "control/results/page_figures.h"
#include "control/results/page_parts.h"
#include "core/catalog.h"
#include "core/text.h"
#include "export_world.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- The model ---- */

static size_t count_blocks(const struct tb_page *page, const char *kind)
{
    size_t i, num = 0;
    json_t *block;
    json_array_foreach(page->blocks, i, block)
    {
        num += strcmp(json_string_value(json_object_get(block, "kind")), kind) == 0;
    }
    return num;
}

/* Rows of the table whose title begins so. */
static size_t count_rows(const struct tb_page *page, const char *title)
{
    size_t i, num = 0;
    json_t *block;
    json_array_foreach(page->blocks, i, block)
    {
        const char *its = json_string_value(json_object_get(block, "title"));
        if (its && strncmp(its, title, strlen(title)) == 0)
            num += json_array_size(json_object_get(block, "rows"));
    }
    return num;
}

static size_t count_in_charts(const struct tb_page *page, const char *kind, const char *what)
{
    size_t i, num = 0;
    json_t *chart;
    json_array_foreach(page->charts, i, chart)
    {
        if (strcmp(json_string_value(json_object_get(chart, "kind")), kind) == 0)
            num += json_array_size(json_object_get(chart, what));
    }
    return num;
}

static bool says(const struct tb_page *page, const char *text)
{
    char *encoded = json_dumps(page->blocks, JSON_ENSURE_ASCII);
    bool found = encoded && strstr(encoded, text);
    free(encoded);
    return found;
}

static void a_comparison_has_a_dot_or_a_gap_for_each_row(void **state)
{
    (void)state;
    struct world world;
    struct tb_page page;
    begin(&world);
    conclude(&world);
    assert_true(tb_page_of_run(&page, &world.source));
    assert_int_equal(count_in_charts(&page, "dots", "points"), 4);
    assert_int_equal(count_in_charts(&page, "dots", "gaps"), 1); /* the other one has a chart for itself: none */
    assert_int_equal(count_rows(&page, "Comparisons"), NUM_CASES);
    assert_int_equal(count_rows(&page, "What moved"), 3);       /* worse, better, inconclusive */
    assert_int_equal(count_rows(&page, "Rows without"), 2 + 2); /* cells, and rows without a verdict */
    assert_true(says(&page, "How to read it"));
    tb_page_free(&page);
    end(&world);
}

/* Of a check the change of the cost, of a comparison how many times as good. */
static void dots_are_in_the_words_of_the_command(void **state)
{
    (void)state;
    struct world world;
    struct tb_page page;
    begin(&world);
    conclude(&world);
    assert_true(tb_page_of_run(&page, &world.source));
    const json_t *chart = json_array_get(page.charts, 0);
    const json_t *point = json_array_get(json_object_get(chart, "points"), 0);
    assert_string_equal(json_string_value(json_object_get(chart, "scale")), "change");
    assert_float_equal(json_real_value(json_object_get(point, "x")), 1.125, 1e-9);
    assert_non_null(strstr(json_string_value(json_object_get(point, "text")), "+12.5%"));
    tb_page_free(&page);
    world.source.conclusion = NULL; /* whatever command measured the run */
    assert_true(tb_page_of_run(&page, &world.source));
    chart = json_array_get(page.charts, 0);
    point = json_array_get(json_object_get(chart, "points"), 0);
    assert_string_equal(json_string_value(json_object_get(chart, "scale")), "ratio");
    assert_float_equal(json_real_value(json_object_get(point, "x")), 1 / 1.125, 1e-9);
    assert_float_equal(json_real_value(json_object_get(point, "high")), 1 / 1.115, 1e-9);
    tb_page_free(&page);
    end(&world);
}

static void one_library_has_values(void **state)
{
    (void)state;
    struct world world;
    struct tb_page page;
    begin(&world);
    world.source.comparison = NULL;
    world.plan.num_local = 1;
    for (size_t i = 0; i < NUM_CASES; i++)
        world.items[i].num_cells = 1;
    assert_true(tb_page_of_run(&page, &world.source));
    assert_true(says(&page, "Only one library was measured"));
    assert_in_range(count_in_charts(&page, "dots", "points"), NUM_CASES, 100);
    assert_int_equal(count_in_charts(&page, "dots", "gaps"), 0);
    assert_int_equal(json_array_size(page.series), 1);
    tb_page_free(&page);
    end(&world);
}

static void rows_without_a_figure_have_their_reasons(void **state)
{
    (void)state;
    struct world world;
    struct tb_page page;
    begin(&world);
    world.source.comparison = NULL;
    for (size_t i = 0; i < NUM_CASES; i++)
        for (size_t j = 0; j < NUM_VARIANTS; j++) {
            struct tb_cell *cell = &world.items[i].cells[j];
            cell->counts[TB_SAMPLE_OK] = 0;
            if (!cell->closed)
                assert_true(tb_cell_close(cell, TB_SAMPLE_VOID, "negotiated TLS 1.2"));
        }
    assert_true(tb_page_of_run(&page, &world.source));
    assert_true(says(&page, "No row could be measured"));
    assert_true(says(&page, "No row has a figure; the reasons are at the end of the page."));
    assert_true(says(&page, "What has no figure"));
    assert_int_equal(json_array_size(page.charts), 0);
    assert_int_equal(count_blocks(&page, "chart"), 0);
    assert_int_equal(count_rows(&page, "Rows without"), NUM_CASES * NUM_VARIANTS);
    tb_page_free(&page);
    end(&world);
}

static void plain_tcp_is_no_library(void **state)
{
    (void)state;
    struct world world;
    struct tb_page page;
    begin(&world);
    add_plain(&world);
    assert_true(tb_page_of_run(&page, &world.source));
    assert_int_equal(count_rows(&page, "Libraries"), 1);
    tb_page_free(&page);
    end(&world);
}

static void percentiles_are_named_as_in_tables(void **state)
{
    (void)state;
    static const struct tb_metric_info latency = {.name = "latency_p999", .kind = TB_METRIC_LATENCY},
                                       most = {.name = "latency_max", .kind = TB_METRIC_LATENCY},
                                       other = {.name = "server_cpu", .kind = TB_METRIC_SIDE_CPU};
    char name[64];
    tb_page_metric(name, &latency);
    assert_string_equal(name, "latency p99.9");
    tb_page_metric(name, &most);
    assert_string_equal(name, "latency max");
    tb_page_metric(name, &other);
    assert_string_equal(name, "server cpu");
}

/* ---- A history ---- */

enum { RUNS = 20 };

static void a_step_has_two_levels(void **state)
{
    (void)state;
    struct tb_past_run runs[RUNS];
    char started[RUNS][32];
    struct tb_history_point points[RUNS];
    char name[] = "kx/x25519/offer", metric[] = "time", unit[] = "ns", library[] = "lib", none[] = "";
    struct tb_history_line line = {.case_name = name,
                                   .metric = metric,
                                   .unit = unit,
                                   .client = library,
                                   .server = library,
                                   .client_product = none,
                                   .server_product = none,
                                   .sampling = none,
                                   .host = 1,
                                   .points = points,
                                   .num = RUNS};
    struct tb_history_lines lines = {.items = &line, .num = 1};
    struct tb_page page;
    for (size_t i = 0; i < RUNS; i++) {
        double value = (i < RUNS / 2 ? 100 : 120) * (1 + 0.001 * (double)(i * 7 % 5));
        snprintf(started[i], sizeof started[i], "1970-01-%02zuT00:00:00Z", i + 1);
        runs[i] = (struct tb_past_run){
            .started = started[i], .suite = none, .tlsbench = none, .machine = none, .complete = true};
        points[i] = (struct tb_history_point){
            .run = &runs[i], .value = {.low = value, .median = value, .high = value}, .rounds = 3};
    }
    assert_true(tb_page_of_history(&page, &lines, "history.db", 0.01));
    assert_int_equal(json_array_size(page.charts), 1);
    assert_int_equal(count_in_charts(&page, "history", "points"), RUNS);
    const json_t *levels = json_object_get(json_array_get(page.charts, 0), "levels");
    assert_int_equal(json_array_size(levels), 2);
    const double day = 86400e3;
    const json_t *before = json_array_get(levels, 0), *after = json_array_get(levels, 1);
    assert_float_equal(json_real_value(json_object_get(before, "from")), 0, 1);
    assert_float_equal(json_real_value(json_object_get(before, "to")), (RUNS / 2 - 1) * day, 1);
    assert_float_equal(json_real_value(json_object_get(after, "from")), RUNS / 2 * day, 1);
    assert_float_equal(json_real_value(json_object_get(after, "to")), (RUNS - 1) * day, 1);
    assert_true(says(&page, "worse  "));
    tb_page_free(&page);
}

/* ---- What is said on the terminal ---- */

static void sentences_are_put_together_again(void **state)
{
    (void)state;
    static const char said[] = "\nThe mean disagrees in 1 row.  A cost that few operations pay (renewing a\nblinding) "
                               "raises it.\n  kx/a, b against c: 1.00x\n  kx/b, b against c: 1.00x\nNext: look at\nthe "
                               "chunks.\nwarning: one\nnote: two\nwhich goes on\n\nApart in 1 row.\n";
    static const char *const expected[] = {
        "The mean disagrees in 1 row.  A cost that few operations pay (renewing a blinding) raises it.",
        "kx/a, b against c: 1.00x",
        "kx/b, b against c: 1.00x",
        "Next: look at the chunks.",
        "warning: one",
        "note: two which goes on",
        "Apart in 1 row."};
    struct tb_heard heard;
    json_t *list = json_array();
    assert_true(tb_hear(&heard));
    fputs(said, heard.out);
    tb_heard_add(list, &heard);
    assert_int_equal(json_array_size(list), COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++)
        assert_string_equal(json_string_value(json_array_get(list, i)), expected[i]);
    json_decref(list);
}

/* ---- The file ---- */

static size_t count_text(const char *text, const char *part)
{
    size_t num = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        num++;
    return num;
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void drop_folder(const char *folder)
{
    static const char *const names[] = {"vega.min.js", "vega-interpreter.min.js"};
    char path[200];
    for (size_t i = 0; i < COUNT(names); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
    unsetenv("TLSBENCH_VEGA");
}

/* With a library of our own: what is looked at is what we write around it. */
static void no_text_becomes_markup_or_code(void **state)
{
    (void)state;
    char folder[] = "/tmp/unit_page.XXXXXX";
    struct world world;
    struct tb_page page;
    struct tb_text out, why;
    assert_non_null(mkdtemp(folder));
    setenv("TLSBENCH_VEGA", folder, 1);
    tb_text_init(&out, 8 << 20);
    tb_text_init(&why, 1000);
    assert_false(tb_page_ready(&why));
    assert_non_null(strstr(why.data, "libjs-vega"));
    tb_text_clear(&why);
    write_file(folder, "vega.min.js", "var vega = 1;");
    write_file(folder, "vega-interpreter.min.js", "var more = 2;");
    assert_true(tb_page_ready(&why));
    begin(&world);
    json_object_set_new(world.facts, "run", json_string("</script><!-- <script>alert(1)</script> \" ' & \x01"));
    assert_true(tb_page_of_run(&page, &world.source));
    assert_true(tb_page_write(&out, &page, &why));
    assert_int_equal(count_text(out.data, "<script"), 2); /* data and code */
    assert_int_equal(count_text(out.data, "</script"), 2);
    assert_int_equal(count_text(out.data, "<!--"), 0);
    assert_null(strpbrk(out.data, "\x01\x1b"));
    assert_non_null(strstr(out.data, "script-src 'nonce-"));
    assert_null(strstr(out.data, "unsafe-eval'"));

    write_file(folder, "vega.min.js", "var end = '</SCRIPT>';");
    assert_false(tb_page_write(&out, &page, &why));
    assert_non_null(strstr(why.data, "vega.min.js holds text that would end it"));
    tb_page_free(&page);
    end(&world);
    tb_text_free(&out);
    tb_text_free(&why);
    drop_folder(folder);
}

/* ---- Profiles ---- */

static void expect_row(const json_t *row, const char *const texts[4])
{
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(json_string_value(json_array_get(row, i)), texts[i]);
}

/* What one worker spent in a function stands beside what the other one did. */
static void functions_of_two_workers(void **state)
{
    static const char *const rows[][4] = {
        {"gamma", "library", "0.0", "70.0"}, {"alpha", "library", "60.0", "0.0"}, {"beta", "tlsbench", "40.0", "30.0"}};
    (void)state;
    char folder[] = "/tmp/unit_page.XXXXXX", path[200];
    struct world world;
    struct tb_page page;
    struct tb_text stacks;
    assert_non_null(mkdtemp(folder));
    begin(&world);
    const char *name = world.items[2].name;
    tb_text_init(&stacks, 10000);
    tb_text_printf(&stacks, "%s;client;a;alpha 30\n%s;client;b;beta_[tlsbench] 20\n%s;client;b;alpha 30\n", name, name,
                   name);
    tb_text_printf(&stacks, "%s;client;c;beta_[tlsbench] 20\n%s;server;a;gamma 7\n", name, name);
    tb_text_printf(&stacks, "%s;server;a;beta_[tlsbench] 3\n", name);
    write_file(folder, "base.folded", stacks.data);
    json_object_set_new(world.facts, "profiles",
                        json_pack("{s[{ss, ss, ss, ss}, {ss, ss, ss, ss}]}", "workers", "case", name, "library", "base",
                                  "side", "client", "file", "base.folded", "case", name, "library", "base", "side",
                                  "server", "file", "base.folded"));
    world.source.folder = folder;
    tb_page_init(&page, "title", "origin");
    tb_page_profile(&page, &world.source);
    const json_t *table = json_array_get(page.blocks, json_array_size(page.blocks) - 1);
    assert_string_equal(json_string_value(json_object_get(table, "title")),
                        "Functions in which the time was spent themselves");
    assert_int_equal(json_array_size(json_object_get(table, "rows")), COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_row(json_array_get(json_object_get(table, "rows"), i), rows[i]);
    tb_page_free(&page);
    end(&world);
    tb_text_free(&stacks);
    snprintf(path, sizeof path, "%s/base.folded", folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comparison_has_a_dot_or_a_gap_for_each_row),
        cmocka_unit_test(dots_are_in_the_words_of_the_command),
        cmocka_unit_test(one_library_has_values),
        cmocka_unit_test(rows_without_a_figure_have_their_reasons),
        cmocka_unit_test(plain_tcp_is_no_library),
        cmocka_unit_test(percentiles_are_named_as_in_tables),
        cmocka_unit_test(a_step_has_two_levels),
        cmocka_unit_test(sentences_are_put_together_again),
        cmocka_unit_test(no_text_becomes_markup_or_code),
        cmocka_unit_test(functions_of_two_workers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
