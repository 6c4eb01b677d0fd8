/* record.c - a record survives its way from worker to controller, whatever it contains. */
#include "core/record.h"
#include "core/text.h"
#include "no_memory.h"
#include "records.h"
#include "unit.h"
#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void assert_round_trip(const struct tb_record *record)
{
    struct tb_record decoded;
    struct tb_text line, why;
    tb_text_init(&line, 65536);
    tb_text_init(&why, 500);
    tb_record_init(&decoded);
    assert_true(tb_record_encode(record, &line));
    assert_ptr_equal(strchr(line.data, '\n'), line.data + line.len - 1); /* one line */
    assert_true(tb_record_decode(&decoded, line.data, line.len, &why));
    assert_same_record(record, &decoded);
    tb_record_free(&decoded);
    tb_text_free(&line);
    tb_text_free(&why);
}

static void round_trips(void **state)
{
    (void)state;
    struct tb_record record;
    tb_record_init(&record);
    assert_int_equal(record.status, TB_SAMPLE_FAILED);
    assert_int_equal(record.cpu, -1);
    assert_round_trip(&record); /* in its state after init */
    assert_true(fill_record(&record));
    assert_round_trip(&record);
    record.operations = INT64_MAX;
    record.cpu = -1;
    assert_round_trip(&record);
    tb_record_free(&record);
    tb_record_free(&record); /* is empty again */
}

static void every_status_round_trips(void **state)
{
    (void)state;
    static const char *const names[] = {"ok", "void", "unsupported", "failed", "timeout", "disturbed"};
    for (int i = TB_SAMPLE_OK; i < TB_NUM_STATUSES; i++) {
        enum tb_sample_status status;
        struct tb_record record;
        assert_string_equal(tb_sample_status_name((enum tb_sample_status)i), names[i]);
        assert_true(tb_sample_status_by_name(names[i], &status));
        assert_int_equal(status, i);
        tb_record_init(&record);
        record.status = status;
        assert_true(tb_record_set(&record.reason, "the library has no ML-KEM"));
        assert_round_trip(&record);
        tb_record_free(&record);
    }
    enum tb_sample_status status;
    assert_false(tb_sample_status_by_name("OK", &status));
    assert_string_equal(tb_sample_status_name(TB_SAMPLE_UNMEASURED), "unmeasured");
    assert_false(tb_sample_status_by_name("unmeasured", &status)); /* no sample is */
}

static void strings_are_replaced_by_copies(void **state)
{
    (void)state;
    struct tb_record record;
    char text[] = "first";
    tb_record_init(&record);
    assert_true(tb_record_set(&record.reason, text));
    text[0] = 'x';
    assert_string_equal(record.reason, "first");
    assert_true(tb_record_set(&record.reason, "second"));
    assert_string_equal(record.reason, "second");
    tb_record_free(&record);
    assert_string_equal(record.reason, "");
}

static void series_keep_order_and_values(void **state)
{
    (void)state;
    struct tb_record record;
    tb_record_init(&record);
    for (size_t i = 0; i < 100; i++)
        assert_true(tb_record_add(&record, i % 2 ? "odd" : "even", (double)i));
    assert_int_equal(record.num_series, 2);
    assert_int_equal(tb_record_series(&record, "odd")->num, 50);
    for (size_t i = 0; i < 50; i++)
        assert_true(tb_record_series(&record, "odd")->values[i] == (double)(2 * i + 1));
    assert_null(tb_record_series(&record, "neither"));
    tb_record_free(&record);
}

static void what_json_cannot_say_is_refused(void **state)
{
    (void)state;
    static const double wrong[] = {NAN, INFINITY, -INFINITY};
    struct tb_text line;
    tb_text_init(&line, 65536);
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct tb_record record;
        tb_record_init(&record);
        assert_true(fill_record(&record) && tb_record_add(&record, "time", wrong[i]));
        assert_false(tb_record_encode(&record, &line));
        tb_record_free(&record);
    }
    struct tb_record record;
    tb_record_init(&record);
    record.ready_ns = (uint64_t)INT64_MAX + 1;
    assert_false(tb_record_encode(&record, &line));
    tb_record_free(&record);
    assert_int_equal(line.len, 0);
    tb_text_free(&line);
}

static void a_line_beyond_its_limit_is_refused(void **state)
{
    (void)state;
    struct tb_record record;
    struct tb_text line;
    tb_text_init(&line, 100);
    tb_record_init(&record);
    assert_true(fill_record(&record));
    assert_false(tb_record_encode(&record, &line));
    tb_record_free(&record);
    tb_text_free(&line);
}

static void text_that_is_no_utf8_stays_readable(void **state)
{
    (void)state;
    struct tb_record record, decoded;
    struct tb_text line, why;
    tb_text_init(&line, 65536);
    tb_text_init(&why, 500);
    tb_record_init(&record);
    tb_record_init(&decoded);
    assert_true(tb_record_set(&record.library.build, "-O2 \xff\xc3 -g"));
    assert_true(tb_record_encode(&record, &line));
    assert_true(tb_record_decode(&decoded, line.data, line.len, &why));
    assert_string_equal(decoded.library.build, "-O2 ?? -g");
    tb_record_free(&decoded);
    tb_record_free(&record);
    tb_text_free(&line);
    tb_text_free(&why);
}

