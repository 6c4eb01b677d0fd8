/* check_json.c - the verdict of a check as a file. */
#include "control/base/files.h"
#include "control/base/json_text.h"
#include "control/verdict/check_verdict.h"
#include "core/memory.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SCHEMA = 1, FILE_LIMIT = 1 << 20, SENTENCE_LIMIT = 8000 };
static const double most_cases = 1e9;

static const char *const references[] = {
    [TB_STEADY_STILL] = "still", [TB_STEADY_MOVED] = "moved", [TB_STEADY_LOST] = "lost"};
enum { NUM_OUTCOMES = TB_OUTCOME_NO_VERDICT + 1, NUM_REFERENCES = TB_STEADY_LOST + 1, NUM_COUNTS = 8 };

/* The numbers of cases, by name. */
struct count {
    const char *key;
    size_t *value;
};

static void name_counts(struct count counts[NUM_COUNTS], struct tb_conclusion *of)
{
    const struct count all[NUM_COUNTS] = {{"all", &of->cases},           {"judged", &of->judged},
                                          {"regressed", &of->regressed}, {"failed", &of->failed},
                                          {"missing", &of->missing},     {"inconclusive", &of->inconclusive},
                                          {"baseless", &of->baseless},   {"invalid", &of->unjudged}};
    memcpy(counts, all, sizeof all);
}

/* ---- Writing ---- */

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *range(const double ends[2])
{
    json_t *array = json_array();
    json_array_append_new(array, number(ends[0]));
    json_array_append_new(array, number(ends[1]));
    return array;
}

static json_t *cases(const struct tb_conclusion *conclusion)
{
    struct tb_conclusion copy = *conclusion;
    struct count counts[NUM_COUNTS];
    json_t *object = json_object();
    name_counts(counts, &copy);
    for (size_t i = 0; i < NUM_COUNTS; i++)
        json_object_set_new(object, counts[i].key, json_integer((json_int_t)*counts[i].value));
    return object;
}

static json_t *reference(const struct tb_comparison *comparison)
{
    json_t *object = json_object();
    tb_json_set_text(object, "state", references[comparison->contamination]);
    json_object_set_new(object, "moved", number(comparison->moved));
    tb_json_set_text(object, "why", comparison->unsteady);
    return object;
}

bool tb_check_json(struct tb_text *text, const struct tb_check_facts *facts)
{
    const struct tb_conclusion *conclusion = facts->conclusion;
    json_t *object = json_object();
    json_object_set_new(object, "schema", json_integer(SCHEMA));
    tb_json_set_text(object, "baseline", facts->baseline);
    tb_json_set_text(object, "candidate", facts->candidate);
    tb_json_set_text(object, "outcome", tb_outcome_name(conclusion->outcome));
    tb_json_set_text(object, "sentence", conclusion->sentence.data);
    json_object_set_new(object, "exit_code", json_integer(conclusion->exit_code));
    json_object_set_new(object, "rounds", json_integer((json_int_t)facts->rounds));
    json_object_set_new(object, "second_rounds", json_integer((json_int_t)facts->comparison->second_rounds));
    json_object_set_new(object, "paired", json_boolean(facts->comparison->paired));
    json_object_set_new(object, "cases", cases(conclusion));
    json_object_set_new(object, "fails_missing", json_boolean(conclusion->fails_missing));
    json_object_set_new(object, "thresholds", range(conclusion->thresholds));
    json_object_set_new(object, "floors", range(conclusion->floors));
    json_object_set_new(object, "reference", reference(facts->comparison));
    bool good = tb_json_append(text, object);
    json_decref(object);
    return good && !text->truncated && !tb_memory_was_short();
}

/* ---- Reading ---- */

/* The first fault is in `why`, and what is read after it does not count. */
struct reader {
    const json_t *file;
    const char *path;
    struct tb_text *why;
    bool bad;
};

static void blame(struct reader *reader, const char *key)
{
    if (!reader->bad)
        tb_text_printf(reader->why, "%s: '%s' is missing, or not as tlsbench wrote it", reader->path, key);
    reader->bad = true;
}

static const char *text_of(struct reader *reader, const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (!text)
        blame(reader, key);
    return text ? text : "";
}

static uint64_t count_of(struct reader *reader, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_integer(value) && json_integer_value(value) >= 0 && (double)json_integer_value(value) <= most_cases)
        return (uint64_t)json_integer_value(value);
    blame(reader, key);
    return 0;
}

