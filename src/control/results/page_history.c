/* page_history.c - runs over time: a chart for each case and metric, the libraries in one, with the changes of level.
 */
#include "control/base/format.h"
#include "control/history/history_marks.h"
#include "control/history/history_series.h"
#include "control/results/page.h"
#include "control/results/page_figures.h"
#include "control/show/history_print.h"
#include "core/change_points.h"
#include "core/text.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* More charts than this make a page of a hundred runs and three libraries larger than 3 MB. */
enum { MOST_CHARTS = 30 };

/* Those of one chart: a case's metric on one machine, sampled in one way. */
static bool is_beside(const struct tb_history_line *a, const struct tb_history_line *b)
{
    return strcmp(a->case_name, b->case_name) == 0 && strcmp(a->metric, b->metric) == 0 && a->host == b->host &&
           strcmp(a->sampling, b->sampling) == 0;
}

/* "2026-01-16T00:00:00Z" in ms since 1970; NaN: it is none. */
static double milliseconds(const char *started)
{
    struct tm utc = {0};
    const char *end = strptime(started, "%Y-%m-%dT%H:%M:%S", &utc);
    return end ? 1e3 * (double)timegm(&utc) : NAN;
}

/* ---- A chart ---- */

static void add_point(struct tb_page *page, json_t *chart, const struct tb_history_line *line, const char *series,
                      const struct tb_history_point *point, struct tb_scale scale)
{
    struct tb_text text;
    double shown = point->value.median * scale.factor;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(&text, "%s\n%s: ", point->run->started, series);
    tb_format_number(&text, shown, tb_decimals_for(shown));
    tb_text_printf(&text, " %s", scale.unit);
    if (point->client && *point->client->version)
        tb_text_printf(&text, "\n%s %s", line->client, point->client->version);
    if (!point->run->complete)
        tb_text_add(&text, "\nthe run was interrupted");
    json_t *dot = tb_page_point(page, chart, series, text.data);
    tb_page_set_number(dot, "x", milliseconds(point->run->started));
    tb_page_set_number(dot, "y", shown);
    tb_page_set_number(dot, "low", point->value.low * scale.factor);
    tb_page_set_number(dot, "high", point->value.high * scale.factor);
    tb_text_free(&text);
}

static void add_mark(json_t *marks, double x, const char *text)
{
    json_t *mark = json_object();
    tb_page_set_number(mark, "x", x);
    json_object_set_new(mark, "text", tb_page_string(text));
    json_array_append_new(marks, mark);
}

static void add_marks(json_t *marks, const struct tb_history_line *line)
{
    struct tb_text text;
    tb_text_init(&text, TB_PAGE_TEXT);
    for (size_t i = 1; i < line->num; i++) {
        tb_text_clear(&text);
        tb_history_mark(&text, line, i);
        if (text.len)
            add_mark(marks, milliseconds(line->points[i].run->started), text.data);
    }
    tb_text_free(&text);
}

static void add_level(json_t *levels, const struct tb_history_line *line, const char *series, size_t from, size_t end,
                      double level)
{
    json_t *item = json_object();
    json_object_set_new(item, "series", tb_page_string(series));
    tb_page_set_number(item, "from", milliseconds(line->points[from].run->started));
    tb_page_set_number(item, "to", milliseconds(line->points[end - 1].run->started));
    tb_page_set_number(item, "y", level);
    json_array_append_new(levels, item);
}

/* The levels between changes.  false: out of memory. */
static bool add_levels(json_t *levels, const struct tb_history_line *line, const char *series, double least,
                       struct tb_scale scale)
{
    struct tb_change changes[TB_MOST_CHANGES];
    size_t found = 0, from = 0;
    if (!tb_history_find_changes(line, least, changes, &found))
        return false;
    for (size_t i = 0; i < found; i++) {
        add_level(levels, line, series, from, changes[i].at, changes[i].before * scale.factor);
        from = changes[i].at;
        if (i + 1 == found)
            add_level(levels, line, series, from, line->num, changes[i].after * scale.factor);
    }
    return true;
}

static json_t *begin_chart(const struct tb_history_line *line, struct tb_scale scale)
{
    struct tb_text text;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(&text, "%s, %s, host %lld", line->case_name, line->metric, (long long)line->host);
    json_t *chart = tb_page_chart("history", text.data);
    tb_text_clear(&text);
    tb_text_printf(&text, "%s, %s", line->metric, scale.unit);
    if (!line->undirected)
        tb_text_printf(&text, "; %s is better", line->more_is_better ? "more" : "less");
    json_object_set_new(chart, "yTitle", tb_page_string(text.data));
    json_object_set_new(chart, "xTitle", json_string("begin of the run, UTC"));
    json_object_set_new(chart, "doc", tb_page_string(line->sampling));
    json_object_set_new(chart, "marks", json_array());
    json_object_set_new(chart, "levels", json_array());
    tb_text_free(&text);
    return chart;
}

static void add_rows(json_t *rows, const struct tb_history_line *line, const char *series)
{
    for (size_t i = 0; i < line->num; i++) {
        const struct tb_history_point *point = &line->points[i];
        const double values[] = {point->value.median, point->value.low, point->value.high};
        struct tb_text numbers[3];
        char host[32];
        for (size_t j = 0; j < 3; j++) {
            tb_text_init(&numbers[j], 64);
            tb_page_number(&numbers[j], values[j]);
        }
        snprintf(host, sizeof host, "%lld", (long long)line->host);
        tb_page_row(rows,
                    (const char *const[]){point->run->started, line->case_name, series, line->metric, numbers[0].data,
                                          numbers[1].data, numbers[2].data, line->unit, host, point->run->suite,
                                          point->client ? point->client->version : ""},
                    11);
        for (size_t j = 0; j < 3; j++)
            tb_text_free(&numbers[j]);
    }
}

