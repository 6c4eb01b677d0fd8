#include "control/verdict/floors.h"
#include "control/base/conditions.h"
#include "control/base/fingerprint.h"
#include "control/base/host.h"
#include "control/history/history.h"
#include "control/run/run.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include "core/noise.h"
#include <jansson.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { KEY_LIMIT = 1000, HOST_LIMIT = 16000 };

/* The table of floors also contains thresholds and advice, as metrics named "threshold:time" and "advised:time". */
static const char threshold_prefix[] = "threshold:", advice_prefix[] = "advised:";

/* ---- Keys ---- */

static void describe_host(struct tb_text *key)
{
    json_t *host = tb_host_facts(), *conditions = tb_conditions();
    tb_host_fingerprint(host, conditions, key);
    json_decref(host);
    json_decref(conditions);
}

/* The amount of measurement: fewer rounds are noisier. */
static void describe_amount(struct tb_text *key, const struct tb_run *run)
{
    tb_text_printf(key, "%llu rounds, %llu chunks of %llu ms, %llu operations, windows of %llu ms",
                   (unsigned long long)run->rounds, (unsigned long long)run->lab.chunks,
                   (unsigned long long)run->lab.chunk_ms, (unsigned long long)run->lab.sample_operations,
                   (unsigned long long)run->lab.window_ms);
}

/* Builds of several libraries may be called `base`, so the product is part of the key. */
static void describe_library(struct tb_text *key, const struct tb_run *run)
{
    const struct tb_identity *identity = &run->selection.items[0]->attested.library;
    tb_text_printf(key, "%s (%s)", identity->instance, identity->product);
}

static void name_floor(char name[KEY_LIMIT], const char *case_name, const char *metric)
{
    snprintf(name, KEY_LIMIT, "%s %s", case_name, metric);
}

/* ---- Reading ---- */

static bool make_lists(struct tb_floors *floors)
{
    floors->cases = json_object();
    floors->thresholds = json_object();
    floors->advice = json_object();
    return floors->cases && floors->thresholds && floors->advice;
}

/* The list that a row of the table is of; the metric without its prefix. */
static json_t *list_of(struct tb_floors *floors, const char **metric)
{
    const struct {
        const char *prefix;
        json_t *list;
    } lists[] = {{threshold_prefix, floors->thresholds}, {advice_prefix, floors->advice}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        size_t len = strlen(lists[i].prefix);
        if (strncmp(*metric, lists[i].prefix, len) != 0)
            continue;
        *metric += len;
        return lists[i].list;
    }
    return floors->cases;
}

static bool load_cases(struct tb_floors *floors, struct tb_history *history, int64_t id, struct tb_text *why)
{
    struct sqlite3_stmt *rows =
        tb_history_query(history, why, "SELECT case_name, metric, value FROM floor WHERE calibration = ?", "i", id);
    char name[KEY_LIMIT];
    int more = rows ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, rows, why)) == 1) {
        const char *case_name = (const char *)sqlite3_column_text(rows, 0);
        const char *metric = (const char *)sqlite3_column_text(rows, 1);
        json_t *list = metric ? list_of(floors, &metric) : NULL; /* NULL: out of memory */
        name_floor(name, case_name ? case_name : "", metric ? metric : "");
        if (json_object_set_new(list, name, json_real(sqlite3_column_double(rows, 2))) != 0)
            more = -1;
    }
    sqlite3_finalize(rows);
    return more == 0;
}

static bool load(struct tb_floors *floors, struct tb_history *history, const struct tb_run *run, struct tb_text *why)
{
    struct tb_text host, amount, library;
    tb_text_init(&host, HOST_LIMIT);
    tb_text_init(&amount, KEY_LIMIT);
    tb_text_init(&library, KEY_LIMIT);
    describe_host(&host);
    describe_amount(&amount, run);
    describe_library(&library, run);
    struct sqlite3_stmt *row =
        tb_history_query(history, why,
                         "SELECT calibration.id, checks, false_alarms FROM calibration JOIN host ON host.id = host "
                         "WHERE fingerprint = ? AND amount = ? AND library = ?",
                         "sss", host.data, amount.data, library.data);
    int more = row ? tb_history_step(history, row, why) : -1;
    if (more == 1) {
        floors->checks = (size_t)sqlite3_column_int64(row, 1);
        floors->alarms = (size_t)sqlite3_column_int64(row, 2);
        more = make_lists(floors) && load_cases(floors, history, sqlite3_column_int64(row, 0), why) ? 0 : -1;
    }
    sqlite3_finalize(row);
    tb_text_free(&host);
    tb_text_free(&amount);
    tb_text_free(&library);
    return more == 0;
}

