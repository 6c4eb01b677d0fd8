#include "control/history_print.h"
#include "control/format.h"
#include "control/history.h"
#include "control/history_series.h"
#include "control/words.h"
#include "core/change_points.h"
#include "core/text.h"
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHART = 40, MOST_CHANGES = 64 };
static const double level = 0.001; /* thousands of series are looked at at once */

/* ---- Runs ---- */

bool tb_history_print_runs(struct tb_history *history, struct tb_text *why)
{
    struct sqlite3_stmt *row = tb_history_query(
        history, why,
        "SELECT started, run.name, host, complete, (SELECT count(*) FROM sample WHERE run = run.id),"
        " (SELECT group_concat(trim(name || ' ' || version || ' ' || date), ', ') FROM library WHERE run = run.id)"
        " FROM run ORDER BY started, run.id",
        "");
    int more = row ? 1 : -1;
    size_t num = 0;
    while (more == 1 && (more = tb_history_step(history, row, why)) == 1) {
        const char *libraries = (const char *)sqlite3_column_text(row, 5);
        if (num++ == 0)
            printf("%-20s  %-4s  %8s  %-36s  %s\n", "started", "host", "samples", "run", "libraries");
        printf("%-20s  %-4d  %8d  %-36s  %s%s\n", (const char *)sqlite3_column_text(row, 0), sqlite3_column_int(row, 2),
               sqlite3_column_int(row, 4), (const char *)sqlite3_column_text(row, 1), libraries ? libraries : "",
               sqlite3_column_int(row, 3) ? "" : "; interrupted");
    }
    sqlite3_finalize(row);
    if (more == 0)
        printf("%zu run%s in %s\n", num, num == 1 ? "" : "s", history->path);
    return more == 0;
}

/* ---- Lines ---- */

static void print_name(const struct tb_history_line *line)
{
    bool pair = strcmp(line->client, line->server) != 0;
    printf("%s, %s%s%s, %s, host %lld", line->case_name, line->client, pair ? "+" : "", pair ? line->server : "",
           line->metric, (long long)line->host);
}

struct range {
    double low, high;
};

static struct range range_of(const struct tb_history_line *line)
{
    struct range range = {INFINITY, -INFINITY};
    for (size_t i = 0; i < line->num; i++) {
        range.low = fmin(range.low, line->points[i].value.low);
        range.high = fmax(range.high, line->points[i].value.high);
    }
    return range;
}

static size_t place(double value, struct range range)
{
    double width = range.high - range.low;
    return width > 0 ? (size_t)((value - range.low) / width * (CHART - 1) + 0.5) : CHART / 2;
}

/* "|    --*---     |": the interval, and the median in it. */
static void draw(char chart[CHART + 1], const struct tb_interval *value, struct range range)
{
    memset(chart, ' ', CHART);
    chart[CHART] = '\0';
    for (size_t i = place(value->low, range); i <= place(value->high, range); i++)
        chart[i] = '-';
    chart[place(value->median, range)] = '*';
}

/* Did the library change with this point?  Not where one of the two versions is not known. */
static bool is_new_version(const struct tb_history_line *line, size_t i)
{
    return i > 0 && *line->points[i].version && *line->points[i - 1].version &&
           strcmp(line->points[i].version, line->points[i - 1].version) != 0;
}

static void print_point(const struct tb_history_point *point, struct tb_scale scale, int decimals, struct range range)
{
    char chart[CHART + 1];
    struct tb_text value, spread;
    tb_text_init(&value, 64);
    tb_text_init(&spread, 64);
    draw(chart, &point->value, range);
    tb_format_number(&value, point->value.median * scale.factor, decimals);
    double wider = fmax(point->value.high - point->value.median, point->value.median - point->value.low);
    tb_format_percent(&spread, point->value.median != 0 ? wider / fabs(point->value.median) : 0);
    printf("  %-20s  %12s  ±%-6s |%s|  %s%s\n", point->started, value.data, spread.data, chart, point->version,
           point->complete ? "" : ", interrupted");
    tb_text_free(&value);
    tb_text_free(&spread);
}