/* null is NaN. */
static double number_of(struct reader *reader, const json_t *value, const char *key)
{
    if (!json_is_number(value) && !json_is_null(value))
        blame(reader, key);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static bool flag_of(struct reader *reader, const char *key)
{
    const json_t *value = json_object_get(reader->file, key);
    if (!json_is_boolean(value))
        blame(reader, key);
    return json_is_true(value);
}

static void take_range(double ends[2], struct reader *reader, const char *key)
{
    const json_t *array = json_object_get(reader->file, key);
    for (size_t i = 0; i < 2; i++)
        ends[i] = number_of(reader, json_array_get(array, i), key);
}

/* The place of the word under `key` among the names. */
static size_t word_of(struct reader *reader, const json_t *object, const char *key, const char *const *names,
                      size_t num)
{
    const char *word = text_of(reader, object, key);
    for (size_t i = 0; i < num; i++)
        if (strcmp(names[i], word) == 0)
            return i;
    blame(reader, key);
    return 0;
}

static void take_conclusion(struct tb_conclusion *conclusion, struct reader *reader)
{
    const char *outcomes[NUM_OUTCOMES];
    struct count counts[NUM_COUNTS];
    for (size_t i = 0; i < NUM_OUTCOMES; i++)
        outcomes[i] = tb_outcome_name((enum tb_outcome)i);
    conclusion->outcome = (enum tb_outcome)word_of(reader, reader->file, "outcome", outcomes, NUM_OUTCOMES);
    conclusion->exit_code = (int)count_of(reader, reader->file, "exit_code");
    tb_text_add(&conclusion->sentence, text_of(reader, reader->file, "sentence"));
    name_counts(counts, conclusion);
    for (size_t i = 0; i < NUM_COUNTS; i++)
        *counts[i].value = count_of(reader, json_object_get(reader->file, "cases"), counts[i].key);
    if (conclusion->judged > conclusion->cases || conclusion->inconclusive > conclusion->judged)
        blame(reader, "cases");
    conclusion->fails_missing = flag_of(reader, "fails_missing");
    take_range(conclusion->thresholds, reader, "thresholds");
    take_range(conclusion->floors, reader, "floors");
}

static void take_reference(struct tb_comparison *comparison, struct reader *reader)
{
    const json_t *of = json_object_get(reader->file, "reference");
    comparison->contamination = (enum tb_contamination)word_of(reader, of, "state", references, NUM_REFERENCES);
    comparison->moved = number_of(reader, json_object_get(of, "moved"), "moved");
    if (comparison->contamination == TB_STEADY_LOST)
        comparison->unsteady = strdup(text_of(reader, of, "why"));
}

static bool take_names(struct tb_check_verdict *said, struct reader *reader)
{
    said->baseline = strdup(text_of(reader, reader->file, "baseline"));
    said->candidate = strdup(text_of(reader, reader->file, "candidate"));
    return said->baseline && said->candidate;
}

static bool take_all(struct tb_check_verdict *said, struct reader *reader)
{
    if (count_of(reader, reader->file, "schema") > SCHEMA) {
        tb_text_printf(reader->why, "%s is of a newer tlsbench; use the version that wrote it", reader->path);
        return false;
    }
    bool memory = take_names(said, reader);
    said->rounds = count_of(reader, reader->file, "rounds");
    said->comparison.second_rounds = count_of(reader, reader->file, "second_rounds");
    said->comparison.paired = flag_of(reader, "paired");
    take_conclusion(&said->conclusion, reader);
    take_reference(&said->comparison, reader);
    memory = memory && (said->comparison.contamination != TB_STEADY_LOST || said->comparison.unsteady);
    if (!reader->bad && !memory)
        tb_text_add(reader->why, "out of memory for the check");
    return !reader->bad && memory;
}

bool tb_check_json_load(struct tb_check_verdict *said, const char *folder, struct tb_text *why)
{
    char path[PATH_MAX];
    json_error_t error;
    *said = (struct tb_check_verdict){0};
    tb_text_init(&said->conclusion.sentence, SENTENCE_LIMIT);
    if (snprintf(path, sizeof path, "%s/" TB_CHECK_FILE, folder) >= (int)sizeof path || access(path, F_OK) != 0)
        return true;
    char *text = tb_file_read(path, FILE_LIMIT, why);
    if (!text)
        return false;
    json_t *file = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    free(text);
    if (!file)
        tb_text_printf(why, "%s, line %d: %s", path, error.line, error.text);
    said->found = file && take_all(said, &(struct reader){.file = file, .path = path, .why = why});
    json_decref(file);
    return said->found;
}
