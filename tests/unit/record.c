/* record.c - a record survives its way from worker to controller, and a damaged one is refused with a reason. */
#include "core/record.h"
#include "core/text.h"
#include "no_memory.h"
#include "unit.h"
#include <jansson.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool fill(struct tb_record *record)
{
    record->status = TB_SAMPLE_OK;
    record->operations = 12345;
    record->cpu = 1;
    record->involuntary_switches = 7;
    record->max_rss_kib = 8192;
    record->ready_ns = 3000000000;
    return tb_record_set(&record->case_name, "kx/x25519/offer") && tb_record_set(&record->role, "local") &&
           tb_record_set(&record->negotiated, "TLS 1.3, \"verified\"\n\\") &&
           tb_record_set(&record->library.instance, "openssl-3.5") &&
           tb_record_set(&record->library.product, "OpenSSL") && tb_record_set(&record->library.version, "3.5.1") &&
           tb_record_set(&record->library.headers, "3.5.0") && tb_record_set(&record->library.build, "gcc -O3") &&
           tb_record_set(&record->library.cpu, "AES-NI") && tb_record_set(&record->library.image, "/x/\xc3\xa9.so") &&
           tb_record_set(&record->library.linkage, "static") && tb_record_set(&record->library.missing, "SHA") &&
           tb_record_add(record, "time", 1.0 / 3) && tb_record_add(record, "time", 1e-300) &&
           tb_record_add(record, "time", -2000) && tb_record_add(record, "cpu_time", 5);
}

/* One line of a full record, in `line`. */
static void full_line(struct tb_text *line)
{
    struct tb_record record;
    tb_text_init(line, 65536);
    tb_record_init(&record);
    assert_true(fill(&record));
    assert_true(tb_record_encode(&record, line));
    tb_record_free(&record);
}

