/* history_csv.c - imports a history that history_csv_export.c wrote.  Only samples: faults and noise floors are not
 * included. */
#include "control/history/history_csv.h"
#include "control/base/csv_table.h"
#include "control/base/json_text.h"
#include "control/history/history.h"
#include "control/history/history_facts.h"
#include "control/store/row.h"
#include "core/csv.h"
#include "core/json_dump.h"
#include "core/release.h"
#include "core/text.h"
#include <jansson.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_ROUNDS = 1000000 };

/* Indexes of the columns. */
#define PLACE(name, type, unit, doc) COLUMN_##name,
enum { TB_HISTORY_COLUMNS(PLACE) NUM_COLUMNS };

/* ---- Import ---- */

/* Columns that tables of an older tlsbench lack. */
#define LATER(name)                                                                                                    \
    {                                                                                                                  \
        COLUMN_##name, "?" #name                                                                                       \
    }
static const struct {
    size_t column;
    const char *name;
} later[] = {LATER(client_date),    LATER(client_date_of), LATER(server_date), LATER(server_date_of),
             LATER(client_product), LATER(server_product), LATER(sampling),    LATER(tlsbench),
             LATER(run_id),         LATER(machine)};

/* Columns that identify a run, and a series within a run. */
static const size_t of_run[] = {COLUMN_host, COLUMN_run, COLUMN_seed, COLUMN_run_id};
static const size_t of_series[] = {COLUMN_case,   COLUMN_metric,         COLUMN_unit,           COLUMN_client,
                                   COLUMN_server, COLUMN_client_product, COLUMN_server_product, COLUMN_sampling};
/* What must be the same in all rows of a run, and of a series in a run: where two rows disagree, one is wrong. */
static const size_t fixed_of_run[] = {COLUMN_started, COLUMN_suite, COLUMN_complete, COLUMN_tlsbench, COLUMN_machine};
static const size_t fixed_of_series[] = {COLUMN_driver,      COLUMN_better,         COLUMN_client_version,
                                         COLUMN_client_date, COLUMN_client_date_of, COLUMN_server_version,
                                         COLUMN_server_date, COLUMN_server_date_of};
enum {
    NUM_OF_RUN = COUNT(of_run),
    NUM_OF_SERIES = COUNT(of_series),
    NUM_FIXED_OF_RUN = COUNT(fixed_of_run),
    NUM_FIXED_OF_SERIES = COUNT(fixed_of_series)
};

/* The destination of the rows so far. */
struct importer {
    struct tb_history *history;
    struct tb_csv_table table;
    struct tb_text *why;
    char *run_fields[NUM_OF_RUN], *series_fields[NUM_OF_SERIES]; /* of the previous row; owned */
    char *fixed_run_fields[NUM_FIXED_OF_RUN], *fixed_series_fields[NUM_FIXED_OF_SERIES];
    int64_t before; /* the newest run before the import */
    int64_t run;    /* 0: its rows are already there */
    int64_t series; /* 0: belongs to another run */
    struct tb_history_imported *counts;
};

static const char *get(const struct importer *importer, size_t column)
{
    return tb_csv_table_get(&importer->table, column);
}

static bool same(const struct importer *importer, char *const *fields, const size_t *columns, size_t num)
{
    for (size_t i = 0; i < num; i++)
        if (!fields[i] || strcmp(fields[i], get(importer, columns[i])) != 0)
            return false;
    return true;
}

static bool keep(const struct importer *importer, char **fields, const size_t *columns, size_t num)
{
    bool good = true;
    for (size_t i = 0; i < num; i++) {
        free(fields[i]);
        fields[i] = strdup(get(importer, columns[i]));
        good = good && fields[i];
    }
    return good;
}

/* Does the row agree with the one before it in these columns? */
static bool agrees(const struct importer *importer, char *const *fields, const size_t *columns, size_t num,
                   const char *of)
{
    for (size_t i = 0; i < num; i++)
        if (strcmp(fields[i], get(importer, columns[i])) != 0)
            return tb_csv_table_blame(&importer->table, importer->why, "%s '%s', but '%s' in another row of this %s",
                                      tb_history_columns[columns[i]].name, get(importer, columns[i]), fields[i], of);
    return true;
}

