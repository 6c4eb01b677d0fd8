/* history_convert.c - a file of an older tlsbench becomes one of this.
 *
 * Schema 1 kept the version as the library told it: "OpenSSL 3.5.6 7 Apr 2026", and of BoringSSL its mere name,
 * although the manifest in run.json knew more.  Now each library has version and day, so that a series shows where it
 * changed.
 */
#include "control/history.h"
#include "control/history_schema.h"
#include "core/release.h"
#include "core/text.h"
#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static const char update[] = "UPDATE library SET version = ?, date = ?, date_of = ? WHERE run = ? AND name = ?";

static bool set(struct tb_history *history, int64_t run, const struct tb_history_library *library, struct tb_text *why)
{
    return tb_history_do(history, why, update, "sssis", library->version, library->date, library->date_of, run,
                         library->name);
}

/* By what run.json says of it. */
static bool convert_run(struct tb_history *history, int64_t run, const char *dumped, struct tb_text *why)
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

static bool convert_runs(struct tb_history *history, struct tb_text *why)
{
    struct sqlite3_stmt *row = tb_history_query(history, why, "SELECT id, facts FROM run WHERE facts <> ''", "");
    int more = row ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, row, why)) == 1)
        if (!convert_run(history, sqlite3_column_int64(row, 0), (const char *)sqlite3_column_text(row, 1), why))
            more = -1;
    sqlite3_finalize(row);
    return more == 0;
}

/* Runs that came as CSV have no run.json: by the version alone. */
static bool convert_rest(struct tb_history *history, struct tb_text *why)
{
    struct sqlite3_stmt *row = tb_history_query(
        history, why,
        "SELECT library.run, library.name, version FROM library JOIN run ON run.id = library.run WHERE facts = ''", "");
    int more = row ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, row, why)) == 1) {
        struct tb_release release;
        if (!tb_release_read(&release, (const char *)sqlite3_column_text(row, 2)))
            continue;
        const struct tb_history_library of = {.name = (const char *)sqlite3_column_text(row, 1),
                                              .version = release.version,
                                              .date = release.date,
                                              .date_of = release.date_of};
        if (!set(history, sqlite3_column_int64(row, 0), &of, why))
            more = -1;
    }
    sqlite3_finalize(row);
    return more == 0;
}

bool tb_history_convert(struct tb_history *history, struct tb_text *why)
{
    if (!tb_history_begin(history, why))
        return false;
    /* another tlsbench may have been faster, now that nobody else can write */
    bool needed = tb_history_number(history, why, "PRAGMA user_version", "") == TB_HISTORY_SCHEMA - 1;
    bool good = !needed ||
                (tb_history_do(history, why, "ALTER TABLE library ADD COLUMN date TEXT NOT NULL DEFAULT ''", "") &&
                 tb_history_do(history, why, "ALTER TABLE library ADD COLUMN date_of TEXT NOT NULL DEFAULT ''", "") &&
                 convert_runs(history, why) && convert_rest(history, why) &&
                 tb_history_do(history, why, "PRAGMA user_version = 2", ""));
    if (!good && why->len)
        tb_text_add(why, "; this file is of an older tlsbench, and must be written to once");
    return tb_history_end(history, good && !why->len, why);
}
