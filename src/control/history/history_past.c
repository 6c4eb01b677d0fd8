#include "control/history/history_past.h"
#include "control/base/words.h"
#include "control/history/history.h"
#include "core/release.h"
#include "core/text.h"
#include "core/utf8.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char runs_sql[] = "SELECT id, host, started, suite, tlsbench, complete,"
                               " CASE WHEN json_valid(facts) THEN json_extract(facts, '$.host.name') END"
                               " FROM run ORDER BY host, started, name, uid, id";
static const char libraries_sql[] = "SELECT run, name, version, date, date_of, build FROM library ORDER BY run, name";

static bool add_run(struct tb_past *past, struct sqlite3_stmt *row)
{
    struct tb_past_run *runs = tb_grow(past->runs, past->num, sizeof *runs);
    if (!runs)
        return false;
    past->runs = runs;
    struct tb_past_run *run = &runs[past->num++];
    *run = (struct tb_past_run){.id = sqlite3_column_int64(row, 0),
                                .host = sqlite3_column_int64(row, 1),
                                .started = strdup(tb_history_text(row, 2)),
                                .suite = tb_clean_copy(tb_history_text(row, 3)),
                                .tlsbench = tb_clean_copy(tb_history_text(row, 4)),
                                .complete = sqlite3_column_int(row, 5) != 0,
                                .machine = tb_clean_copy(tb_history_text(row, 6))};
    return run->started && run->suite && run->tlsbench && run->machine;
}

static int by_id(const void *a, const void *b)
{
    int64_t x = (*(struct tb_past_run *const *)a)->id, y = (*(struct tb_past_run *const *)b)->id;
    return (x > y) - (x < y);
}

static bool index_runs(struct tb_past *past)
{
    past->by_id = malloc((past->num + 1) * sizeof *past->by_id);
    if (!past->by_id)
        return false;
    for (size_t i = 0; i < past->num; i++)
        past->by_id[i] = &past->runs[i];
    qsort(past->by_id, past->num, sizeof *past->by_id, by_id);
    return true;
}

static struct tb_past_run *find(const struct tb_past *past, int64_t id)
{
    struct tb_past_run key = {.id = id}, *wanted = &key;
    struct tb_past_run **found = bsearch(&wanted, past->by_id, past->num, sizeof *past->by_id, by_id);
    return found ? *found : NULL;
}

/* A version without a date is shown alone.  In an imported table it can be any text. */
static char *version_words(struct sqlite3_stmt *row)
{
    char words[200];
    if (!*tb_history_text(row, 2) || !*tb_history_text(row, 3))
        return tb_clean_copy(tb_history_text(row, 2));
    tb_release_words(words, sizeof words, tb_history_text(row, 2), tb_history_text(row, 3), tb_history_text(row, 4));
    return tb_clean_copy(words);
}

static bool add_library(struct tb_past *past, struct sqlite3_stmt *row)
{
    struct tb_past_run *run = find(past, sqlite3_column_int64(row, 0));
    struct tb_past_library *libraries = tb_grow(past->libraries, past->num_libraries, sizeof *libraries);
    if (!libraries)
        return false;
    past->libraries = libraries;
    if (run && run->num++ == 0)
        run->first = past->num_libraries;
    struct tb_past_library *library = &libraries[past->num_libraries++];
    *library =
        (struct tb_past_library){strdup(tb_history_text(row, 1)), version_words(row), strdup(tb_history_text(row, 5))};
    return library->name && library->version && library->build;
}

static bool each_row(struct tb_past *past, struct tb_history *history, const char *sql,
                     bool (*add)(struct tb_past *, struct sqlite3_stmt *), struct tb_text *why)
{
    struct sqlite3_stmt *row = tb_history_query(history, why, sql, "");
    int more = row ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, row, why)) == 1)
        if (!add(past, row))
            more = -1;
    sqlite3_finalize(row);
    return more == 0;
}

bool tb_past_load(struct tb_past *past, struct tb_history *history, struct tb_text *why)
{
    *past = (struct tb_past){0};
    bool good = each_row(past, history, runs_sql, add_run, why) && index_runs(past) &&
                each_row(past, history, libraries_sql, add_library, why);
    if (!good && !why->len)
        tb_text_add(why, "out of memory");
    return good;
}

void tb_past_free(struct tb_past *past)
{
    for (size_t i = 0; i < past->num; i++) {
        free(past->runs[i].started);
        free(past->runs[i].suite);
        free(past->runs[i].tlsbench);
        free(past->runs[i].machine);
    }
    for (size_t i = 0; i < past->num_libraries; i++) {
        free(past->libraries[i].name);
        free(past->libraries[i].version);
        free(past->libraries[i].build);
    }
    free(past->runs);
    free(past->libraries);
    free(past->by_id);
    *past = (struct tb_past){0};
}

const struct tb_past_run *tb_past_run(const struct tb_past *past, int64_t id)
{
    return find(past, id);
}

const struct tb_past_library *tb_past_library(const struct tb_past *past, const struct tb_past_run *run,
                                              const char *name)
{
    for (size_t i = 0; i < run->num; i++)
        if (strcmp(past->libraries[run->first + i].name, name) == 0)
            return &past->libraries[run->first + i];
    return NULL;
}