void tb_history_print_lines(const struct tb_history_lines *lines)
{
    for (size_t i = 0; i < lines->num; i++) {
        const struct tb_history_line *line = &lines->items[i];
        struct tb_scale scale = tb_scale_for(line->unit, line->points[0].value.median);
        struct range range = range_of(line);
        int decimals = tb_decimals_for(range.low * scale.factor);
        print_name(line);
        printf(", %s (%s is better)\n", scale.unit, line->more_is_better ? "more" : "less");
        for (size_t j = 0; j < line->num; j++) {
            if (is_new_version(line, j))
                printf("  -- another version from here on: %s -> %s\n", line->points[j - 1].version,
                       line->points[j].version);
            print_point(&line->points[j], scale, decimals, range);
        }
        printf("\n");
    }
}

/* ---- Changes ---- */

static void print_change(const struct tb_history_line *line, const struct tb_change *change)
{
    const struct tb_history_point *old = &line->points[change->at - 1], *new = &line->points[change->at];
    struct tb_scale scale = tb_scale_for(line->unit, change->before);
    struct tb_text before, after;
    double ratio = change->after / change->before - 1;
    bool worse = line->more_is_better ? ratio < 0 : ratio > 0;
    tb_text_init(&before, 64);
    tb_text_init(&after, 64);
    int decimals = tb_decimals_for(fmin(change->before, change->after) * scale.factor);
    tb_format_number(&before, change->before * scale.factor, decimals);
    tb_format_number(&after, change->after * scale.factor, decimals);
    printf("%s %+6.1f%%  from %s on, after %s: ", worse ? "worse " : "better", 100 * ratio, new->started, old->started);
    print_name(line);
    printf(": %s -> %s %s (p = %.2g)", before.data, after.data, scale.unit, change->p);
    printf(strcmp(old->version, new->version) ? "; version %s -> %s\n" : "\n", old->version, new->version);
    tb_text_free(&before);
    tb_text_free(&after);
}

static bool look_at(const struct tb_history_line *line, double least, size_t *shown)
{
    struct tb_change changes[MOST_CHANGES];
    size_t found;
    double *values = malloc((line->num + 1) * sizeof *values);
    for (size_t i = 0; values && i < line->num; i++)
        values[i] = line->points[i].value.median;
    bool good = values && tb_change_points(values, line->num, level, 1, changes, MOST_CHANGES, &found);
    free(values);
    for (size_t i = 0; good && i < found; i++)
        if (fabs(changes[i].after / changes[i].before - 1) >= least) {
            print_change(line, &changes[i]);
            (*shown)++;
        }
    return good;
}

/* Where libraries changed their version, each once, whatever became of their figures.  false: no memory. */
static bool print_versions(const struct tb_history_lines *lines)
{
    struct tb_words said = {0};
    struct tb_text text;
    bool good = true;
    tb_text_init(&text, 1000);
    for (size_t i = 0; i < lines->num && good; i++) {
        const struct tb_history_line *line = &lines->items[i];
        bool pair = strcmp(line->client, line->server) != 0;
        for (size_t j = 1; j < line->num && good; j++) {
            if (!is_new_version(line, j))
                continue;
            tb_text_clear(&text);
            tb_text_printf(&text, "%s%s%s: version %s -> %s from %s on, host %lld", line->client, pair ? "+" : "",
                           pair ? line->server : "", line->points[j - 1].version, line->points[j].version,
                           line->points[j].started, (long long)line->host);
            if (!tb_words_have(&said, text.data))
                good = printf("%s\n", text.data) > 0 && tb_words_add(&said, text.data, text.len);
        }
    }
    tb_words_free(&said);
    tb_text_free(&text);
    return good;
}

bool tb_history_print_changes(const struct tb_history_lines *lines, double least)
{
    size_t shown = 0, looked = 0;
    for (size_t i = 0; i < lines->num; i++) {
        looked += lines->items[i].num >= 2 * TB_LEAST_SEGMENT;
        if (!look_at(&lines->items[i], least, &shown))
            return false;
    }
    if (!print_versions(lines))
        return false;
    printf("%zu change%s of at least %g%% in %zu series of %zu (the others have fewer than %d runs);\n", shown,
           shown == 1 ? "" : "s", 100 * least, looked, lines->num, 2 * TB_LEAST_SEGMENT);
    printf("without any change, about %.1f would be found by chance.  Runs of another machine, kernel or compiler are\n"
           "series of their own.\n",
           level * (double)looked);
    return true;
}
