/* history_convert.c - converts files of an older tlsbench.
 *
 * Schema 1 stored the version as the library reported it: "OpenSSL 3.5.6 7 Apr 2026", and for BoringSSL only its name,
 * although the manifest in run.json had more.
 *
 * Schemas 1 and 2 put all runs of a case, a metric and a library name into one series, whatever the product and the
 * sampling.  run.json has always had both, so the samples of each run are moved to the right series.  Runs imported
 * from CSV have no run.json, and stay in series in which both are unknown.
 */
#include "control/history/history.h"
#include "control/history/history_facts.h"
#include "control/history/history_schema.h"
#include "core/case.h"
#include "core/catalog.h"
#include "core/release.h"
#include "core/text.h"
#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THING_LIMIT = 1000 };

/* ---- 1 to 2: versions and dates ---- */

static const char update[] = "UPDATE library SET version = ?, date = ?, date_of = ? WHERE run = ? AND name = ?";

static bool set(struct tb_history *history, int64_t run, const struct tb_history_library *library, struct tb_text *why)
{
    return tb_history_do(history, why, update, "sssis", library->version, library->date, library->date_of, run,
                         library->name);
}

/* Uses the run's run.json. */
static bool date_run(struct tb_history *history, int64_t run, const char *dumped, struct tb_text *why)
{
    json_t *facts = json_loads(dumped, 0, NULL), *library;
    size_t i;
    bool good = true;
    json_array_foreach(json_object_get(facts, "libraries"), i, library)
    {
        struct tb_release release;
        struct tb_history_library of = tb_history_library_of(library, &release);
        good = good && set(history, run, &of, why);
    }
    json_decref(facts);
    return good;
}

static bool date_runs(struct tb_history *history, struct tb_text *why)
{
    struct sqlite3_stmt *row = tb_history_query(history, why, "SELECT id, facts FROM run WHERE facts <> ''", "");
    int more = row ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, row, why)) == 1)
        if (!date_run(history, sqlite3_column_int64(row, 0), tb_history_text(row, 1), why))
            more = -1;
    sqlite3_finalize(row);
    return more == 0;
}

/* Runs imported from CSV have no run.json, so only the version is parsed. */
static bool date_rest(struct tb_history *history, struct tb_text *why)
{
    struct sqlite3_stmt *row = tb_history_query(
        history, why,
        "SELECT library.run, library.name, version FROM library JOIN run ON run.id = library.run WHERE facts = ''", "");
    int more = row ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, row, why)) == 1) {
        struct tb_release release;
        if (!tb_release_read(&release, tb_history_text(row, 2)))
            continue;
        const struct tb_history_library of = {.name = tb_history_text(row, 1),
                                              .version = release.version,
                                              .date = release.date,
                                              .date_of = release.date_of};
        if (!set(history, sqlite3_column_int64(row, 0), &of, why))
            more = -1;
    }
    sqlite3_finalize(row);
    return more == 0;
}

static bool to_2(struct tb_history *history, struct tb_text *why)
{
    return tb_history_do(history, why, "ALTER TABLE library ADD COLUMN date TEXT NOT NULL DEFAULT ''", "") &&
           tb_history_do(history, why, "ALTER TABLE library ADD COLUMN date_of TEXT NOT NULL DEFAULT ''", "") &&
           date_runs(history, why) && date_rest(history, why);
}

/* ---- 2 to 3: one product and sampling per series ---- */

/* The destination of the rows so far. */
struct sorter {
    struct tb_history *history;
    json_t *facts; /* of the run */
    int64_t run, old_series, series;
    struct tb_text *why;
};

static const char old_samples[] = "SELECT run, sample.series, round, value, case_name, driver, metric, unit, better,"
                                  " client, server FROM old_sample AS sample JOIN old_series ON old_series.id = series"
                                  " ORDER BY run, sample.series, round";
enum { RUN, SERIES, ROUND, VALUE, CASE, DRIVER, METRIC, UNIT, BETTER, CLIENT, SERVER };

static bool end_run(struct sorter *sorter)
{
    json_decref(sorter->facts);
    sorter->facts = NULL;
    return sorter->run == 0 || tb_history_settle(sorter->history, sorter->run, sorter->why);
}

static bool begin_run(struct sorter *sorter, int64_t run)
{
    if (!end_run(sorter))
        return false;
    sorter->run = run;
    sorter->old_series = 0;
    struct sqlite3_stmt *row =
        tb_history_query(sorter->history, sorter->why, "SELECT facts FROM run WHERE id = ?", "i", run);
    bool good = row && tb_history_step(sorter->history, row, sorter->why) == 1;
    sorter->facts = good ? json_loads(tb_history_text(row, 0), 0, NULL) : NULL; /* imported from CSV: none */
    sqlite3_finalize(row);
    return good;
}

