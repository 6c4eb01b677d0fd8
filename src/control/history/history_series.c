#include "control/history/history_series.h"
#include "control/base/words.h"
#include "control/history/history.h"
#include "control/plan/pattern.h"
#include "core/case.h"
#include "core/catalog.h"
#include "core/text.h"
#include "core/utf8.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static const char series_sql[] =
    "SELECT id, case_name, metric, unit, better, client, server, client_product, server_product, sampling FROM series"
    " WHERE (?1 IS NULL OR case_name GLOB ?1 OR case_name GLOB ?1 || '/*') AND (?2 IS NULL OR client = ?2 OR "
    "server = ?2)"
    " AND (?3 IS NULL OR metric = ?3)"
    " ORDER BY case_name, client, server, metric, client_product, server_product, sampling, unit";
enum { SERIES, CASE, METRIC, UNIT, BETTER, CLIENT, SERVER, CLIENT_PRODUCT, SERVER_PRODUCT, SAMPLING };

static const char points_sql[] = "SELECT run, value, low, high, rounds FROM point WHERE series = ?";

/* false: a case of another tlsbench. */
static bool parse_case(struct tb_case *c, struct sqlite3_stmt *row)
{
    struct tb_text ignored;
    tb_text_init(&ignored, 500);
    bool known = tb_case_parse(c, tb_history_text(row, CASE), &ignored);
    tb_text_free(&ignored);
    return known;
}

static bool is_share(struct sqlite3_stmt *row)
{
    struct tb_case c;
    const struct tb_metric_info *metric =
        parse_case(&c, row) ? tb_metric_by_name(c.driver, tb_history_text(row, METRIC)) : NULL;
    return metric && metric->kind == TB_METRIC_SHARE;
}

static bool is_primary(struct sqlite3_stmt *row)
{
    struct tb_case c;
    bool known = parse_case(&c, row);
    /* a case of another tlsbench: all that is known of it */
    return !known || strcmp(tb_primary_metric(&c)->name, tb_history_text(row, METRIC)) == 0 ||
           strcmp(tb_history_text(row, METRIC), "instructions") == 0;
}

/* ---- Points of a series ---- */

struct gathered {
    struct tb_history_point *points;
    size_t num;
};

/* Runs in the past are ordered by host and time. */
static int by_run(const void *a, const void *b)
{
    const struct tb_past_run *x = ((const struct tb_history_point *)a)->run,
                             *y = ((const struct tb_history_point *)b)->run;
    return (x > y) - (x < y);
}

static bool add_point(struct gathered *gathered, const struct tb_past *past, struct sqlite3_stmt *series,
                      struct sqlite3_stmt *row, bool with_incomplete)
{
    const struct tb_past_run *run = tb_past_run(past, sqlite3_column_int64(row, 0));
    if (!run || !(run->complete || with_incomplete)) /* missing: it was added after the runs were read */
        return true;
    struct tb_history_point *points = tb_grow(gathered->points, gathered->num, sizeof *points);
    if (!points)
        return false;
    gathered->points = points;
    points[gathered->num++] = (struct tb_history_point){
        .run = run,
        .client = tb_past_library(past, run, tb_history_text(series, CLIENT)),
        .server = tb_past_library(past, run, tb_history_text(series, SERVER)),
        .value = {.median = sqlite3_column_double(row, 1),
                  .low = sqlite3_column_double(row, 2),
                  .high = sqlite3_column_double(row, 3)},
        .rounds = (size_t)sqlite3_column_int64(row, 4),
    };
    return true;
}

static bool read_points(struct gathered *gathered, struct tb_history_lines *lines, struct tb_history *history,
                        struct sqlite3_stmt *series, bool with_incomplete, struct tb_text *why)
{
    struct sqlite3_stmt *row =
        tb_history_query(history, why, points_sql, "i", (int64_t)sqlite3_column_int64(series, SERIES));
    int more = row ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, row, why)) == 1)
        if (!add_point(gathered, &lines->past, series, row, with_incomplete))
            more = -1;
    sqlite3_finalize(row);
    if (more == 0 && gathered->num)
        qsort(gathered->points, gathered->num, sizeof *gathered->points, by_run);
    return more == 0;
}

