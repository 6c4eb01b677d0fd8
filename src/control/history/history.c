#include "control/history/history.h"
#include "control/history/history_schema.h"
#include "core/text.h"
#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAIT_MS = 30000 }; /* for another writer, which needs less than a second per run */

bool tb_history_path(char path[PATH_MAX], const char *option, const char *results)
{
    if (option && strcmp(option, "none") == 0)
        return false;
    int len = option ? snprintf(path, PATH_MAX, "%s", option)
                     : snprintf(path, PATH_MAX, "%s/history.db", results ? results : "results");
    return len > 0 && len < PATH_MAX;
}

static bool blame(const struct tb_history *history, struct tb_text *why)
{
    int code = history->db ? sqlite3_errcode(history->db) : SQLITE_NOMEM;
    const char *what = history->db ? sqlite3_errmsg(history->db) : "out of memory";
    if (why->len)
        return false;
    tb_text_printf(why, "%s: %s", history->path, what);
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
        tb_text_add(why, "; move it away, and import the folders of the runs with tlsbench history import");
    if (code == SQLITE_BUSY)
        tb_text_add(why,
                    "; another tlsbench has been writing to it for half a minute; wait for it, or name another file "
                    "with --history");
    return false;
}

/* ---- SQL ---- */

static struct sqlite3_stmt *prepare(struct tb_history *history, struct tb_text *why, const char *sql, const char *types,
                                    va_list values)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(history->db, sql, -1, &statement, NULL);
    for (int i = 0; code == SQLITE_OK && types[i]; i++)
        switch (types[i]) {
        case 's':
            code = sqlite3_bind_text(statement, i + 1, va_arg(values, const char *), -1, SQLITE_TRANSIENT);
            break;
        case 'i':
            code = sqlite3_bind_int64(statement, i + 1, va_arg(values, int64_t));
            break;
        default:
            code = sqlite3_bind_double(statement, i + 1, va_arg(values, double)); /* SQLite stores NaN as NULL */
        }
    if (code == SQLITE_OK)
        return statement;
    blame(history, why);
    sqlite3_finalize(statement);
    return NULL;
}

struct sqlite3_stmt *tb_history_query(struct tb_history *history, struct tb_text *why, const char *sql,
                                      const char *types, ...)
{
    va_list values;
    va_start(values, types);
    struct sqlite3_stmt *statement = prepare(history, why, sql, types, values);
    va_end(values);
    return statement;
}

const char *tb_history_text(struct sqlite3_stmt *row, int column)
{
    const char *found = (const char *)sqlite3_column_text(row, column);
    return found ? found : "";
}

int tb_history_step(struct tb_history *history, struct sqlite3_stmt *statement, struct tb_text *why)
{
    switch (sqlite3_step(statement)) {
    case SQLITE_ROW:
        return 1;
    case SQLITE_DONE:
        return 0;
    default:
        blame(history, why);
        return -1;
    }
}

bool tb_history_do(struct tb_history *history, struct tb_text *why, const char *sql, const char *types, ...)
{
    va_list values;
    va_start(values, types);
    sqlite3_stmt *statement = prepare(history, why, sql, types, values);
    va_end(values);
    bool good = statement && tb_history_step(history, statement, why) == 0;
    sqlite3_finalize(statement);
    return good;
}

