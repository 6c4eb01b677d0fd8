#include "control/floors.h"
#include "control/conditions.h"
#include "control/history.h"
#include "control/host.h"
#include "control/libraries.h"
#include "control/run.h"
#include "core/catalog.h"
#include "core/noise.h"
#include <jansson.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { KEY_LIMIT = 1000, HOST_LIMIT = 16000 };

/* ---- Whose floors ---- */

static void describe_host(struct tb_text *key)
{
    json_t *host = tb_host_facts(), *conditions = tb_conditions();
    tb_host_fingerprint(host, conditions, key);
    json_decref(host);
    json_decref(conditions);
}

/* How much is measured: fewer rounds are noisier. */
static void describe_amount(struct tb_text *key, const struct tb_run *run)
{
    tb_text_printf(key, "%llu rounds, %llu chunks of %llu ms, %llu operations, windows of %llu ms",
                   (unsigned long long)run->rounds, (unsigned long long)run->lab.chunks,
                   (unsigned long long)run->lab.chunk_ms, (unsigned long long)run->lab.sample_operations,
                   (unsigned long long)run->lab.window_ms);
}

/* Builds of many libraries are called `base`: the product tells them apart. */
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

static bool load_cases(struct tb_floors *floors, struct tb_history *history, int64_t id, struct tb_text *why)
{
    struct sqlite3_stmt *rows =
        tb_history_query(history, why, "SELECT case_name, metric, value FROM floor WHERE calibration = ?", "i", id);
    char name[KEY_LIMIT];
    int more = rows ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, rows, why)) == 1) {
        name_floor(name, (const char *)sqlite3_column_text(rows, 0), (const char *)sqlite3_column_text(rows, 1));
        if (json_object_set_new(floors->cases, name, json_real(sqlite3_column_double(rows, 2))) != 0)
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
        floors->cases = json_object();
        more = floors->cases && load_cases(floors, history, sqlite3_column_int64(row, 0), why) ? 0 : -1;
    }
    sqlite3_finalize(row);
    tb_text_free(&host);
    tb_text_free(&amount);
    tb_text_free(&library);
    return more == 0;
}

bool tb_floors_load(struct tb_floors *floors, const struct tb_run *run, struct tb_text *why)
{
    struct tb_history history;
    char path[PATH_MAX];
    *floors = (struct tb_floors){0};
    if (!tb_history_path(path, run->options.history, run->options.results) || access(path, F_OK) != 0)
        return true;
    bool good = tb_history_open(&history, path, TB_HISTORY_READ, why) && load(floors, &history, run, why);
    tb_history_close(&history);
    return good;
}

void tb_floors_free(struct tb_floors *floors)
{
    json_decref(floors->cases);
    *floors = (struct tb_floors){0};
}

double tb_floors_of(const struct tb_planned *planned, const struct tb_metric_info *metric, const void *context)
{
    const struct tb_floors *floors = context;
    char name[KEY_LIMIT];
    name_floor(name, planned->name, metric->name);
    const json_t *floor = json_object_get(floors->cases, name);
    return json_is_number(floor) ? json_number_value(floor) : NAN;
}

/* ---- Writing ---- */

bool tb_floors_begin(struct tb_floors *floors)
{
    *floors = (struct tb_floors){.cases = json_object()};
    return floors->cases;
}

bool tb_floors_add(struct tb_floors *floors, const struct tb_planned *planned, const struct tb_metric_info *metric,
                   double floor)
{
    char name[KEY_LIMIT];
    name_floor(name, planned->name, metric->name);
    return json_object_set_new(floors->cases, name, json_real(floor)) == 0;
}

static bool save_cases(const struct tb_floors *floors, struct tb_history *history, int64_t id, struct tb_text *why)
{
    const char *name;
    json_t *floor;
    json_object_foreach(floors->cases, name, floor)
    {
        char case_name[KEY_LIMIT];
        const char *metric = strrchr(name, ' ') + 1; /* neither has a blank */
        snprintf(case_name, sizeof case_name, "%.*s", (int)(metric - name - 1), name);
        if (!tb_history_do(history, why,
                           "INSERT INTO floor (calibration, case_name, metric, value) VALUES (?, ?, ?, ?)", "issd", id,
                           case_name, metric, json_number_value(floor)))
            return false;
    }
    return true;
}

/* In place of what was known. */
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

bool tb_floors_save(const struct tb_floors *floors, const struct tb_run *run, struct tb_text *why)
{
    struct tb_history history;
    char path[PATH_MAX];
    if (!tb_history_path(path, run->options.history, run->options.results)) {
        tb_text_add(why, "--history none: there is no place to keep floors in");
        return false;
    }
    bool good = tb_history_open(&history, path, TB_HISTORY_WRITE, why) && tb_history_begin(&history, why);
    if (good)
        good = tb_history_end(&history, save(floors, &history, run, why), why);
    tb_history_close(&history);
    return good;
}

void tb_floors_describe(const struct tb_floors *floors, struct tb_text *text)
{
    if (!floors->cases) {
        tb_text_add(text,
                    "warning: this host is not calibrated for that (tlsbench calibrate): how much a build differs "
                    "from its own copy here, and how often that is called a regression, is not known");
        return;
    }
    tb_text_printf(
        text,
        "false alarms measured here, at thresholds of %d%% (loopback %d%%) or the floor: %zu in %zu checks of "
        "a build against its copy, so at most %.1f%% of checks (95%% confidence)",
        TB_THRESHOLD_PERCENT, TB_THRESHOLD_LOOPBACK_PERCENT, floors->alarms, floors->checks,
        100 * tb_false_alarm_bound(floors->alarms, floors->checks));
}
