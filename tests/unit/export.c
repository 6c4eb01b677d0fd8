/* export.c - the formats for other tools, with an artificial comparison: every verdict, and names that try to break
 * out.
 *
 * With a folder as argument it writes the files there instead, for external readers (tests/cli/export.sh).
 */
#include "control/base/escape.h"
#include "control/verdict/conclusion.h"
#include "core/catalog.h"
#include "core/text.h"
#include "export_world.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void export(struct tb_text *out, const struct world *world, const char *format)
{
    struct tb_text why;
    tb_text_init(&why, 1000);
    tb_text_init(out, 1 << 20);
    const struct tb_exporter *exporter = tb_exporter_by_name(format, &why);
    assert_non_null(exporter);
    assert_true(exporter->write(out, &world->source, &why));
    assert_false(out->truncated);
    tb_text_free(&why);
}

static void assert_has(const struct tb_text *text, const char *part)
{
    if (!strstr(text->data, part))
        fail_msg("'%s' is not in:\n%s", part, text->data);
}

static const json_t *row_of(const json_t *file, const char *name)
{
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(file, "benchmarks"), i, row)
    {
        if (strcmp(json_string_value(json_object_get(row, "name")), name) == 0)
            return row;
    }
    fail_msg("no row %s", name);
    return NULL;
}

/* 100 GB/s of 1024 bytes is 10.24 ns per operation; 100 handshakes per second is 10 ms.  The medians are of values up
 * to 0.9 % larger. */
static void google_reads_times_of_operations(void **state)
{
    (void)state;
    struct world world;
    struct tb_text out;
    begin(&world);
    export(&out, &world, "gbench");
    json_t *file = json_loads(out.data, 0, NULL);
    assert_non_null(file);
    assert_int_equal(json_array_size(json_object_get(file, "benchmarks")), 2 * NUM_CASES - 2);
    const json_t *row = row_of(file, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16/base");
    assert_float_equal(json_real_value(json_object_get(row, "real_time")), 1e7 / 1.0045, 10);
    assert_string_equal(json_string_value(json_object_get(row, "label")), "1 / handshakes_per_second");
    assert_float_equal(json_real_value(json_object_get(row, "cpu_time")), 200 * 1.0045, 1e-6);
    row = row_of(file, "bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/upload/1/base");
    assert_float_equal(json_real_value(json_object_get(row, "real_time")), 163.84 / 1.0045, 1e-3);
    assert_float_equal(json_real_value(json_object_get(row, "cpu_time")), 16384 * 200 * 1.0045, 1e-3);
    row = row_of(file, "aead/aes-128-gcm/1024/once/seal/base");
    assert_float_equal(json_real_value(json_object_get(row, "real_time")), 100.45, 1e-9); /* has its own time */
    assert_null(json_object_get(row, "label"));
    json_decref(file);
    tb_text_free(&out);
    export(&out, &world, "gbench-rounds");
    file = json_loads(out.data, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(file, "benchmarks")), (2 * NUM_CASES - 2) * ROUNDS);
    json_decref(file);
    tb_text_free(&out);
    end(&world);
}

