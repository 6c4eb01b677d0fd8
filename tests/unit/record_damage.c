/* record_damage.c - a damaged record is refused, and the reason names the error. */
#include "core/record.h"
#include "core/text.h"
#include "records.h"
#include "unit.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The line is refused, and the reason contains these words. */
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

/* A full record with one field set to this JSON value, or without it (NULL), is refused, and the reason names the
 * field. */
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
    assert_int_equal(num, 35); /* record, status, 22 texts, 9 counts, cpu, metrics */
    json_decref(root);
    tb_text_free(&line);
}

static void wrong_values_are_refused(void **state)
{
    (void)state;
    assert_field_refused("status", "\"good\"");
    assert_field_refused("cpu", "2147483648");
    assert_field_refused("record", "2"); /* another schema: "the record has schema 2" */
    static const char *const metrics[] = {"{\"time\": 1}",       "{\"time\": []}",        "{\"time\": [1, null]}",
                                          "{\"time\": [\"1\"]}", "{\"time\": [1.7e308]}", "{\"time\": [-1e31]}",
                                          "{\"time\": [1e-320]}"};
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

/* A hostile record must not keep the reader busy for a minute. */
static void more_metrics_than_there_can_be_are_refused(void **state)
{
    (void)state;
    struct tb_text line;
    char name[24];
    full_line(&line);
    json_t *root = json_loads(line.data, 0, NULL), *metrics = json_object_get(root, "metrics");
    for (int i = 0; i < 200000; i++) {
        snprintf(name, sizeof name, "metric%d", i);
        assert_int_equal(json_object_set_new(metrics, name, json_pack("[f]", 1.0)), 0);
    }
    char *damaged = json_dumps(root, 0);
    assert_refused(damaged, strlen(damaged), "metrics, and no driver has more than");
    free(damaged);
    json_decref(root);
    tb_text_free(&line);
}

/* Refuses the full record with its first `old` replaced. */
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
    assert_edit_refused("-2000.0", "NaN", "not JSON");
    assert_edit_refused("-2000.0", "1e999", "not JSON");
    assert_edit_refused("12345", "99999999999999999999", "not JSON");
    assert_edit_refused("\"record\":1", "\"record\":99", "schema 99, and this program reads 1");
    assert_edit_refused("\"cpu\":1", "\"cpu\":1,\"cpu\":2", "not JSON"); /* a duplicate key */
    assert_edit_refused("openssl-3.5", "\xff", "not JSON");
    assert_edit_refused("openssl-3.5", "\\u0000", "not JSON");
    assert_refused("", 0, "not JSON");
    assert_refused("[]", 2, "\"record\"");
    assert_refused("{}", 2, "\"record\"");
}

static void any_truncation_is_refused(void **state)
{
    (void)state;
    struct tb_text line;
    full_line(&line);
    for (size_t len = 0; len < line.len - 1; len++)
        assert_refused(line.data, len, "not JSON");
    tb_text_add(&line, "{}");
    assert_refused(line.data, line.len, "not JSON"); /* trailing data is not allowed, either */
    tb_text_free(&line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_is_needed_and_typed),
        cmocka_unit_test(wrong_values_are_refused),
        cmocka_unit_test(more_metrics_than_there_can_be_are_refused),
        cmocka_unit_test(damaged_text_is_refused),
        cmocka_unit_test(any_truncation_is_refused),
    };
    return cmocka_run_group_tests_name("record_damage", tests, NULL, NULL);
}
