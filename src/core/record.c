#include "core/record.h"
#include "core/grow.h"
#include "core/json_dump.h"
#include "core/stats.h"
#include "core/text.h"
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char *const status_names[] = {"ok", "void", "unsupported", "failed", "timeout", "disturbed", "unmeasured"};

const char *tb_sample_status_name(enum tb_sample_status status)
{
    return status_names[status];
}

bool tb_sample_status_by_name(const char *name, enum tb_sample_status *status)
{
    for (size_t i = 0; i < TB_NUM_STATUSES; i++) {
        if (strcmp(status_names[i], name) == 0) {
            *status = (enum tb_sample_status)i;
            return true;
        }
    }
    return false;
}

/* The text fields: init, free, encode and decode all use this table. */
static const struct {
    const char *key;
    size_t offset;
} text_fields[] = {
    {"reason", offsetof(struct tb_record, reason)},
    {"case", offsetof(struct tb_record, case_name)},
    {"role", offsetof(struct tb_record, role)},
    {"negotiated", offsetof(struct tb_record, negotiated)},
    {"vectors", offsetof(struct tb_record, vectors)},
    {"cores", offsetof(struct tb_record, cores)},
    {"stranger", offsetof(struct tb_record, stranger)},
    {"instance", offsetof(struct tb_record, library.instance)},
    {"product", offsetof(struct tb_record, library.product)},
    {"version", offsetof(struct tb_record, library.version)},
    {"date", offsetof(struct tb_record, library.date)},
    {"date_of", offsetof(struct tb_record, library.date_of)},
    {"says", offsetof(struct tb_record, library.says)},
    {"headers", offsetof(struct tb_record, library.headers)},
    {"build", offsetof(struct tb_record, library.build)},
    {"cpu_features", offsetof(struct tb_record, library.cpu)},
    {"image", offsetof(struct tb_record, library.image)},
    {"tls_image", offsetof(struct tb_record, library.tls_image)},
    {"linkage", offsetof(struct tb_record, library.linkage)},
    {"missing", offsetof(struct tb_record, library.missing)},
    {"faults", offsetof(struct tb_record, library.faults)},
    {"origin", offsetof(struct tb_record, library.origin)},
};

static const struct {
    const char *key;
    size_t offset;
} count_fields[] = {
    {"operations", offsetof(struct tb_record, operations)},
    {"involuntary_switches", offsetof(struct tb_record, involuntary_switches)},
    {"run_delay_ns", offsetof(struct tb_record, run_delay_ns)},
    {"max_rss_kib", offsetof(struct tb_record, max_rss_kib)},
    {"ready_ns", offsetof(struct tb_record, ready_ns)},
    {"warm_up_ns", offsetof(struct tb_record, warm_up_ns)},
    {"window_ns", offsetof(struct tb_record, window_ns)},
    {"turn_overs", offsetof(struct tb_record, turn_overs)},
    {"strangers", offsetof(struct tb_record, strangers)},
};

enum { MOST_METRICS = 4096 }; /* in one record, including kinds of system calls, since lookup is linear */
enum { NUM_TEXTS = sizeof text_fields / sizeof *text_fields, NUM_COUNTS = sizeof count_fields / sizeof *count_fields };

static char **text_field(struct tb_record *record, size_t i)
{
    return (char **)(void *)((char *)record + text_fields[i].offset);
}

static uint64_t *count_field(struct tb_record *record, size_t i)
{
    return (uint64_t *)(void *)((char *)record + count_fields[i].offset);
}

/* Initial value of all text fields, so that they can be read without any allocation; never freed or modified. */
static const char nothing[1] = "";

void tb_record_init(struct tb_record *record)
{
    *record = (struct tb_record){.status = TB_SAMPLE_FAILED, .cpu = -1};
    for (size_t i = 0; i < NUM_TEXTS; i++)
        *text_field(record, i) = (char *)nothing;
}

void tb_record_free(struct tb_record *record)
{
    for (size_t i = 0; i < NUM_TEXTS; i++)
        if (*text_field(record, i) != nothing)
            free(*text_field(record, i));
    for (size_t i = 0; i < record->num_series; i++) {
        free(record->series[i].metric);
        free(record->series[i].values);
    }
    free(record->series);
    tb_record_init(record);
}