/* An empty one is left where the disk was full when it was made. */
static bool is_written(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && status.st_size > 0;
}

bool tb_floors_load(struct tb_floors *floors, const struct tb_run *run, struct tb_text *why)
{
    struct tb_history history;
    char path[PATH_MAX];
    *floors = (struct tb_floors){0};
    if (!tb_history_path(path, run->options.history, run->options.results) || !is_written(path))
        return true;
    bool good = tb_history_open(&history, path, TB_HISTORY_READ, why) && load(floors, &history, run, why);
    tb_history_close(&history);
    return good;
}

void tb_floors_free(struct tb_floors *floors)
{
    json_decref(floors->cases);
    json_decref(floors->thresholds);
    json_decref(floors->advice);
    *floors = (struct tb_floors){0};
}

static double look_up(const json_t *object, const struct tb_planned *planned, const struct tb_metric_info *metric)
{
    char name[KEY_LIMIT];
    name_floor(name, planned->name, metric->name);
    const json_t *value = json_object_get(object, name);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

double tb_floors_of(const struct tb_planned *planned, const struct tb_metric_info *metric, const void *context)
{
    return look_up(((const struct tb_floors *)context)->cases, planned, metric);
}

double tb_floors_advice(const struct tb_planned *planned, const struct tb_metric_info *metric, const void *context)
{
    return look_up(((const struct tb_floors *)context)->advice, planned, metric);
}

/* ---- Writing ---- */

bool tb_floors_begin(struct tb_floors *floors)
{
    *floors = (struct tb_floors){0};
    return make_lists(floors);
}

bool tb_floors_add(struct tb_floors *floors, const struct tb_comparison_row *row, double floor)
{
    char name[KEY_LIMIT];
    name_floor(name, row->planned->name, row->metric->name);
    return json_object_set_new(floors->cases, name, json_real(floor)) == 0 &&
           (!row->gates || json_object_set_new(floors->thresholds, name, json_real(row->threshold)) == 0);
}

bool tb_floors_advise(struct tb_floors *floors, const struct tb_comparison_row *row, double threshold)
{
    char name[KEY_LIMIT];
    name_floor(name, row->planned->name, row->metric->name);
    return json_object_set_new(floors->advice, name, json_real(threshold)) == 0;
}

static bool save_object(json_t *object, const char *prefix, struct tb_history *history, int64_t id, struct tb_text *why)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        char case_name[KEY_LIMIT], metric[KEY_LIMIT];
        const char *blank = strrchr(name, ' '); /* neither part contains a blank */
        if (!blank)                             /* cut: the case of another program's table */
            continue;
        snprintf(case_name, sizeof case_name, "%.*s", (int)(blank - name), name);
        snprintf(metric, sizeof metric, "%s%s", prefix, blank + 1);
        if (!tb_history_do(history, why,
                           "INSERT INTO floor (calibration, case_name, metric, value) VALUES (?, ?, ?, ?)", "issd", id,
                           case_name, metric, json_number_value(value)))
            return false;
    }
    return true;
}

static bool save_cases(const struct tb_floors *floors, struct tb_history *history, int64_t id, struct tb_text *why)
{
    return save_object(floors->cases, "", history, id, why) &&
           save_object(floors->thresholds, threshold_prefix, history, id, why) &&
           save_object(floors->advice, advice_prefix, history, id, why);
}

/* Replaces the stored entry. */
static bool save(const struct tb_floors *floors, struct tb_history *history, const struct tb_run *run,
                 struct tb_text *why)
{
    struct tb_text host, amount, library;
    tb_text_init(&host, HOST_LIMIT);
    tb_text_init(&amount, KEY_LIMIT);
    tb_text_init(&library, KEY_LIMIT);
    describe_host(&host);
    describe_amount(&amount, run);
    describe_library(&library, run);
    int64_t host_id = tb_history_host(history, host.data, why);
    bool good =
        host_id >= 0 &&
        tb_history_do(history, why, "DELETE FROM calibration WHERE host = ? AND amount = ? AND library = ?", "iss",
                      host_id, amount.data, library.data) &&
        tb_history_do(history, why,
                      "INSERT INTO calibration (host, amount, library, version, checks, false_alarms) "
                      "VALUES (?, ?, ?, ?, ?, ?)",
                      "isssii", host_id, amount.data, library.data, run->selection.items[0]->attested.library.version,
                      (int64_t)floors->checks, (int64_t)floors->alarms);
    int64_t id = good ? tb_history_number(history, why, "SELECT last_insert_rowid()", "") : -1;
    tb_text_free(&host);
    tb_text_free(&amount);
    tb_text_free(&library);
    return id >= 0 && save_cases(floors, history, id, why);
}