int64_t tb_history_number(struct tb_history *history, struct tb_text *why, const char *sql, const char *types, ...)
{
    va_list values;
    va_start(values, types);
    sqlite3_stmt *statement = prepare(history, why, sql, types, values);
    va_end(values);
    int64_t number = -1;
    if (statement && tb_history_step(history, statement, why) == 1)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

bool tb_history_begin(struct tb_history *history, struct tb_text *why)
{
    return tb_history_do(history, why, "BEGIN IMMEDIATE", "");
}

bool tb_history_end(struct tb_history *history, bool good, struct tb_text *why)
{
    if (good && tb_history_do(history, why, "COMMIT", ""))
        return true;
    blame(history, why); /* reports the original error, whatever happens during the rollback */
    if (!sqlite3_get_autocommit(history->db))
        sqlite3_exec(history->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* ---- Opening ---- */

static bool is_new(struct tb_history *history, struct tb_text *why)
{
    return tb_history_number(history, why, "SELECT count(*) FROM sqlite_master", "") == 0 &&
           tb_history_number(history, why, "PRAGMA application_id", "") == 0;
}

static bool create(struct tb_history *history, struct tb_text *why)
{
    char pragmas[100];
    snprintf(pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %d;", TB_HISTORY_APPLICATION,
             TB_HISTORY_SCHEMA);
    if (!tb_history_begin(history, why))
        return false;
    bool good = true;
    if (is_new(history, why)) /* still, now that this process holds the write lock */
        good = sqlite3_exec(history->db, TB_HISTORY_TABLES, NULL, NULL, NULL) == SQLITE_OK &&
               sqlite3_exec(history->db, pragmas, NULL, NULL, NULL) == SQLITE_OK;
    return tb_history_end(history, good && !why->len, why);
}

static bool find_damage(struct tb_history *history, const char *sql, struct tb_text *why)
{
    sqlite3_stmt *statement = tb_history_query(history, why, sql, "");
    int more = statement ? tb_history_step(history, statement, why) : -1;
    const char *verdict = more == 1 ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    bool good = verdict && strcmp(verdict, "ok") == 0;
    if (!good && !why->len)
        tb_text_printf(
            why, "%s is damaged (%s); move it away, and import the folders of the runs with tlsbench history import",
            history->path, verdict ? verdict : "no details");
    sqlite3_finalize(statement);
    return good;
}

/* Checks the tables, since a damaged page may contain plausible numbers.  Samples, which are nearly all of a file, are
 * not checked here: SQLite detects malformed pages when they are read. */
static bool is_whole(struct tb_history *history, struct tb_text *why)
{
    bool good = true;
    struct sqlite3_stmt *tables =
        tb_history_query(history, why, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sample'", "");
    int more = tables ? 1 : -1;
    while (good && more == 1 && (more = tb_history_step(history, tables, why)) == 1) {
        char sql[100];
        snprintf(sql, sizeof sql, "PRAGMA quick_check(%.60s)", tb_history_text(tables, 0));
        good = find_damage(history, sql, why);
    }
    sqlite3_finalize(tables);
    return good && more == 0;
}

static bool check(struct tb_history *history, struct tb_text *why)
{
    int64_t application = tb_history_number(history, why, "PRAGMA application_id", "");
    int64_t schema = tb_history_number(history, why, "PRAGMA user_version", "");
    if (why->len)
        return false;
    if (application != TB_HISTORY_APPLICATION) {
        tb_text_printf(why, "%s is the database of another program; name another file with --history", history->path);
        return false;
    }
    if (schema >= TB_HISTORY_OLDEST && schema < TB_HISTORY_SCHEMA)
        return is_whole(history, why) && tb_history_convert(history, why);
    if (schema != TB_HISTORY_SCHEMA) {
        tb_text_printf(why, "%s has schema %lld, but this tlsbench reads %d; use the version that wrote it",
                       history->path, (long long)schema, TB_HISTORY_SCHEMA);
        return false;
    }
    return is_whole(history, why);
}

/* The file may be anybody's: what tlsbench's own has not, and SQLite would run when a table is read or written, is
 * refused. */
static bool refuse_code(struct sqlite3 *db)
{
    static const int kinds[] = {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                                SQLITE_DBCONFIG_TRUSTED_SCHEMA};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (sqlite3_db_config(db, kinds[i], 0, NULL) != SQLITE_OK)
            return false;
    return true;
}

bool tb_history_open(struct tb_history *history, const char *path, enum tb_history_mode mode, struct tb_text *why)
{
    *history = (struct tb_history){0};
    struct stat status;
    snprintf(history->path, sizeof history->path, "%s", path);
    if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
        tb_text_printf(why, "%s is not a regular file; name another one with --history", path);
        return false;
    }
    if (mode == TB_HISTORY_READ && access(path, F_OK) != 0) {
        tb_text_printf(why, "%s: %s; each run is stored there when it is measured, or with tlsbench history import",
                       path, strerror(errno));
        return false;
    }
    int flags = SQLITE_OPEN_READWRITE | (mode == TB_HISTORY_WRITE ? SQLITE_OPEN_CREATE : 0);
    if (sqlite3_open_v2(path, &history->db, flags, NULL) != SQLITE_OK)
        return blame(history, why);
    if (sqlite3_busy_timeout(history->db, WAIT_MS) != SQLITE_OK || !refuse_code(history->db) ||
        sqlite3_exec(history->db, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY", NULL, NULL, NULL) !=
            SQLITE_OK)
        return blame(history, why);
    bool fresh = is_new(history, why);
    if (why->len)
        return false;
    if (fresh && mode == TB_HISTORY_READ) {
        tb_text_printf(
            why, "%s has no run yet; each run is stored there when it is measured, or with tlsbench history import",
            path);
        return false;
    }
    if (fresh && !create(history, why))
        return false;
    return check(history, why);
}

void tb_history_close(struct tb_history *history)
{
    sqlite3_finalize(history->sampler);
    sqlite3_close(history->db);
    *history = (struct tb_history){0};
}
