/* The history as CSV, and back.  Samples only: faults and noise floors stay behind. */
#include "control/history_csv.h"
#include "control/csv_table.h"
#include "control/history.h"
#include "control/row.h"
#include "core/release.h"
#include "core/text.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { ROW_LIMIT = 1 << 20 };

static const char rows_sql[] =
    "SELECT fingerprint, run.name, started, suite, seed, complete, case_name, driver, client,"
    " coalesce(c.version, ''), coalesce(c.date, ''), coalesce(c.date_of, ''), server,"
    " coalesce(s.version, ''), coalesce(s.date, ''), coalesce(s.date_of, ''), metric, unit, better, round, value"
    " FROM sample JOIN series ON series.id = sample.series JOIN run ON run.id = sample.run JOIN host ON host.id = "
    "run.host LEFT JOIN library AS c ON c.run = run.id AND c.name = client"
    " LEFT JOIN library AS s ON s.run = run.id AND s.name = server"
    " ORDER BY started, run.name, seed, case_name, client, server, metric, round";

/* In the order of the columns, behind the schema; also of rows_sql. */
enum {
    HOST,
    RUN,
    STARTED,
    SUITE,
    SEED,
    COMPLETE,
    CASE,
    DRIVER,
    CLIENT,
    CLIENT_VERSION,
    CLIENT_DATE,
    CLIENT_DATE_OF,
    SERVER,
    SERVER_VERSION,
    SERVER_DATE,
    SERVER_DATE_OF,
    METRIC,
    UNIT,
    BETTER,
    ROUND,
    VALUE,
    NUM_COLUMNS
};

/* ---- Out ---- */

static void fill(struct tb_row *row, struct sqlite3_stmt *from)
{
    tb_row_begin(row, tb_history_columns, tb_num_history_columns);
    tb_row_count(row, "schema", TB_CSV_SCHEMA);
    for (int i = 0; i < NUM_COLUMNS; i++) {
        const char *column = tb_history_columns[i + 1].name;
        if (i == VALUE)
            tb_row_number(row, column, sqlite3_column_double(from, i));
        else if (i == ROUND || i == COMPLETE)
            tb_row_count(row, column, (uint64_t)sqlite3_column_int64(from, i));
        else
            tb_row_text(row, column, (const char *)sqlite3_column_text(from, i));
    }
}

static bool put(FILE *file, struct tb_text *text, struct tb_text *why)
{
    bool good = !text->truncated && fwrite(text->data, 1, text->len, file) == text->len;
    if (!good)
        tb_text_add(why, "the CSV took only a part");
    tb_text_clear(text);
    return good;
}

bool tb_history_export(struct tb_history *history, FILE *file, struct tb_text *why)
{
    struct sqlite3_stmt *rows = tb_history_query(history, why, rows_sql, "");
    struct tb_text text;
    struct tb_row row;
    tb_text_init(&text, ROW_LIMIT);
    tb_row_header(tb_history_columns, tb_num_history_columns, &text);
    bool good = rows && put(file, &text, why);
    int more = 1;
    while (good && (more = tb_history_step(history, rows, why)) == 1) {
        fill(&row, rows);
        tb_row_write(&row, &text);
        good = put(file, &text, why);
    }
    sqlite3_finalize(rows);
    tb_text_free(&text);
    return good && more == 0;
}

/* ---- In ---- */

/* Columns that tables of an older tlsbench have not got. */
static const struct {
    size_t column;
    const char *name;
} later[] = {{CLIENT_DATE, "?client_date"},
             {CLIENT_DATE_OF, "?client_date_of"},
             {SERVER_DATE, "?server_date"},
             {SERVER_DATE_OF, "?server_date_of"}};

/* Where the rows so far belong; rows of a run stand together. */
struct importer {
    struct tb_history *history;
    struct tb_csv_table table;
    struct tb_text *why;
    char *name, *seed, *host; /* of the run; owned */
    int64_t run;              /* 0: its rows are there already */
    struct tb_history_imported *counts;
};

static const char *get(const struct importer *importer, size_t column)
{
    return tb_csv_table_get(&importer->table, column + 1);
}

static bool keep(char **field, const char *value)
{
    free(*field);
    *field = strdup(value);
    return *field;
}