/* ---- Lines ---- */

static struct tb_history_line *add_line(struct tb_history_lines *lines, struct sqlite3_stmt *series, int64_t host)
{
    struct tb_history_line *items = tb_grow(lines->items, lines->num, sizeof *items);
    if (!items)
        return NULL;
    lines->items = items;
    struct tb_history_line *line = &items[lines->num++];
    *line = (struct tb_history_line){.case_name = tb_clean_copy(tb_history_text(series, CASE)),
                                     .metric = tb_clean_copy(tb_history_text(series, METRIC)),
                                     .unit = tb_clean_copy(tb_history_text(series, UNIT)),
                                     .client = tb_clean_copy(tb_history_text(series, CLIENT)),
                                     .server = tb_clean_copy(tb_history_text(series, SERVER)),
                                     .client_product = tb_clean_copy(tb_history_text(series, CLIENT_PRODUCT)),
                                     .server_product = tb_clean_copy(tb_history_text(series, SERVER_PRODUCT)),
                                     .sampling = tb_clean_copy(tb_history_text(series, SAMPLING)),
                                     .more_is_better = strcmp(tb_history_text(series, BETTER), "more") == 0,
                                     .undirected = is_share(series),
                                     .host = host};
    bool good = line->case_name && line->metric && line->unit && line->client && line->server && line->client_product &&
                line->server_product && line->sampling;
    return good ? line : NULL;
}

/* Makes a line for each host. */
static bool split(struct tb_history_lines *lines, struct sqlite3_stmt *series, const struct gathered *gathered)
{
    for (size_t first = 0, end; first < gathered->num; first = end) {
        int64_t host = gathered->points[first].run->host;
        for (end = first; end < gathered->num && gathered->points[end].run->host == host;)
            end++;
        struct tb_history_line *line = add_line(lines, series, host);
        if (!line || !(line->points = malloc((end - first) * sizeof *line->points)))
            return false;
        memcpy(line->points, gathered->points + first, (end - first) * sizeof *line->points);
        line->num = end - first;
    }
    return true;
}

static bool take(struct tb_history_lines *lines, struct tb_history *history, struct sqlite3_stmt *series,
                 bool with_incomplete, struct tb_text *why)
{
    struct gathered gathered = {0};
    bool good = read_points(&gathered, lines, history, series, with_incomplete, why) && split(lines, series, &gathered);
    free(gathered.points);
    return good;
}

bool tb_history_lines(struct tb_history_lines *lines, struct tb_history *history,
                      const struct tb_history_filter *filter, struct tb_text *why)
{
    char spelled[TB_PATTERN_CAP];
    *lines = (struct tb_history_lines){0};
    if (!tb_past_load(&lines->past, history, why))
        return false;
    struct sqlite3_stmt *series = tb_history_query(
        history, why, series_sql, "sss", filter->case_glob ? tb_pattern_spell_out(spelled, filter->case_glob) : NULL,
        filter->library, filter->metric);
    int more = series ? 1 : -1;
    while (more == 1 && (more = tb_history_step(history, series, why)) == 1)
        if ((filter->metric || is_primary(series)) && !take(lines, history, series, filter->with_incomplete, why))
            more = -1;
    if (more != 0 && !why->len)
        tb_text_add(why, "out of memory");
    sqlite3_finalize(series);
    return more == 0;
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
        free(line->client_product);
        free(line->server_product);
        free(line->sampling);
        free(line->points);
    }
    free(lines->items);
    tb_past_free(&lines->past);
    *lines = (struct tb_history_lines){0};
}
