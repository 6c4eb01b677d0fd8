#include "control/history_series.h"
#include "control/history.h"
#include "control/words.h"
#include "core/case.h"
#include "core/catalog.h"
#include "core/release.h"
#include "core/text.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double confidence = 0.95;

static const char rows_sql[] =
    "SELECT series.id, run.host, run.id, case_name, metric, unit, better, client, server, started, complete,"
    " c.version, c.date, c.date_of, s.version, s.date, s.date_of, value"
    " FROM series JOIN sample ON sample.series = series.id JOIN run ON run.id = sample.run"
    " LEFT JOIN library AS c ON c.run = run.id AND c.name = client"
    " LEFT JOIN library AS s ON s.run = run.id AND s.name = server"
    " WHERE (?1 IS NULL OR case_name GLOB ?1) AND (?2 IS NULL OR client = ?2 OR server = ?2)"
    " AND (?3 IS NULL OR metric = ?3) AND (?4 OR complete)"
    " ORDER BY case_name, client, server, metric, run.host, started, run.id, round";
enum {
    SERIES,
    HOST,
    RUN,
    CASE,
    METRIC,
    UNIT,
    BETTER,
    CLIENT,
    SERVER,
    STARTED,
    COMPLETE,
    VERSION /* and its day, of */,
    SERVER_VERSION = VERSION + 3,
    VALUE = SERVER_VERSION + 3
};

/* A run's values of one series, until the next row belongs elsewhere. */
struct gathered {
    int64_t series, host, run;
    double *values;
    size_t num;
};

static const char *text(struct sqlite3_stmt *row, int column)
{
    const char *found = (const char *)sqlite3_column_text(row, column);
    return found ? found : "";
}

static bool is_primary(struct sqlite3_stmt *row)
{
    struct tb_case c;
    struct tb_text ignored;
    tb_text_init(&ignored, 500);
    bool known = tb_case_parse(&c, text(row, CASE), &ignored);
    tb_text_free(&ignored);
    /* a case of another tlsbench: all that is known of it */
    return !known || strcmp(tb_primary_metric(&c)->name, text(row, METRIC)) == 0 ||
           strcmp(text(row, METRIC), "instructions") == 0;
}

static bool add_line(struct tb_history_lines *lines, struct sqlite3_stmt *row)
{
    struct tb_history_line *items = tb_grow(lines->items, lines->num, sizeof *items);
    if (!items)
        return false;
    lines->items = items;
    struct tb_history_line *line = &items[lines->num++];
    *line = (struct tb_history_line){.case_name = strdup(text(row, CASE)),
                                     .metric = strdup(text(row, METRIC)),
                                     .unit = strdup(text(row, UNIT)),
                                     .client = strdup(text(row, CLIENT)),
                                     .server = strdup(text(row, SERVER)),
                                     .more_is_better = strcmp(text(row, BETTER), "more") == 0,
                                     .host = sqlite3_column_int64(row, HOST)};
    return line->case_name && line->metric && line->unit && line->client && line->server;
}

/* "3.5.6 2026-04-07"; a version without a day stands alone. */
static void version_words(char *dst, size_t cap, struct sqlite3_stmt *row, int version)
{
    if (*text(row, version) && *text(row, version + 1))
        tb_release_words(dst, cap, text(row, version), text(row, version + 1), text(row, version + 2));
    else
        snprintf(dst, cap, "%s", text(row, version));
}

static bool add_point(struct tb_history_line *line, struct sqlite3_stmt *row)
{
    struct tb_history_point *points = tb_grow(line->points, line->num, sizeof *points);
    if (!points)
        return false;
    line->points = points;
    struct tb_history_point *point = &points[line->num++];
    *point = (struct tb_history_point){.complete = sqlite3_column_int(row, COMPLETE) != 0};
    snprintf(point->started, sizeof point->started, "%s", text(row, STARTED));
    char client[99], server[99];
    version_words(client, sizeof client, row, VERSION);
    version_words(server, sizeof server, row, SERVER_VERSION);
    bool one = strcmp(text(row, CLIENT), text(row, SERVER)) == 0 || !*server;
    snprintf(point->version, sizeof point->version, "%s%s%s", client, one ? "" : "+", one ? "" : server);
    return true;
}

/* What was gathered becomes the value of the newest point. */
static bool settle(struct tb_history_lines *lines, struct gathered *gathered)
{
    if (gathered->num == 0)
        return true;
    struct tb_history_line *line = &lines->items[lines->num - 1];
    struct tb_history_point *point = &line->points[line->num - 1];
    point->rounds = gathered->num;
    bool good = tb_median_interval(gathered->values, gathered->num, confidence, &point->value);
    gathered->num = 0;
    return good;
}

static bool take(struct tb_history_lines *lines, struct gathered *gathered, struct sqlite3_stmt *row)
{
    int64_t series = sqlite3_column_int64(row, SERIES), host = sqlite3_column_int64(row, HOST),
            run = sqlite3_column_int64(row, RUN);
    bool same_line = series == gathered->series && host == gathered->host;
    if (!same_line || run != gathered->run) {
        if (!settle(lines, gathered) || (!same_line && !add_line(lines, row)) ||
            !add_point(&lines->items[lines->num - 1], row))
            return false;
        gathered->series = series;
        gathered->host = host;
        gathered->run = run;
    }
    double *values = tb_grow(gathered->values, gathered->num, sizeof *values);
    if (!values)
        return false;
    gathered->values = values;
    values[gathered->num++] = sqlite3_column_double(row, VALUE);
    return true;
}

bool tb_history_lines(struct tb_history_lines *lines, struct tb_history *history,
                      const struct tb_history_filter *filter, struct tb_text *why)
{
    struct gathered gathered = {0};
    *lines = (struct tb_history_lines){0};
    struct sqlite3_stmt *rows = tb_history_query(history, why, rows_sql, "sssi", filter->case_glob, filter->library,
                                                 filter->metric, (int64_t)filter->with_incomplete);
    int more = rows ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, rows, why)) == 1)
        if ((filter->metric || is_primary(rows)) && !take(lines, &gathered, rows))
            more = -1;
    bool good = more == 0 && settle(lines, &gathered);
    if (!good && !why->len)
        tb_text_add(why, "no memory");
    sqlite3_finalize(rows);
    free(gathered.values);
    return good;
}

void tb_history_lines_free(struct tb_history_lines *lines)
{
    for (size_t i = 0; i < lines->num; i++) {
        struct tb_history_line *line = &lines->items[i];
        free(line->case_name);
        free(line->metric);
        free(line->unit);
        free(line->client);
        free(line->server);
        free(line->points);
    }
    free(lines->items);
    *lines = (struct tb_history_lines){0};
}