/* Does the stored value of a run or series that other rows began agree with the row's? */
static bool agrees_with_stored(const struct importer *importer, const char *sql, int64_t id, size_t column,
                               const char *of)
{
    int64_t same = tb_history_number(importer->history, importer->why, sql, "is", id, get(importer, column));
    if (importer->why->len)
        return false;
    return same > 0 ||
           tb_csv_table_blame(&importer->table, importer->why, "%s '%s', but another row of this %s differs",
                              tb_history_columns[column].name, get(importer, column), of);
}

static bool agrees_with_run(const struct importer *importer)
{
    static const struct {
        size_t column;
        const char *sql;
    } checks[] = {{COLUMN_started, "SELECT count(*) FROM run WHERE id = ? AND started = ?"},
                  {COLUMN_suite, "SELECT count(*) FROM run WHERE id = ? AND suite = ?"},
                  {COLUMN_tlsbench, "SELECT count(*) FROM run WHERE id = ? AND tlsbench = ?"},
                  {COLUMN_complete, "SELECT count(*) FROM run WHERE id = ? AND complete = (? = '1')"}};
    for (size_t i = 0; i < COUNT(checks); i++)
        if (!agrees_with_stored(importer, checks[i].sql, importer->run, checks[i].column, "run"))
            return false;
    return true;
}

/* The rows of a run need not be consecutive: a run that this import began is continued. */
static bool find_begun(struct importer *importer, int64_t host)
{
    int64_t run = tb_history_number(
        importer->history, importer->why, "SELECT id FROM run WHERE name = ? AND seed = ? AND host = ? AND uid = ?",
        "ssis", get(importer, COLUMN_run), get(importer, COLUMN_seed), host, get(importer, COLUMN_run_id));
    importer->run = run > importer->before ? run : 0;
    importer->counts->known += importer->run == 0;
    return run >= 0 && (importer->run == 0 || agrees_with_run(importer));
}

/* Of all facts of a run a table has one.  NULL: out of memory. */
static char *facts_of(const struct importer *importer)
{
    const char *machine = get(importer, COLUMN_machine);
    if (!*machine)
        return strdup("");
    json_t *facts = json_object(), *host = json_object();
    tb_json_set_text(host, "name", machine);
    char *dumped = json_object_set_new(facts, "host", host) == 0 ? tb_json_dump(facts, JSON_COMPACT) : NULL;
    json_decref(facts);
    return dumped;
}

static bool new_run(struct importer *importer, int64_t host)
{
    char *facts = facts_of(importer);
    const struct tb_history_run run = {.name = get(importer, COLUMN_run),
                                       .started = get(importer, COLUMN_started),
                                       .suite = get(importer, COLUMN_suite),
                                       .seed = get(importer, COLUMN_seed),
                                       .uid = get(importer, COLUMN_run_id),
                                       .tlsbench = get(importer, COLUMN_tlsbench),
                                       .facts = facts,
                                       .complete = strcmp(get(importer, COLUMN_complete), "1") == 0};
    importer->run = facts ? tb_history_new_run(importer->history, host, &run, importer->why) : -1;
    free(facts);
    return importer->run >= 0;
}

static bool begin_run(struct importer *importer)
{
    if (!keep(importer, importer->run_fields, of_run, NUM_OF_RUN) ||
        !keep(importer, importer->fixed_run_fields, fixed_of_run, NUM_FIXED_OF_RUN))
        return false;
    int64_t host = tb_history_host(importer->history, get(importer, COLUMN_host), importer->why);
    if (host < 0 || !new_run(importer, host))
        return false;
    importer->series = 0;
    importer->counts->runs += importer->run > 0;
    return importer->run > 0 || find_begun(importer, host);
}