static bool begin_series(struct sorter *sorter, struct sqlite3_stmt *row)
{
    struct tb_text client, server, sampling, ignored;
    struct tb_case c;
    tb_text_init(&client, THING_LIMIT);
    tb_text_init(&server, THING_LIMIT);
    tb_text_init(&sampling, THING_LIMIT);
    tb_text_init(&ignored, THING_LIMIT);
    bool known = tb_case_parse(&c, tb_history_text(row, CASE), &ignored);
    tb_history_product(&client, sorter->facts, tb_history_text(row, CLIENT));
    tb_history_product(&server, sorter->facts, tb_history_text(row, SERVER));
    tb_history_sampling(&sampling, sorter->facts, known ? &c : NULL,
                        known ? tb_metric_by_name(c.driver, tb_history_text(row, METRIC)) : NULL);
    const struct tb_history_series series = {.case_name = tb_history_text(row, CASE),
                                             .driver = tb_history_text(row, DRIVER),
                                             .metric = tb_history_text(row, METRIC),
                                             .unit = tb_history_text(row, UNIT),
                                             .better = tb_history_text(row, BETTER),
                                             .client = tb_history_text(row, CLIENT),
                                             .server = tb_history_text(row, SERVER),
                                             .client_product = client.data,
                                             .server_product = server.data,
                                             .sampling = sampling.data};
    sorter->old_series = sqlite3_column_int64(row, SERIES);
    sorter->series = tb_history_series(sorter->history, &series, sorter->why);
    tb_text_free(&client);
    tb_text_free(&server);
    tb_text_free(&sampling);
    tb_text_free(&ignored);
    return sorter->series > 0;
}

static bool sort_samples(struct tb_history *history, struct tb_text *why)
{
    struct sorter sorter = {.history = history, .why = why};
    struct sqlite3_stmt *row = tb_history_query(history, why, old_samples, "");
    bool good = row;
    int more = 1;
    while (good && (more = tb_history_step(history, row, why)) == 1) {
        int64_t run = sqlite3_column_int64(row, RUN), series = sqlite3_column_int64(row, SERIES);
        good = (run == sorter.run || begin_run(&sorter, run)) &&
               (series == sorter.old_series || begin_series(&sorter, row)) &&
               tb_history_sample(history, run, sorter.series, sqlite3_column_int64(row, ROUND),
                                 sqlite3_column_double(row, VALUE), why);
    }
    good = end_run(&sorter) && good && more == 0;
    sqlite3_finalize(row);
    return good;
}

/* Sets the version of tlsbench for every run that has its run.json. */
static bool name_programs(struct tb_history *history, struct tb_text *why)
{
    struct sqlite3_stmt *row = tb_history_query(history, why, "SELECT id, facts FROM run WHERE facts <> ''", "");
    int more = row ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, row, why)) == 1) {
        json_t *facts = json_loads(tb_history_text(row, 1), 0, NULL);
        struct tb_text program;
        tb_text_init(&program, THING_LIMIT);
        tb_history_program(&program, facts);
        if (!tb_history_do(history, why, "UPDATE run SET tlsbench = ? WHERE id = ?", "si", program.data,
                           sqlite3_column_int64(row, 0)))
            more = -1;
        tb_text_free(&program);
        json_decref(facts);
    }
    sqlite3_finalize(row);
    return more == 0;
}

static bool execute(struct tb_history *history, const char *sql, struct tb_text *why)
{
    if (sqlite3_exec(history->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    tb_text_printf(why, "%s: %s", history->path, sqlite3_errmsg(history->db));
    return false;
}

static const char set_aside[] = "ALTER TABLE sample RENAME TO old_sample; ALTER TABLE fault RENAME TO old_fault;"
                                "ALTER TABLE library RENAME TO old_library; ALTER TABLE series RENAME TO old_series;"
                                "ALTER TABLE run RENAME TO old_run;";
static const char copy[] =
    "INSERT INTO run (id, host, name, started, suite, seed, uid, tlsbench, complete, samples, facts)"
    " SELECT id, host, name, started, suite, seed, '', '', complete, 0, facts FROM old_run;"
    "INSERT INTO library (run, name, product, version, build, date, date_of)"
    " SELECT run, name, product, version, build, date, date_of FROM old_library;"
    "INSERT INTO fault SELECT run, case_name, client, server, status, samples, reason FROM old_fault;"
    /* a floor belonged to a name, and now belongs to a library: the newest with that name */
    "UPDATE calibration SET library = library || ' (' || (SELECT product FROM library AS l WHERE l.name ="
    " calibration.library AND product <> '' ORDER BY run DESC LIMIT 1) || ')' WHERE EXISTS"
    " (SELECT 1 FROM library AS l WHERE l.name = calibration.library AND product <> '');";
static const char drop[] = "DROP TABLE old_sample; DROP TABLE old_fault; DROP TABLE old_library;"
                           "DROP TABLE old_series; DROP TABLE old_run;";

static bool to_3(struct tb_history *history, struct tb_text *why)
{
    return execute(history, set_aside, why) && execute(history, TB_HISTORY_RUNS, why) && execute(history, copy, why) &&
           name_programs(history, why) && sort_samples(history, why) && execute(history, drop, why);
}

/* ---- All ---- */

static bool convert(struct tb_history *history, struct tb_text *why)
{
    char pragma[60];
    /* another tlsbench may have converted it before this one got the write lock */
    int64_t schema = tb_history_number(history, why, "PRAGMA user_version", "");
    snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", TB_HISTORY_SCHEMA);
    return schema >= 0 && (schema != 1 || to_2(history, why)) && (schema > 2 || to_3(history, why)) &&
           tb_history_do(history, why, pragma, "");
}

/* Foreign keys are off meanwhile: otherwise they would follow the renamed tables. */
bool tb_history_convert(struct tb_history *history, struct tb_text *why)
{
    if (!execute(history, "PRAGMA foreign_keys = OFF", why) || !tb_history_begin(history, why))
        return false;
    bool good = convert(history, why);
    if (!good && why->len)
        tb_text_add(why, "; an older tlsbench wrote this file, and it must be writable once to be converted");
    good = tb_history_end(history, good && !why->len, why);
    return execute(history, "PRAGMA foreign_keys = ON", why) && good;
}