bool tb_record_set(char **field, const char *value)
{
    char *copy = strdup(value);
    if (!copy)
        return false;
    if (*field != nothing)
        free(*field);
    *field = copy;
    return true;
}

static struct tb_series *new_series(struct tb_record *record, const char *metric)
{
    struct tb_series *all = realloc(record->series, (record->num_series + 1) * sizeof *all);
    if (!all)
        return NULL;
    record->series = all;
    char *name = strdup(metric);
    if (!name)
        return NULL;
    all[record->num_series] = (struct tb_series){.metric = name};
    return &all[record->num_series++];
}

const struct tb_series *tb_record_series(const struct tb_record *record, const char *metric)
{
    for (size_t i = 0; i < record->num_series; i++)
        if (strcmp(record->series[i].metric, metric) == 0)
            return &record->series[i];
    return NULL;
}

static bool add_value(struct tb_series *series, double value)
{
    double *values = tb_grow(series->values, series->num, sizeof *values);
    if (!values)
        return false;
    series->values = values;
    values[series->num++] = value;
    return true;
}

bool tb_record_add(struct tb_record *record, const char *metric, double value)
{
    struct tb_series *series = (struct tb_series *)tb_record_series(record, metric);
    if (!series)
        series = new_series(record, metric);
    return series && add_value(series, value);
}

/* NULL: out of memory, a value that JSON does not have, or a series without values. */
static json_t *encode_values(const struct tb_series *series)
{
    json_t *values = json_array();
    bool ok = values && series->num > 0;
    for (size_t i = 0; ok && i < series->num; i++)
        ok =
            json_array_append_new(values, json_real(series->values[i])) == 0; /* json_real refuses NaN and infinities */
    if (ok)
        return values;
    json_decref(values);
    return NULL;
}

static json_t *encode_series(const struct tb_record *record)
{
    json_t *all = json_object();
    bool ok = all != NULL;
    for (size_t i = 0; ok && i < record->num_series; i++)
        ok = json_object_set_new(all, record->series[i].metric, encode_values(&record->series[i])) == 0;
    if (ok)
        return all;
    json_decref(all);
    return NULL;
}

static json_t *encode_count(uint64_t count)
{
    return count <= INT64_MAX ? json_integer((json_int_t)count) : NULL;
}

/* Library texts may be any bytes; invalid UTF-8 is made readable rather than losing the record. */
static json_t *encode_text(const char *s)
{
    json_t *text = json_string(s);
    if (text)
        return text;
    struct tb_text ascii;
    tb_text_init(&ascii, 65536);
    for (; *s; s++)
        tb_text_add_bytes(&ascii, (unsigned char)*s < 0x80 ? s : "?", 1);
    text = json_string(ascii.data);
    tb_text_free(&ascii);
    return text;
}

bool tb_record_encode(const struct tb_record *record, struct tb_text *line)
{
    struct tb_record *r = (struct tb_record *)record; /* text_field and count_field serve reading and writing;
                                                       * nothing is changed */
    json_t *root = json_object();
    bool ok = root && json_object_set_new(root, "record", json_integer(TB_RECORD_SCHEMA)) == 0 &&
              json_object_set_new(root, "status", json_string(status_names[record->status])) == 0;
    for (size_t i = 0; ok && i < NUM_TEXTS; i++)
        ok = json_object_set_new(root, text_fields[i].key, encode_text(*text_field(r, i))) == 0;
    for (size_t i = 0; ok && i < NUM_COUNTS; i++)
        ok = json_object_set_new(root, count_fields[i].key, encode_count(*count_field(r, i))) == 0;
    ok = ok && json_object_set_new(root, "cpu", json_integer(record->cpu)) == 0 &&
         json_object_set_new(root, "metrics", encode_series(record)) == 0;
    char *dump = ok ? tb_json_dump(root, JSON_COMPACT) : NULL;
    json_decref(root);
    if (!dump)
        return false;
    tb_text_add(line, dump);
    tb_text_add(line, "\n");
    free(dump);
    return !line->truncated;
}