/* Their rate is given, so it says nothing of a library. */
static void google_reads_the_median_latency_of_arrivals(void **state)
{
    (void)state;
    struct world world;
    struct tb_text out, why;
    begin(&world);
    struct tb_planned *planned = &world.items[2];
    tb_text_init(&why, 1000);
    assert_true(tb_case_parse(
        &planned->c, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/arrivals-500/poisson", &why));
    planned->primary = tb_primary_metric(&planned->c);
    assert_string_equal(planned->primary->name, "latency_p50");
    for (size_t round = 0; round < ROUNDS; round++)
        planned->cells[0].values[(size_t)(planned->primary - planned->c.driver->metrics) * ROUNDS + round] = 800;
    export(&out, &world, "gbench");
    json_t *file = json_loads(out.data, 0, NULL);
    assert_non_null(file);
    const json_t *row = row_of(file, "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16/base");
    assert_float_equal(json_real_value(json_object_get(row, "real_time")), 800e3, 1e-6);
    assert_string_equal(json_string_value(json_object_get(row, "label")), "latency_p50");
    json_decref(file);
    tb_text_free(&out);
    tb_text_free(&why);
    end(&world);
}

/* Bencher's own measure for times; others include their unit, in bencher's alphabet for links. */
static void bencher_reads_measures_with_intervals(void **state)
{
    (void)state;
    struct world world;
    struct tb_text out;
    begin(&world);
    export(&out, &world, "bmf");
    json_t *file = json_loads(out.data, 0, NULL);
    assert_non_null(file);
    assert_int_equal(json_object_size(file), 2 * NUM_CASES - 2);
    const json_t *aead = json_object_get(file, "aead/aes-128-gcm/1024/once/seal/base");
    assert_int_equal(json_object_size(aead), 2);
    assert_non_null(json_object_get(aead, "throughput-gb-per-s"));
    const json_t *latency = json_object_get(aead, "latency");
    assert_float_equal(json_real_value(json_object_get(latency, "value")), 100.45, 1e-9);
    assert_float_equal(json_real_value(json_object_get(latency, "lower_value")), 100.1, 1e-9);
    assert_float_equal(json_real_value(json_object_get(latency, "upper_value")), 100.8, 1e-9);
    json_decref(file);
    tb_text_free(&out);
    end(&world);
}

static void junit_tells_failure_from_skipped_and_error(void **state)
{
    (void)state;
    struct world world;
    struct tb_text out;
    begin(&world);
    export(&out, &world, "junit");
    assert_has(&out, "tests=\"6\" failures=\"1\" errors=\"1\" skipped=\"2\"");
    assert_has(&out, "<failure message=\"slower: time 0.889x ([0.881, 0.897]) against base");
    assert_has(&out, "about 40 rounds would decide");
    assert_null(strchr(out.data, '\x1b'));
    assert_null(strstr(out.data, "<script>"));
    tb_text_free(&out);
    world.rows[0].verdict = TB_VERDICT_INCONCLUSIVE;
    export(&out, &world, "junit");
    assert_has(&out, "failures=\"0\" errors=\"1\" skipped=\"3\"");
    assert_has(&out, "10 fresh rounds do not confirm the +12.5% of the first look");
    tb_text_free(&out);
    world.source.comparison = NULL;
    export(&out, &world, "junit");
    assert_has(&out, "tests=\"12\" failures=\"0\" errors=\"1\" skipped=\"1\"");
    tb_text_free(&out);
    end(&world);
}

/* What is said of a run, of two runs, of a row that passed, and of rounds that were lost. */
static void remarks_stand_in_every_format_that_holds_words(void **state)
{
    (void)state;
    static const char *const formats[] = {"junit", "markdown", "gbench", "gbench-rounds"};
    struct tb_words differences = {.items = (char *[]){(char[]){"note: the runs also differ in the worker"}}, .num = 1};
    struct world world;
    struct tb_text out;
    begin(&world);
    world.source.differences = &differences;
    world.rows[2].note = (char[]){"below the noise floor"};
    struct tb_cell *cell = &world.items[0].cells[0];
    cell->counts[TB_SAMPLE_OK]--;
    cell->counts[TB_SAMPLE_DISTURBED]++;
    cell->first[TB_SAMPLE_DISTURBED] = 2;
    cell->reasons[TB_SAMPLE_DISTURBED] = strdup("a window is empty");
    json_object_set_new(world.facts, "complete", json_false());
    json_object_set_new(world.facts, "ended_by", json_string("signal"));
    for (size_t i = 0; i < COUNT(formats); i++) {
        export(&out, &world, formats[i]);
        assert_has(&out, "the run 20260101T000000Z-ci is not complete");
        assert_has(&out, "a signal ended it");
        assert_has(&out, "the runs also differ in the worker");
        tb_text_free(&out);
    }
    export(&out, &world, "junit");
    assert_has(&out, "no reference work was measured");
    assert_has(&out, "<system-out>warning: the run");
    assert_has(&out, "threshold 3.0%; below the noise floor\n");
    assert_has(&out, "kx/x25519/exchange on base: 9 of 10 rounds; round 3: a window is empty\n");
    tb_text_free(&out);
    export(&out, &world, "gbench");
    json_t *file = json_loads(out.data, 0, NULL);
    const json_t *row = row_of(file, "kx/x25519/exchange/base");
    assert_string_equal(json_string_value(json_object_get(row, "label")), "9 of 10 rounds; round 3: a window is empty");
    json_decref(file);
    tb_text_free(&out);
    end(&world);
}

/* Five in perfect order are the fewest that are hardly chance. */
static void few_windows_cannot_show_a_trend(void **state)
{
    (void)state;
    static const char note[] = "note: samples of 2 loopback cases (first: handshake/loopback/tls1.3/x25519/ecdsa-p256/"
                               "aes-128-gcm/full/16) have 4 windows, too few to tell whether their figures still rose "
                               "or fell; --chunks 5 is enough";
    struct world world;
    struct tb_text out;
    begin(&world);
    for (size_t i = 0; i < NUM_CASES; i++)
        world.items[i].pair = tb_case_is_pair(&world.items[i].c);
    for (int windows = 4; windows <= 5; windows++) {
        json_object_set_new(json_object_get(world.facts, "settings"), "chunks", json_integer(windows));
        export(&out, &world, "gbench");
        assert_int_equal(strstr(out.data, note) != NULL, windows == 4);
        tb_text_free(&out);
    }
    for (size_t i = 0; i < NUM_CASES; i++) /* chunks of local cases are no windows */
        world.items[i].pair = false;
    json_object_set_new(json_object_get(world.facts, "settings"), "chunks", json_integer(1));
    export(&out, &world, "gbench");
    assert_null(strstr(out.data, "too few to tell whether"));
    tb_text_free(&out);
    end(&world);
}

/* Its module stands among the libraries of run.json.  If it is named as a library, it is one. */
static void plain_tcp_is_no_library(void **state)
{
    (void)state;
    static const char *const formats[] = {"junit", "markdown", "gbench"};
    struct world world;
    struct tb_text out;
    begin(&world);
    add_plain(&world);
    for (size_t i = 0; i < COUNT(formats); i++) {
        json_object_set_new(world.facts, "plain", json_string("plain"));
        export(&out, &world, formats[i]);
        assert_null(strstr(out.data, "plain"));
        tb_text_free(&out);
        json_object_set_new(world.facts, "plain", json_null());
        export(&out, &world, formats[i]);
        assert_has(&out, "plain");
        tb_text_free(&out);
    }
    end(&world);
}

/* One test per case: its worst outcome, and each metric with that outcome. */
static void a_case_is_one_test(void **state)
{
    (void)state;
    struct world world;
    struct tb_text out;
    struct tb_conclusion conclusion;
    begin(&world);
    const struct tb_metric_info *mean = tb_metric_by_name(world.items[0].c.driver, "mean_time");
    assert_non_null(mean);
    world.rows[1] = world.rows[2] = world.rows[0]; /* time, its mean, and its CPU time */
    world.rows[1].metric = mean;
    world.rows[1].primary = false;
    world.rows[2].metric = tb_metric_by_name(world.items[0].c.driver, "cpu_time");
    world.rows[2].primary = false;
    world.rows[2].verdict = TB_VERDICT_SAME;
    export(&out, &world, "junit");
    assert_has(&out, "tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"2\"");
    assert_has(&out, "<failure message=\"slower: time 0.889x");
    assert_has(&out, "; slower: mean_time 0.889x");
    assert_null(strstr(out.data, "cpu_time"));
    tb_text_free(&out);
    world.source.conclusion = &conclusion;
    tb_conclude(&conclusion, &world.comparison, &(struct tb_fail_on){.missing = true, .noisy = 0.5});
    export(&out, &world, "markdown");
    assert_has(&out, "against <code>base</code>: 1 regressed, 1 inconclusive, 2 invalid.**\n");
    assert_has(&out, "| cpu_time | "); /* gates, and did not move */
    assert_has(&out, " | regressed, threshold 3.0%: <code>10 fresh rounds agree");
    assert_has(&out, "1 confirmed regression&#58; kx/x25519/exchange &#40;time, mean&#95;time&#41;");
    tb_text_free(&out);
    tb_conclusion_free(&conclusion);
    end(&world);
}

static void markdown_begins_with_the_verdict(void **state)
{
    (void)state;
    struct world world;
    struct tb_text out;
    begin(&world);
    export(&out, &world, "markdown");
    assert_int_equal(strncmp(out.data, "**<code>a&#124;b &#60;script", 28), 0);
    assert_has(&out, "against <code>base</code>: 1 slower, 1 faster, 1 same, 1 inconclusive, 2 invalid.**\n");
    assert_has(&out, "10 fresh rounds agree, p &#61; 0.002");
    assert_has(&out, "100 GB/s | failed | none | none | invalid: "); /* the failed side has no figure */
    assert_null(strstr(out.data, "@someone"));
    assert_has(&out, ", 10 rounds: <code>tlsbench check ");
    tb_text_free(&out);
    world.comparison.contamination = TB_STEADY_LOST;
    world.comparison.moved = 0.071;
    world.comparison.unsteady = (char[]){"steady/arithmetic moved by 7.1%"};
    export(&out, &world, "markdown");
    assert_has(&out, "- Warning: <code>steady/arithmetic moved by 7.1%; there are no verdicts");
    tb_text_free(&out);
    end(&world);
}

/* FAIL is a failed test, NO VERDICT a test with an error, and a page begins with either. */
static void exports_agree_with_the_conclusion(void **state)
{
    (void)state;
    struct world world;
    struct tb_text out;
    struct tb_conclusion conclusion;
    begin(&world);
    world.source.conclusion = &conclusion;
    tb_conclude(&conclusion, &world.comparison, &(struct tb_fail_on){.missing = true, .noisy = 0.5});
    export(&out, &world, "junit");
    assert_has(&out,
               "tests=\"7\" failures=\"4\" errors=\"0\" skipped=\"1\""); /* regressed, failed, missing, the whole run */
    assert_has(
        &out,
        "<failure message=\"FAIL: 1 confirmed regression: kx/x25519/exchange (time); the candidate failed in 1 case");
    assert_has(&out, "<system-out>FAIL: 1 confirmed regression");
    assert_has(&out, "3 of 6 cases could not be judged");
    tb_text_free(&out);
    export(&out, &world, "markdown");
    assert_int_equal(strncmp(out.data, "**FAIL. <code>a&#124;b", 22), 0);
    assert_has(&out, "3 of 6 cases could not be judged");
    tb_text_free(&out);
    tb_conclusion_free(&conclusion);
    for (size_t i = 0; i < NUM_CASES; i++) {
        world.rows[i].verdict = TB_VERDICT_INCONCLUSIVE;
        world.rows[i].suspect = false;
    }
    tb_conclude(&conclusion, &world.comparison, &(struct tb_fail_on){.missing = true, .noisy = 1});
    export(&out, &world, "junit");
    assert_has(&out, "tests=\"7\" failures=\"0\" errors=\"1\" skipped=\"6\"");
    assert_has(&out, "<error message=\"NO VERDICT: ");
    tb_text_free(&out);
    tb_conclusion_free(&conclusion);
    end(&world);
}

static void a_comment_fits_into_githubs_limit(void **state)
{
    (void)state;
    struct world world;
    struct tb_text out;
    begin(&world);
    enum { MANY = 1000 };
    struct tb_comparison_row *rows = calloc(MANY, sizeof *rows);
    assert_non_null(rows);
    for (size_t i = 0; i < MANY; i++)
        rows[i] = world.rows[i % NUM_CASES];
    world.comparison.rows = rows;
    world.comparison.num_rows = MANY;
    export(&out, &world, "markdown");
    assert_in_range(out.len, 40000, 65535);
    assert_has(&out, " more rows.");
    assert_has(&out, "how to reproduce this");
    tb_text_free(&out);
    free(rows);
    end(&world);
}

static void what_no_format_can_hold_is_replaced(void **state)
{
    (void)state;
    struct tb_text out;
    tb_text_init(&out, 1000);
    tb_escape_xml(&out, "\x01 \xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80 \xe2\x82\xac \xf0\x9f\x94\x91 \xe2\x82");
    assert_string_equal(out.data, "\xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd "
                                  "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd \xe2\x82\xac \xf0\x9f\x94\x91 "
                                  "\xef\xbf\xbd\xef\xbf\xbd");
    json_t *text = tb_escape_json(hostile);
    assert_non_null(text);
    json_decref(text);
    tb_text_free(&out);
}

static void requests_are_checked_before_anything_is_measured(void **state)
{
    (void)state;
    static const char *const bad[] = {"gbensh", "markdown=", "=x", "", "bmf=/nowhere/at/all"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct tb_words words = {0};
        struct tb_text why;
        tb_text_init(&why, 1000);
        assert_true(tb_words_add(&words, bad[i], strlen(bad[i])));
        assert_false(tb_export_check(&words, &why));
        assert_true(why.len > 0);
        tb_text_free(&why);
        tb_words_free(&words);
    }
}

static int write_files(const char *folder)
{
    struct world world;
    struct tb_text why;
    struct tb_words all = {0};
    size_t num;
    const struct tb_exporter *const *exporters = tb_exporters(&num);
    bool good = true;
    tb_text_init(&why, 1000);
    begin(&world);
    for (size_t i = 0; i < num; i++)
        if (exporters[i] != &tb_export_svg) /* by the tests of pages, where there is node */
            good = good && tb_words_add(&all, exporters[i]->name, strlen(exporters[i]->name));
    good = good && tb_export_write(&all, &world.source, folder, "", &why);
    fputs(why.data, stderr);
    tb_words_free(&all);
    end(&world);
    tb_text_free(&why);
    return !good;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(google_reads_times_of_operations),
        cmocka_unit_test(google_reads_the_median_latency_of_arrivals),
        cmocka_unit_test(bencher_reads_measures_with_intervals),
        cmocka_unit_test(junit_tells_failure_from_skipped_and_error),
        cmocka_unit_test(remarks_stand_in_every_format_that_holds_words),
        cmocka_unit_test(few_windows_cannot_show_a_trend),
        cmocka_unit_test(plain_tcp_is_no_library),
        cmocka_unit_test(a_case_is_one_test),
        cmocka_unit_test(markdown_begins_with_the_verdict),
        cmocka_unit_test(exports_agree_with_the_conclusion),
        cmocka_unit_test(a_comment_fits_into_githubs_limit),
        cmocka_unit_test(what_no_format_can_hold_is_replaced),
        cmocka_unit_test(requests_are_checked_before_anything_is_measured),
    };
    return argc > 1 ? write_files(argv[1]) : cmocka_run_group_tests(tests, NULL, NULL);
}