/* Of all lines that stand beside the first.  false: out of memory. */
static bool add_chart(struct tb_page *page, const struct tb_history_lines *lines, size_t first, double least)
{
    const struct tb_history_line *line = &lines->items[first];
    static const char *const columns[] = {"Begun", "Case", "Library", "Metric", "#Median", "#Low",
                                          "#High", "Unit", "Host",    "Suite",  "Version"};
    struct tb_scale scale = tb_scale_for(line->unit, line->points[0].value.median);
    json_t *chart = begin_chart(line, scale), *rows = json_array();
    bool good = true;
    for (size_t i = first; i < lines->num && good; i++) {
        struct tb_text series;
        if (!is_beside(&lines->items[i], line))
            continue;
        tb_text_init(&series, TB_PAGE_TEXT);
        tb_history_name_library(&series, &lines->items[i]);
        for (size_t j = 0; j < lines->items[i].num; j++)
            add_point(page, chart, &lines->items[i], series.data, &lines->items[i].points[j], scale);
        add_marks(json_object_get(chart, "marks"), &lines->items[i]);
        add_rows(rows, &lines->items[i], series.data);
        good = add_levels(json_object_get(chart, "levels"), &lines->items[i], series.data, least, scale);
        tb_text_free(&series);
    }
    tb_page_add_chart(page, chart, false);
    json_array_extend(tb_page_table(page, "Figures", true, columns, 11), rows);
    json_decref(rows);
    return good;
}

/* ---- All ---- */

static bool is_first(const struct tb_history_lines *lines, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (is_beside(&lines->items[i], &lines->items[j]))
            return false;
    return true;
}

/* A sentence for each change; `changed` of each line whether it has one.  false: out of memory. */
static bool tell_changes(struct tb_page *page, const struct tb_history_lines *lines, double least, bool *changed)
{
    json_t *list = tb_page_list(page, "answer");
    struct tb_text text;
    bool good = true;
    tb_text_init(&text, 2 * TB_PAGE_TEXT);
    for (size_t i = 0; i < lines->num && good; i++) {
        struct tb_change changes[TB_MOST_CHANGES];
        size_t found = 0;
        good = tb_history_find_changes(&lines->items[i], least, changes, &found);
        changed[i] = good && found > 0;
        for (size_t j = 0; good && j < found; j++) {
            tb_text_clear(&text);
            tb_history_change(&text, &lines->items[i], &changes[j]);
            json_array_append_new(list, tb_page_string(text.data));
        }
    }
    tb_text_free(&text);
    if (json_array_size(list) == 0)
        json_array_append_new(list, json_string("No series changed its level."));
    return good;
}

/* Those of changes come first, as not all may be drawn.  false: out of memory. */
static bool add_charts(struct tb_page *page, const struct tb_history_lines *lines, double least, const bool *changed,
                       size_t *charts)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < lines->num; i++) {
            bool any = false;
            for (size_t j = i; j < lines->num; j++)
                any = any || (changed[j] && is_beside(&lines->items[i], &lines->items[j]));
            if (is_first(lines, i) && any == (pass == 0) && (*charts)++ < MOST_CHARTS &&
                !add_chart(page, lines, i, least))
                return false;
        }
    return true;
}

static void add_left_out(struct tb_page *page, size_t charts)
{
    struct tb_text text;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(
        &text,
        "%zu more charts are left out, because a page with more than %d is large and slow; name the cases: tlsbench "
        "report history --case 'kx/*'.",
        charts - MOST_CHARTS, MOST_CHARTS);
    tb_page_paragraph(page, "note", text.data);
    tb_text_free(&text);
}

static void add_end(struct tb_page *page, const struct tb_history_lines *lines, double least)
{
    struct tb_text text;
    size_t looked = 0;
    for (size_t i = 0; i < lines->num; i++)
        looked += lines->items[i].num >= TB_LEAST_SERIES;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_page_heading(page, 2, "How to read it");
    json_t *list = tb_page_list(page, "");
    tb_text_printf(
        &text,
        "A thick line is a level between two changes of at least %g%%; a change can be found from %d runs on, "
        "and %zu of the %zu series have as many.",
        100 * least, TB_LEAST_SERIES, looked, lines->num);
    json_array_append_new(list, tb_page_string(text.data));
    tb_text_clear(&text);
    tb_text_printf(
        &text,
        "About %.2g of the changes are due to chance (%g%% of series) if runs are independent, and many more "
        "if the speed of the machine drifts from run to run.",
        TB_CHANGE_LEVEL * (double)looked, 100 * TB_CHANGE_LEVEL);
    json_array_append_new(list, tb_page_string(text.data));
    json_array_append_new(list, json_string("A dashed line marks a run from which on another version, other flags or "
                                            "another tlsbench was measured.  Figures are medians over the rounds of a "
                                            "run, with their intervals."));
    tb_text_free(&text);
}

bool tb_page_of_history(struct tb_page *page, const struct tb_history_lines *lines, const char *path, double least)
{
    struct tb_text title;
    size_t charts = 0;
    tb_text_init(&title, TB_PAGE_TEXT);
    tb_text_printf(&title, "tlsbench history: %s", path);
    tb_page_init(page, title.data, path);
    tb_text_free(&title);
    tb_page_heading(page, 2, "Changes of level");
    bool *changed = calloc(lines->num + 1, sizeof *changed);
    bool good = changed && tell_changes(page, lines, least, changed);
    tb_page_heading(page, 2, "Over time");
    good = good && add_charts(page, lines, least, changed, &charts);
    free(changed);
    if (charts > MOST_CHARTS)
        add_left_out(page, charts);
    add_end(page, lines, least);
    return good;
}
