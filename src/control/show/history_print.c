#include "control/show/history_print.h"
#include "control/base/format.h"
#include "control/history/history.h"
#include "control/history/history_marks.h"
#include "control/history/history_series.h"
#include "core/text.h"
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHART = 40, MARK_LIMIT = 2000, NAME_LIMIT = 2000 };

/* ---- Runs ---- */

/* Marks the point from which another version of tlsbench measured.  Fails only if memory runs out. */
static bool print_program(char **last, const char *program)
{
    if (!*program || (*last && strcmp(*last, program) == 0))
        return true;
    if (*last)
        printf("  -- by another tlsbench: %s -> %s\n", *last, program);
    free(*last);
    *last = strdup(program);
    return *last;
}

bool tb_history_print_runs(struct tb_history *history, const char *library, size_t *num, struct tb_text *why)
{
    struct sqlite3_stmt *row = tb_history_query(
        history, why,
        "SELECT started, run.name, host, complete, samples,"
        " (SELECT group_concat(trim(name || ' ' || version || ' ' || date), ', ') FROM library WHERE run = run.id),"
        " tlsbench FROM run WHERE ?1 IS NULL OR EXISTS (SELECT 1 FROM library WHERE run = run.id AND name = ?1)"
        " ORDER BY started, run.id",
        "s", library);
    *num = 0;
    int more = row ? 1 : -1;
    char *last = NULL;
    bool good = true;
    while (good && more == 1 && (more = tb_history_step(history, row, why)) == 1) {
        if ((*num)++ == 0)
            printf("%-20s  %-4s  %8s  %-36s  %s\n", "started", "host", "samples", "run", "libraries");
        printf("%-20s  %-4d  %8d  %-36s  %s%s\n", tb_history_text(row, 0), sqlite3_column_int(row, 2),
               sqlite3_column_int(row, 4), tb_history_text(row, 1), tb_history_text(row, 5),
               sqlite3_column_int(row, 3) ? "" : "; interrupted");
        good = print_program(&last, tb_history_text(row, 6));
    }
    sqlite3_finalize(row);
    free(last);
    if (!good)
        tb_text_add(why, "out of memory");
    else if (more == 0 && (*num || !library))
        printf("%zu run%s%s%s in %s\n", *num, *num == 1 ? "" : "s", library ? " of " : "", library ? library : "",
               history->path);
    return good && more == 0;
}

/* ---- Lines ---- */

static void add_library(struct tb_text *text, const char *name, const char *product)
{
    tb_text_printf(text, "%s%s%s%s", name, *product ? " (" : "", product, *product ? ")" : "");
}

void tb_history_name_library(struct tb_text *text, const struct tb_history_line *line)
{
    add_library(text, line->client, line->client_product);
    if (strcmp(line->client, line->server) == 0)
        return;
    tb_text_add(text, "+");
    add_library(text, line->server, line->server_product);
}

void tb_history_name(struct tb_text *text, const struct tb_history_line *line)
{
    tb_text_printf(text, "%s, ", line->case_name);
    tb_history_name_library(text, line);
    tb_text_printf(text, ", %s, host %lld", line->metric, (long long)line->host);
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

/* Uses halves, because the difference of the largest numbers would overflow.  What lies outside of the range, or
 * nowhere, as in a file that tlsbench did not write, is drawn at an end, or in the middle. */
static size_t place(double value, struct range range)
{
    double width = range.high / 2 - range.low / 2;
    double share = width > 0 ? (value / 2 - range.low / 2) / width : 0.5;
    share = isnan(share) ? 0.5 : fmin(1, fmax(0, share));
    return (size_t)(share * (CHART - 1) + 0.5);
}

/* "| --*--- |": the interval, and the median in it. */
static void draw(char chart[CHART + 1], const struct tb_interval *value, struct range range)
{
    memset(chart, ' ', CHART);
    chart[CHART] = '\0';
    for (size_t i = place(value->low, range); i <= place(value->high, range); i++)
        chart[i] = '-';
    chart[place(value->median, range)] = '*';
}

/* "3.5.6 2026-04-07" (for two libraries both), and the suite. */
static void print_tags(const struct tb_history_line *line, const struct tb_history_point *point)
{
    bool pair = strcmp(line->client, line->server) != 0;
    printf("%s", point->client ? point->client->version : "");
    if (pair)
        printf("+%s", point->server ? point->server->version : "");
    if (*point->run->suite)
        printf(", %s", point->run->suite);
    printf("%s\n", point->run->complete ? "" : ", interrupted");
}

static void print_point(const struct tb_history_line *line, const struct tb_history_point *point, struct tb_scale scale,
                        int decimals, struct range range)
{
    char chart[CHART + 1];
    struct tb_text value, spread;
    tb_text_init(&value, 64);
    tb_text_init(&spread, 64);
    draw(chart, &point->value, range);
    tb_format_number(&value, point->value.median * scale.factor, decimals);
    double wider = fmax(point->value.high - point->value.median, point->value.median - point->value.low);
    tb_format_percent(&spread, point->value.median != 0 ? wider / fabs(point->value.median) : 0);
    printf("  %-20s  %12s  ±%-6s |%s|  ", point->run->started, value.data, spread.data, chart);
    print_tags(line, point);
    tb_text_free(&value);
    tb_text_free(&spread);
}

static void print_line(const struct tb_history_line *line)
{
    struct tb_scale scale = tb_scale_for(line->unit, line->points[0].value.median);
    struct range range = range_of(line);
    int decimals = tb_decimals_for(range.low * scale.factor);
    struct tb_text name;
    tb_text_init(&name, NAME_LIMIT);
    tb_history_name(&name, line);
    printf("%s, %s (%s is better)\n", name.data, scale.unit, line->more_is_better ? "more" : "less");
    tb_text_free(&name);
    if (*line->sampling)
        printf("  %s\n", line->sampling);
    for (size_t i = 0; i < line->num; i++) {
        struct tb_text mark;
        tb_text_init(&mark, MARK_LIMIT);
        tb_history_mark(&mark, line, i);
        if (mark.len)
            printf("  -- from here on: %s\n", mark.data);
        tb_text_free(&mark);
        print_point(line, &line->points[i], scale, decimals, range);
    }
    printf("\n");
}

void tb_history_print_lines(const struct tb_history_lines *lines)
{
    for (size_t i = 0; i < lines->num; i++)
        print_line(&lines->items[i]);
}