static bool same_run(const struct importer *importer)
{
    return importer->name && strcmp(importer->name, get(importer, RUN)) == 0 &&
           strcmp(importer->seed, get(importer, SEED)) == 0 && strcmp(importer->host, get(importer, HOST)) == 0;
}

static bool begin_run(struct importer *importer)
{
    if (!keep(&importer->name, get(importer, RUN)) || !keep(&importer->seed, get(importer, SEED)) ||
        !keep(&importer->host, get(importer, HOST)))
        return false;
    const struct tb_history_run run = {.name = importer->name,
                                       .started = get(importer, STARTED),
                                       .suite = get(importer, SUITE),
                                       .seed = importer->seed,
                                       .facts = "",
                                       .complete = strcmp(get(importer, COMPLETE), "1") == 0};
    int64_t host = tb_history_host(importer->history, importer->host, importer->why);
    importer->run = host < 0 ? -1 : tb_history_new_run(importer->history, host, &run, importer->why);
    importer->counts->runs += importer->run > 0;
    importer->counts->known += importer->run == 0;
    return importer->run >= 0;
}

static bool check_row(const struct importer *importer, double *round, double *value)
{
    const struct tb_csv_table *table = &importer->table;
    char schema[24];
    snprintf(schema, sizeof schema, "%d", TB_CSV_SCHEMA);
    if (strcmp(tb_csv_table_get(table, 0), schema) != 0)
        return tb_csv_table_blame(table, importer->why, "schema '%s', and this tlsbench reads %s",
                                  tb_csv_table_get(table, 0), schema);
    if (!*get(importer, RUN) || !*get(importer, CASE) || !*get(importer, METRIC))
        return tb_csv_table_blame(table, importer->why, "names no run, no case or no metric");
    return tb_csv_table_number(table, ROUND + 1, round, importer->why) &&
           tb_csv_table_number(table, VALUE + 1, value, importer->why);
}

/* The version's column, with the two behind it; a table of an older tlsbench has not got those, and a longer version.
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
    return tb_history_library(importer->history, importer->run, &library, importer->why);
}

static bool add_row(struct importer *importer)
{
    double round, value;
    if (!check_row(importer, &round, &value) || (!same_run(importer) && !begin_run(importer)))
        return false;
    if (importer->run == 0)
        return true;
    const struct tb_history_series series = {.case_name = get(importer, CASE),
                                             .driver = get(importer, DRIVER),
                                             .metric = get(importer, METRIC),
                                             .unit = get(importer, UNIT),
                                             .better = get(importer, BETTER),
                                             .client = get(importer, CLIENT),
                                             .server = get(importer, SERVER)};
    int64_t id = tb_history_series(importer->history, &series, importer->why);
    importer->counts->samples++;
    return id > 0 && add_library(importer, series.client, CLIENT_VERSION) &&
           add_library(importer, series.server, SERVER_VERSION) &&
           tb_history_sample(importer->history, importer->run, id, (int64_t)round, value, importer->why);
}

static bool add_rows(struct importer *importer)
{
    int more = 1;
    while (more == 1 && (more = tb_csv_table_next(&importer->table, importer->why)) == 1)
        if (!add_row(importer))
            more = -1;
    return more == 0;
}

bool tb_history_import(struct tb_history *history, const char *path, struct tb_history_imported *counts,
                       struct tb_text *why)
{
    const char *columns[NUM_COLUMNS + 1];
    struct importer importer = {.history = history, .why = why, .counts = counts};
    for (size_t i = 0; i <= NUM_COLUMNS; i++)
        columns[i] = tb_history_columns[i].name;
    for (size_t i = 0; i < COUNT(later); i++)
        columns[later[i].column + 1] = later[i].name;
    *counts = (struct tb_history_imported){0};
    bool good =
        tb_csv_table_open(&importer.table, path, columns, NUM_COLUMNS + 1, why) && tb_history_begin(history, why);
    if (good)
        good = tb_history_end(history, add_rows(&importer), why);
    if (!good && !why->len)
        tb_text_add(why, "no memory");
    tb_csv_table_close(&importer.table);
    free(importer.name);
    free(importer.seed);
    free(importer.host);
    return good;
}
