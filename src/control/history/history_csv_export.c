/* history_csv_export.c - exports the history as CSV. */
#include "control/history/history.h"
#include "control/history/history_csv.h"
#include "control/store/row.h"
#include "core/csv.h"
#include "core/text.h"
#include <errno.h>
#include <sqlite3.h>
#include <string.h>

enum { SERIES_LIMIT = 1 << 20, ROWS_LIMIT = 1 << 30 };

static const char runs_sql[] = "SELECT id FROM run ORDER BY started, name, seed, uid, id";

/* The columns that are the same in all samples of a series in a run; for one run, whose samples are consecutive. */
static const char series_sql[] =
    "SELECT fingerprint, run.name, started, suite, seed, complete, case_name, driver, client,"
    " coalesce(c.version, ''), coalesce(c.date, ''), coalesce(c.date_of, ''), server,"
    " coalesce(s.version, ''), coalesce(s.date, ''), coalesce(s.date_of, ''), metric, unit, better, NULL, NULL,"
    " client_product, server_product, sampling, tlsbench, uid,"
    " CASE WHEN json_valid(facts) THEN coalesce(json_extract(facts, '$.host.name'), '') ELSE '' END, series.id"
    " FROM (SELECT DISTINCT run, series FROM sample WHERE run = ?) AS has JOIN series ON series.id = has.series"
    " JOIN run ON run.id = has.run JOIN host ON host.id = run.host"
    " LEFT JOIN library AS c ON c.run = run.id AND c.name = client"
    " LEFT JOIN library AS s ON s.run = run.id AND s.name = server"
    " ORDER BY case_name, client, server, metric, client_product, server_product, sampling, unit";

static const char samples_sql[] = "SELECT round, value FROM sample WHERE run = ? AND series = ? ORDER BY round";

/* Indexes of the columns.  series_sql has the same order, without the schema. */
#define PLACE(name, type, unit, doc) COLUMN_##name,
enum { TB_HISTORY_COLUMNS(PLACE) NUM_COLUMNS };

/* The state of an export.  The columns before the round and after the value are written once per series. */
struct exporter {
    struct tb_history *history;
    FILE *file;
    struct sqlite3_stmt *samples;
    struct tb_text before, after, rows;
    struct tb_text *why;
};

/* Fills the columns of a series, without round and value. */
static void fill(struct tb_field fields[NUM_COLUMNS], struct sqlite3_stmt *from)
{
    fields[COLUMN_schema] = tb_field_count(TB_CSV_SCHEMA);
    for (int i = COLUMN_schema + 1; i < NUM_COLUMNS; i++) {
        if (i == COLUMN_complete)
            fields[i] = tb_field_count((uint64_t)sqlite3_column_int64(from, i - 1));
        else if (i != COLUMN_value && i != COLUMN_round)
            fields[i] = tb_field_text(tb_history_text(from, i - 1));
    }
}

static bool put(struct exporter *exporter)
{
    struct tb_text *rows = &exporter->rows;
    bool memory = !rows->truncated && !exporter->before.truncated && !exporter->after.truncated;
    bool good = memory && fwrite(rows->data, 1, rows->len, exporter->file) == rows->len;
    if (!memory)
        tb_text_add(exporter->why, "out of memory for the CSV");
    else if (!good)
        tb_text_printf(exporter->why, "the CSV cannot be written: %s", strerror(errno));
    tb_text_clear(rows);
    return good;
}

static void add_sample(struct exporter *exporter)
{
    struct tb_text *rows = &exporter->rows;
    tb_text_add_bytes(rows, exporter->before.data, exporter->before.len);
    tb_csv_count(rows, (uint64_t)sqlite3_column_int64(exporter->samples, 0));
    tb_csv_number(rows, sqlite3_column_double(exporter->samples, 1));
    tb_text_add_bytes(rows, exporter->after.data + 1, exporter->after.len - 1);
    tb_csv_end(rows);
}

static bool export_series(struct exporter *exporter, int64_t run, struct sqlite3_stmt *series)
{
    struct tb_field fields[NUM_COLUMNS] = {0};
    fill(fields, series);
    tb_text_clear(&exporter->before);
    tb_text_clear(&exporter->after);
    tb_fields_write(fields, COLUMN_round, &exporter->before);
    tb_text_add(&exporter->after, "0"); /* placeholder for the value, so that the following column gets its comma */
    tb_fields_write(fields + COLUMN_value + 1, NUM_COLUMNS - COLUMN_value - 1, &exporter->after);
    bool good = sqlite3_bind_int64(exporter->samples, 1, run) == SQLITE_OK &&
                sqlite3_bind_int64(exporter->samples, 2, sqlite3_column_int64(series, NUM_COLUMNS - 1)) == SQLITE_OK;
    if (!good)
        tb_text_add(exporter->why, "out of memory");
    int more = good ? 1 : -1;
    while (more == 1 && (more = tb_history_step(exporter->history, exporter->samples, exporter->why)) == 1)
        add_sample(exporter);
    sqlite3_reset(exporter->samples); /* returns the error of the last step again */
    return more == 0 && put(exporter);
}

static bool export_run(struct exporter *exporter, int64_t run)
{
    struct sqlite3_stmt *series = tb_history_query(exporter->history, exporter->why, series_sql, "i", run);
    bool good = series;
    int more = 1;
    while (good && (more = tb_history_step(exporter->history, series, exporter->why)) == 1)
        good = export_series(exporter, run, series);
    sqlite3_finalize(series);
    return good && more == 0;
}

bool tb_history_export(struct tb_history *history, FILE *file, struct tb_text *why)
{
    struct exporter exporter = {.history = history, .file = file, .why = why};
    struct sqlite3_stmt *runs = tb_history_query(history, why, runs_sql, "");
    exporter.samples = runs ? tb_history_query(history, why, samples_sql, "") : NULL;
    tb_text_init(&exporter.before, SERIES_LIMIT);
    tb_text_init(&exporter.after, SERIES_LIMIT);
    tb_text_init(&exporter.rows, ROWS_LIMIT);
    tb_row_header(tb_history_columns, tb_num_history_columns, &exporter.rows);
    bool good = exporter.samples && put(&exporter);
    int more = 1;
    while (good && (more = tb_history_step(history, runs, why)) == 1)
        good = export_run(&exporter, sqlite3_column_int64(runs, 0));
    sqlite3_finalize(runs);
    sqlite3_finalize(exporter.samples);
    tb_text_free(&exporter.before);
    tb_text_free(&exporter.after);
    tb_text_free(&exporter.rows);
    return good && more == 0;
}