static bool add_missing(json_t *to, json_t *from, size_t *added)
{
    size_t before = json_object_size(to);
    bool good = json_object_update_missing(to, from) == 0;
    *added += json_object_size(to) - before;
    return good;
}

/* Advice about rows that were measured now is out of date. */
static bool keep_advice(struct tb_floors *floors, const struct tb_floors *stored)
{
    const char *name;
    json_t *value;
    json_object_foreach(stored->advice, name, value)
    {
        if (!json_object_get(floors->cases, name) && json_object_set(floors->advice, name, value) != 0)
            return false;
    }
    return true;
}

bool tb_floors_keep_others(struct tb_floors *floors, const struct tb_run *run, size_t *kept, struct tb_text *why)
{
    struct tb_floors stored;
    size_t thresholds = 0;
    *kept = 0;
    bool good = tb_floors_load(&stored, run, why);
    if (good && stored.cases)
        good = keep_advice(floors, &stored) && add_missing(floors->cases, stored.cases, kept) &&
               add_missing(floors->thresholds, stored.thresholds, &thresholds);
    bool more_alarms = stored.alarms * floors->checks > floors->alarms * stored.checks;
    bool as_many = stored.alarms * floors->checks == floors->alarms * stored.checks;
    if (good && run->options.cases.num && *kept + thresholds > 0 && (more_alarms || as_many)) {
        floors->checks = stored.checks;
        floors->alarms = stored.alarms;
    }
    tb_floors_free(&stored);
    return good;
}

bool tb_floors_save(const struct tb_floors *floors, const struct tb_run *run, struct tb_text *why)
{
    struct tb_history history;
    char path[PATH_MAX];
    if (!tb_history_path(path, run->options.history, run->options.results)) {
        tb_text_add(why, "--history none: noise floors are stored in the history; name a file");
        return false;
    }
    bool good = tb_history_open(&history, path, TB_HISTORY_WRITE, why) && tb_history_begin(&history, why);
    if (good)
        good = tb_history_end(&history, save(floors, &history, run, why), why);
    tb_history_close(&history);
    return good;
}

/* Counts the rows that gate, and those whose threshold was not covered by the calibration, so that their false-alarm
 * rate is unknown. */
static size_t count_lower(const struct tb_floors *floors, const struct tb_comparison *comparison, size_t *gates)
{
    size_t lower = 0;
    *gates = 0;
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        bool gating = row->gates && !row->metric->counted; /* counts have no false-alarm rate */
        *gates += gating;
        lower += gating && !(row->threshold >= look_up(floors->thresholds, row->planned, row->metric));
    }
    return lower;
}

static bool is_advised(const struct tb_comparison *comparison)
{
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (comparison->rows[i].advised)
            return true;
    return false;
}

void tb_floors_describe(const struct tb_floors *floors, const struct tb_comparison *comparison, struct tb_text *text)
{
    size_t gates, lower = count_lower(floors, comparison, &gates);
    if (!floors->cases) {
        tb_text_add(text,
                    "warning: no noise floor for this host, library and number of rounds, so the false-alarm rate is "
                    "unknown; run tlsbench calibrate");
        return;
    }
    tb_text_printf(text,
                   "false alarms on this host: %zu in %zu checks of a build against its copy, which means at most "
                   "%.1f%% of checks (95%% confidence)",
                   floors->alarms, floors->checks, 100 * tb_false_alarm_bound(floors->alarms, floors->checks));
    if (is_advised(comparison))
        tb_text_add(text, ", counted without the thresholds that are advised");
    if (lower)
        tb_text_printf(text,
                       "; %zu of these %zu comparisons have another threshold than the calibration had, so false "
                       "alarms may be more frequent; run calibrate with the --threshold and --gate of this check",
                       lower, gates);
}