static bool complain(struct tb_text *why, const char *key, const char *what)
{
    tb_text_printf(why, "the record's \"%s\" is %s", key, what);
    return false;
}

static bool decode_texts(struct tb_record *record, const json_t *root, struct tb_text *why)
{
    for (size_t i = 0; i < NUM_TEXTS; i++) {
        const char *value = json_string_value(json_object_get(root, text_fields[i].key));
        if (!value)
            return complain(why, text_fields[i].key, "missing, or not a text");
        if (!tb_record_set(text_field(record, i), value))
            return complain(why, text_fields[i].key, "too large for the memory");
    }
    return true;
}

static bool decode_counts(struct tb_record *record, const json_t *root, struct tb_text *why)
{
    for (size_t i = 0; i < NUM_COUNTS; i++) {
        const json_t *value = json_object_get(root, count_fields[i].key);
        if (!json_is_integer(value) || json_integer_value(value) < 0)
            return complain(why, count_fields[i].key, "missing, or not a count");
        *count_field(record, i) = (uint64_t)json_integer_value(value);
    }
    const json_t *cpu = json_object_get(root, "cpu");
    json_int_t number = json_integer_value(cpu);
    if (!json_is_integer(cpu) || number < -1 || number > INT_MAX)
        return complain(why, "cpu", "missing, or not a core");
    record->cpu = (int)number;
    return true;
}

/* A name stands once in an object, so nothing is looked for: there may be millions of values. */
static bool decode_values(struct tb_record *record, const char *name, const json_t *values, struct tb_text *why)
{
    if (!json_is_array(values) || json_array_size(values) == 0)
        return complain(why, name, "not a list of numbers");
    struct tb_series *series = new_series(record, name);
    if (!series)
        return complain(why, name, "too large for the memory");
    for (size_t i = 0; i < json_array_size(values); i++) {
        const json_t *value = json_array_get(values, i);
        if (!json_is_number(value))
            return complain(why, name, "not a list of numbers");
        if (!tb_is_figure(json_number_value(value)))
            return complain(why, name, "a number that cannot have been measured: below 1e-30 or above 1e30");
        if (!add_value(series, json_number_value(value)))
            return complain(why, name, "too large for the memory");
    }
    return true;
}

static bool decode_series(struct tb_record *record, json_t *root, struct tb_text *why)
{
    json_t *metrics = json_object_get(root, "metrics"), *values;
    const char *name;
    if (!json_is_object(metrics))
        return complain(why, "metrics", "missing, or not an object");
    if (json_object_size(metrics) > MOST_METRICS) {
        tb_text_printf(why, "the record has %zu metrics, and no driver has more than %d", json_object_size(metrics),
                       MOST_METRICS);
        return false;
    }
    json_object_foreach(metrics, name, values) if (!decode_values(record, name, values, why)) return false;
    return true;
}

static bool decode_root(struct tb_record *record, json_t *root, struct tb_text *why)
{
    const json_t *schema = json_object_get(root, "record");
    if (!json_is_integer(schema))
        return complain(why, "record", "missing, so this is not a record");
    if (json_integer_value(schema) != TB_RECORD_SCHEMA) {
        tb_text_printf(why,
                       "the record has schema %lld, and this program reads %d; build the worker and tlsbench together",
                       (long long)json_integer_value(schema), TB_RECORD_SCHEMA);
        return false;
    }
    const char *status = json_string_value(json_object_get(root, "status"));
    if (!status || !tb_sample_status_by_name(status, &record->status))
        return complain(why, "status", "missing or unknown");
    return decode_texts(record, root, why) && decode_counts(record, root, why) && decode_series(record, root, why);
}

bool tb_record_decode(struct tb_record *record, const char *line, size_t len, struct tb_text *why)
{
    json_error_t error;
    json_t *root = json_loadb(line, len, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        tb_text_printf(why, "the worker's output is not JSON: %s at byte %d", error.text, error.position);
        return false;
    }
    bool ok = decode_root(record, root, why);
    json_decref(root);
    return ok;
}