static void fields_of_later_versions_are_left_alone(void **state)
{
    (void)state;
    struct tb_record record;
    struct tb_text line, longer, why;
    full_line(&line);
    tb_text_init(&longer, 65536);
    tb_text_init(&why, 500);
    tb_record_init(&record);
    tb_text_printf(&longer, "{\"later\":[true],%s", line.data + 1);
    assert_true(tb_record_decode(&record, longer.data, longer.len, &why));
    assert_string_equal(record.library.instance, "openssl-3.5");
    tb_record_free(&record);
    tb_text_free(&why);
    tb_text_free(&longer);
    tb_text_free(&line);
}

static void the_locale_does_not_matter(void **state)
{
    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8"))
        skip(); /* CMake creates this locale if it can */
    assert_string_equal(localeconv()->decimal_point, ",");
    round_trips(NULL);
    struct tb_text line;
    full_line(&line);
    assert_non_null(strstr(line.data, "0.3333"));
    tb_text_free(&line);
    assert_non_null(setlocale(LC_NUMERIC, "C"));
}

static void a_series_that_lost_its_value_is_not_told(void **state)
{
    (void)state;
    struct tb_record record;
    struct tb_text line;
    tb_record_init(&record);
    tb_text_init(&line, 65536);
    no_memory_after(2); /* the list of series and the metric's name, but no value */
    bool added = tb_record_add(&record, "time", 1);
    no_memory_end();
    assert_false(added);
    assert_int_equal(record.num_series, 1);
    assert_false(tb_record_encode(&record, &line));
    tb_record_free(&record);
    tb_text_free(&line);
}

/* Whichever allocation fails first: the function returns false, nothing leaks (the sanitizer checks), and the next call
 * works. */
static void without_memory_nothing_is_half_done(void **state)
{
    (void)state;
    struct tb_text line, full, why;
    bool good = false;
    size_t failures = 0;
    json_set_alloc_funcs(malloc, free); /* jansson runs out of memory as well */
    full_line(&full);
    for (size_t num = 0; !good; num++) {
        struct tb_record record, decoded;
        tb_record_init(&record);
        tb_record_init(&decoded);
        tb_text_init(&line, 65536);
        tb_text_init(&why, 500);
        no_memory_after(num);
        good = fill_record(&record) && tb_record_encode(&record, &line) &&
               tb_record_decode(&decoded, full.data, full.len, &why);
        no_memory_end();
        failures += !good;
        if (good) {
            assert_string_equal(line.data, full.data);
            assert_same_record(&record, &decoded);
        }
        tb_record_free(&record);
        tb_record_free(&decoded);
        tb_text_free(&line);
        tb_text_free(&why);
    }
    assert_true(failures > 100);
    tb_text_free(&full);
}

/* As long as a record may be, of as many metrics as it may have: what looks for the metric of each value would take
 * minutes, in which no time limit counts. */
static void many_values_of_many_metrics(void **state)
{
    enum { METRICS = 4096, VALUES = 1 << 20 };
    (void)state;
    struct tb_record record;
    struct tb_text line, why;
    char name[24];
    full_line(&line);
    json_t *root = json_loads(line.data, 0, NULL), *metrics = json_object(), *values = json_array();
    for (size_t i = 1; i < METRICS; i++) {
        snprintf(name, sizeof name, "metric-%zu", i);
        assert_int_equal(json_object_set_new(metrics, name, json_pack("[i]", 1)), 0);
    }
    for (size_t i = 0; i < VALUES; i++)
        assert_int_equal(json_array_append_new(values, json_integer(i % 10 != 0)), 0);
    assert_int_equal(json_object_set_new(metrics, "last", values), 0);
    assert_int_equal(json_object_set_new(root, "metrics", metrics), 0);
    char *text = json_dumps(root, JSON_COMPACT);
    assert_non_null(text);
    tb_text_init(&why, 500);
    tb_record_init(&record);
    assert_true(tb_record_decode(&record, text, strlen(text), &why));
    assert_int_equal(record.num_series, METRICS);
    assert_int_equal(tb_record_series(&record, "last")->num, VALUES);
    tb_record_free(&record);
    free(text);
    json_decref(root);
    tb_text_free(&why);
    tb_text_free(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trips),
        cmocka_unit_test(every_status_round_trips),
        cmocka_unit_test(strings_are_replaced_by_copies),
        cmocka_unit_test(series_keep_order_and_values),
        cmocka_unit_test(what_json_cannot_say_is_refused),
        cmocka_unit_test(a_line_beyond_its_limit_is_refused),
        cmocka_unit_test(text_that_is_no_utf8_stays_readable),
        cmocka_unit_test(fields_of_later_versions_are_left_alone),
        cmocka_unit_test(the_locale_does_not_matter),
        cmocka_unit_test(many_values_of_many_metrics),
        cmocka_unit_test(a_series_that_lost_its_value_is_not_told),
        cmocka_unit_test(without_memory_nothing_is_half_done),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