static bool check_row(const struct importer *importer, double *round, double *value)
{
    const struct tb_csv_table *table = &importer->table;
    char schema[24];
    snprintf(schema, sizeof schema, "%d", TB_CSV_SCHEMA);
    if (strcmp(tb_csv_table_get(table, COLUMN_schema), schema) != 0)
        return tb_csv_table_blame(table, importer->why, "schema '%s', but this tlsbench reads %s",
                                  tb_csv_table_get(table, COLUMN_schema), schema);
    if (!*get(importer, COLUMN_run) || !*get(importer, COLUMN_case) || !*get(importer, COLUMN_metric))
        return tb_csv_table_blame(table, importer->why, "lacks the run, the case or the metric");
    if (strcmp(get(importer, COLUMN_better), "less") != 0 && strcmp(get(importer, COLUMN_better), "more") != 0)
        return tb_csv_table_blame(table, importer->why, "better '%s': it is less or more",
                                  get(importer, COLUMN_better));
    if (!tb_history_is_time(get(importer, COLUMN_started)))
        return tb_csv_table_blame(table, importer->why, "started '%s': not a time like 2026-01-16T00:00:00Z",
                                  get(importer, COLUMN_started));
    if (!tb_history_is_seed(get(importer, COLUMN_seed)))
        return tb_csv_table_blame(table, importer->why, "seed '%s': not a number", get(importer, COLUMN_seed));
    if (!tb_csv_table_number(table, COLUMN_round, round, importer->why) ||
        !tb_csv_table_figure(table, COLUMN_value, value, importer->why))
        return false;
    if (*value < 0)
        return tb_csv_table_blame(table, importer->why, "value %s: not a number from 0", get(importer, COLUMN_value));
    return (*round >= 1 && *round <= MOST_ROUNDS && *round == floor(*round)) ||
           tb_csv_table_blame(table, importer->why, "round %s: not a whole number from 1 to %d",
                              get(importer, COLUMN_round), MOST_ROUNDS);
}

/* The first row that names the library has told its version. */
static bool agrees_with_library(const struct importer *importer, const struct tb_history_library *library,
                                size_t version)
{
    int64_t same =
        tb_history_number(importer->history, importer->why,
                          "SELECT count(*) FROM library WHERE run = ? AND name = ? AND version = ? AND "
                          "date = ? AND date_of = ?",
                          "issss", importer->run, library->name, library->version, library->date, library->date_of);
    if (importer->why->len)
        return false;
    return same > 0 || tb_csv_table_blame(&importer->table, importer->why,
                                          "%s '%s', but another row of this run has another version or date of %s",
                                          tb_history_columns[version].name, get(importer, version), library->name);
}

/* `version` is the version's column, followed by date and date_of; a table of an older tlsbench lacks those two, and
 * has a longer version text.
 */
static bool add_library(struct importer *importer, const char *name, size_t version)
{
    struct tb_release release;
    struct tb_history_library library = {.name = name,
                                         .product = "",
                                         .version = get(importer, version),
                                         .date = get(importer, version + 1),
                                         .date_of = get(importer, version + 2),
                                         .build = ""};
    if (!*library.date && tb_release_read(&release, library.version)) {
        library.version = release.version;
        library.date = release.date;
        library.date_of = release.date_of;
    }
    return tb_history_library(importer->history, importer->run, &library, importer->why) &&
           agrees_with_library(importer, &library, version);
}

static bool begin_series(struct importer *importer)
{
    const struct tb_history_series series = {.case_name = get(importer, COLUMN_case),
                                             .driver = get(importer, COLUMN_driver),
                                             .metric = get(importer, COLUMN_metric),
                                             .unit = get(importer, COLUMN_unit),
                                             .better = get(importer, COLUMN_better),
                                             .client = get(importer, COLUMN_client),
                                             .server = get(importer, COLUMN_server),
                                             .client_product = get(importer, COLUMN_client_product),
                                             .server_product = get(importer, COLUMN_server_product),
                                             .sampling = get(importer, COLUMN_sampling)};
    importer->series = tb_history_series(importer->history, &series, importer->why);
    return importer->series > 0 && keep(importer, importer->series_fields, of_series, NUM_OF_SERIES) &&
           keep(importer, importer->fixed_series_fields, fixed_of_series, NUM_FIXED_OF_SERIES) &&
           agrees_with_stored(importer, "SELECT count(*) FROM series WHERE id = ? AND driver = ?", importer->series,
                              COLUMN_driver, "series") &&
           agrees_with_stored(importer, "SELECT count(*) FROM series WHERE id = ? AND better = ?", importer->series,
                              COLUMN_better, "series") &&
           add_library(importer, series.client, COLUMN_client_version) &&
           add_library(importer, series.server, COLUMN_server_version);
}