static void assert_same(const struct tb_record *a, const struct tb_record *b)
{
    assert_int_equal(a->status, b->status);
    assert_int_equal(a->operations, b->operations);
    assert_int_equal(a->cpu, b->cpu);
    assert_int_equal(a->involuntary_switches, b->involuntary_switches);
    assert_int_equal(a->max_rss_kib, b->max_rss_kib);
    assert_true(a->ready_ns == b->ready_ns);
    assert_string_equal(a->reason, b->reason);
    assert_string_equal(a->case_name, b->case_name);
    assert_string_equal(a->role, b->role);
    assert_string_equal(a->negotiated, b->negotiated);
    assert_string_equal(a->library.instance, b->library.instance);
    assert_string_equal(a->library.product, b->library.product);
    assert_string_equal(a->library.version, b->library.version);
    assert_string_equal(a->library.headers, b->library.headers);
    assert_string_equal(a->library.build, b->library.build);
    assert_string_equal(a->library.cpu, b->library.cpu);
    assert_string_equal(a->library.image, b->library.image);
    assert_string_equal(a->library.linkage, b->library.linkage);
    assert_string_equal(a->library.missing, b->library.missing);
    assert_int_equal(a->num_series, b->num_series);
    for (size_t i = 0; i < a->num_series; i++) {
        const struct tb_series *series = tb_record_series(b, a->series[i].metric);
        assert_non_null(series);
        assert_int_equal(series->num, a->series[i].num);
        assert_memory_equal(series->values, a->series[i].values, series->num * sizeof *series->values);
    }
}

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
    assert_same(record, &decoded);
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
    assert_round_trip(&record); /* as it is after init */
    assert_true(fill(&record));
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
    static const char *const names[] = {"ok", "void", "unsupported", "failed", "timeout"};
    for (int i = TB_SAMPLE_OK; i <= TB_SAMPLE_TIMEOUT; i++) {
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
        assert_true(fill(&record) && tb_record_add(&record, "time", wrong[i]));
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
    assert_true(fill(&record));
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

/* The line is refused, and the reason has these words in it. */
static void assert_refused(const char *line, size_t len, const char *words)
{
    struct tb_record record;
    struct tb_text why;
    tb_record_init(&record);
    tb_text_init(&why, 500);
    assert_false(tb_record_decode(&record, line, len, &why));
    if (!strstr(why.data, words))
        fail_msg("refused with '%s', which lacks '%s'", why.data, words);
    tb_record_free(&record);
    tb_text_free(&why);
}

/* A full record with one field set to this JSON value, or without it (NULL), is refused, naming the field. */
static void assert_field_refused(const char *key, const char *json)
{
    struct tb_text line;
    full_line(&line);
    json_t *root = json_loads(line.data, 0, NULL);
    assert_non_null(root);
    assert_non_null(json_object_get(root, key));
    if (json)
        assert_int_equal(json_object_set_new(root, key, json_loads(json, JSON_DECODE_ANY, NULL)), 0);
    else
        assert_int_equal(json_object_del(root, key), 0);
    char *damaged = json_dumps(root, 0);
    assert_non_null(damaged);
    assert_refused(damaged, strlen(damaged), key);
    free(damaged);
    json_decref(root);
    tb_text_free(&line);
}

static void every_field_is_needed_and_typed(void **state)
{
    (void)state;
    struct tb_text line;
    full_line(&line);
    json_t *root = json_loads(line.data, 0, NULL), *value;
    const char *key;
    size_t num = 0;
    json_object_foreach(root, key, value)
    {
        assert_field_refused(key, NULL);
        assert_field_refused(key, "null");
        assert_field_refused(key, "[[]]");
        assert_field_refused(key, json_is_string(value) ? "1" : "\"text\"");
        if (json_is_integer(value)) {
            assert_field_refused(key, "1.5");
            assert_field_refused(key, "-2");
        }
        num++;
    }
    assert_int_equal(num, 21); /* record, status, 13 texts, 4 counts, cpu, metrics */
    json_decref(root);
    tb_text_free(&line);
}

static void wrong_values_are_refused(void **state)
{
    (void)state;
    assert_field_refused("status", "\"good\"");
    assert_field_refused("cpu", "2147483648");
    assert_field_refused("record", "2"); /* another schema: "the record has schema 2" */
    static const char *const metrics[] = {"{\"time\": 1}", "{\"time\": []}", "{\"time\": [1, null]}",
                                          "{\"time\": [\"1\"]}"};
    for (size_t i = 0; i < COUNT(metrics); i++) {
        struct tb_text line;
        full_line(&line);
        json_t *root = json_loads(line.data, 0, NULL);
        assert_int_equal(json_object_set_new(root, "metrics", json_loads(metrics[i], 0, NULL)), 0);
        char *damaged = json_dumps(root, 0);
        assert_refused(damaged, strlen(damaged), "\"time\"");
        free(damaged);
        json_decref(root);
        tb_text_free(&line);
    }
}

/* The full record with its first `old` replaced. */
static void assert_edit_refused(const char *old, const char *new, const char *words)
{
    struct tb_text line, edited;
    full_line(&line);
    tb_text_init(&edited, 65536);
    char *at = strstr(line.data, old);
    assert_non_null(at);
    tb_text_add_bytes(&edited, line.data, (size_t)(at - line.data));
    tb_text_add(&edited, new);
    tb_text_add(&edited, at + strlen(old));
    assert_refused(edited.data, edited.len, words);
    tb_text_free(&edited);
    tb_text_free(&line);
}

static void damaged_text_is_refused(void **state)
{
    (void)state;
    assert_edit_refused("-2000.0", "NaN", "no JSON");
    assert_edit_refused("-2000.0", "1e999", "no JSON");
    assert_edit_refused("12345", "99999999999999999999", "no JSON");
    assert_edit_refused("\"record\":1", "\"record\":99", "schema 99, this program reads 1");
    assert_edit_refused("\"cpu\":1", "\"cpu\":1,\"cpu\":2", "no JSON"); /* twice the same key */
    assert_edit_refused("openssl-3.5", "\xff", "no JSON");
    assert_edit_refused("openssl-3.5", "\\u0000", "no JSON");
    assert_refused("", 0, "no JSON");
    assert_refused("[]", 2, "\"record\"");
    assert_refused("{}", 2, "\"record\"");
}

static void any_truncation_is_refused(void **state)
{
    (void)state;
    struct tb_text line;
    full_line(&line);
    for (size_t len = 0; len < line.len - 1; len++)
        assert_refused(line.data, len, "no JSON");
    tb_text_add(&line, "{}");
    assert_refused(line.data, line.len, "no JSON"); /* nor may anything follow */
    tb_text_free(&line);
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
        skip(); /* CMake makes this locale where it can */
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

/* Whichever allocation fails first: an answer false, nothing leaked (the sanitizer watches), and the next one works. */
static void without_memory_nothing_is_half_done(void **state)
{
    (void)state;
    struct tb_text line, full, why;
    bool good = false;
    size_t failures = 0;
    json_set_alloc_funcs(malloc, free); /* jansson's memory runs out as well */
    full_line(&full);
    for (size_t num = 0; !good; num++) {
        struct tb_record record, decoded;
        tb_record_init(&record);
        tb_record_init(&decoded);
        tb_text_init(&line, 65536);
        tb_text_init(&why, 500);
        no_memory_after(num);
        good =
            fill(&record) && tb_record_encode(&record, &line) && tb_record_decode(&decoded, full.data, full.len, &why);
        no_memory_end();
        failures += !good;
        if (good) {
            assert_string_equal(line.data, full.data);
            assert_same(&record, &decoded);
        }
        tb_record_free(&record);
        tb_record_free(&decoded);
        tb_text_free(&line);
        tb_text_free(&why);
    }
    assert_true(failures > 100);
    tb_text_free(&full);
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
        cmocka_unit_test(every_field_is_needed_and_typed),
        cmocka_unit_test(wrong_values_are_refused),
        cmocka_unit_test(damaged_text_is_refused),
        cmocka_unit_test(any_truncation_is_refused),
        cmocka_unit_test(fields_of_later_versions_are_left_alone),
        cmocka_unit_test(the_locale_does_not_matter),
        cmocka_unit_test(a_series_that_lost_its_value_is_not_told),
        cmocka_unit_test(without_memory_nothing_is_half_done),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