static bool add_row(struct importer *importer)
{
    double round, value;
    if (!check_row(importer, &round, &value) ||
        (!same(importer, importer->run_fields, of_run, NUM_OF_RUN) && !begin_run(importer)) ||
        !agrees(importer, importer->fixed_run_fields, fixed_of_run, NUM_FIXED_OF_RUN, "run"))
        return false;
    if (importer->run == 0)
        return true;
    if ((importer->series == 0 || !same(importer, importer->series_fields, of_series, NUM_OF_SERIES)) &&
        !begin_series(importer))
        return false;
    if (!agrees(importer, importer->fixed_series_fields, fixed_of_series, NUM_FIXED_OF_SERIES, "series"))
        return false;
    importer->counts->samples++;
    if (tb_history_sample(importer->history, importer->run, importer->series, (int64_t)round, value, importer->why))
        return true;
    if (sqlite3_errcode(importer->history->db) != SQLITE_CONSTRAINT)
        return false;
    tb_text_clear(importer->why);
    return tb_csv_table_blame(&importer->table, importer->why, "round %s of %s is there twice",
                              get(importer, COLUMN_round), get(importer, COLUMN_case));
}

static bool add_rows(struct importer *importer)
{
    int more = 1;
    while (more == 1 && (more = tb_csv_table_next(&importer->table, importer->why)) == 1)
        if (!add_row(importer))
            more = -1;
    return more == 0;
}

/* Once for each run: in a table that is sorted by case, every row may be of another run than the one before. */
static bool settle(const struct importer *importer)
{
    int64_t last = tb_history_number(importer->history, importer->why, "SELECT coalesce(max(id), 0) FROM run", "");
    bool good = last >= 0;
    for (int64_t run = importer->before; good && run < last;)
        good = tb_history_settle(importer->history, ++run, importer->why);
    return good;
}

static bool import_all(struct importer *importer)
{
    importer->before = tb_history_number(importer->history, importer->why, "SELECT coalesce(max(id), 0) FROM run", "");
    return importer->before >= 0 && add_rows(importer) && settle(importer);
}

bool tb_history_import(struct tb_history *history, const char *path, struct tb_history_imported *counts,
                       struct tb_text *why)
{
    const char *columns[NUM_COLUMNS];
    struct importer importer = {.history = history, .why = why, .counts = counts};
    for (size_t i = 0; i < NUM_COLUMNS; i++)
        columns[i] = tb_history_columns[i].name;
    for (size_t i = 0; i < COUNT(later); i++)
        columns[later[i].column] = later[i].name;
    *counts = (struct tb_history_imported){0};
    bool good = tb_csv_table_open(&importer.table, path, columns, NUM_COLUMNS, why) && tb_history_begin(history, why);
    if (good)
        good = tb_history_end(history, import_all(&importer), why);
    if (!good && !why->len)
        tb_text_add(why, "out of memory");
    tb_csv_table_close(&importer.table);
    for (size_t i = 0; i < NUM_OF_RUN; i++)
        free(importer.run_fields[i]);
    for (size_t i = 0; i < NUM_OF_SERIES; i++)
        free(importer.series_fields[i]);
    for (size_t i = 0; i < NUM_FIXED_OF_RUN; i++)
        free(importer.fixed_run_fields[i]);
    for (size_t i = 0; i < NUM_FIXED_OF_SERIES; i++)
        free(importer.fixed_series_fields[i]);
    return good;
}
