/* page_ratios.c - dots with intervals: ratios to a base, or values where there is no base to compare with. */
#include "control/base/format.h"
#include "control/base/ratio_words.h"
#include "control/results/export.h"
#include "control/results/export_verdict.h"
#include "control/results/page.h"
#include "control/results/page_figures.h"
#include "control/results/page_parts.h"
#include "control/show/view.h"
#include "control/verdict/comparison.h"
#include "core/catalog.h"
#include "core/text.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A chart whose rows are cases. */
struct dots {
    struct tb_page *page;
    const struct tb_page_source *source;
    const struct tb_view *view;
    const struct tb_metric_info *metric; /* NULL: of all primary ones */
    struct json_t *chart, *rows, *gaps;
    double factor; /* of values to the unit of the axis */
};

static void begin(struct dots *dots, const char *what)
{
    struct tb_text title;
    char metric[64] = "All cases together";
    if (dots->metric)
        tb_page_metric(metric, dots->metric);
    tb_text_init(&title, TB_PAGE_TEXT);
    tb_text_printf(&title, "%s%s", metric, what);
    dots->chart = tb_page_chart("dots", title.data);
    json_object_set_new(dots->chart, "doc",
                        tb_page_string(dots->metric ? dots->metric->doc
                                                    : "geometric means of the ratios, and of the ends of their "
                                                      "intervals"));
    json_object_set_new(dots->chart, "rows", dots->rows = json_array());
    json_object_set_new(dots->chart, "gaps", dots->gaps = json_array());
    tb_text_free(&title);
}

/* The place of the row of that label, which is added when it is not there yet. */
static json_int_t row_of(struct dots *dots, const char *label)
{
    json_t *wanted = tb_page_string(label);
    size_t num = json_array_size(dots->rows);
    for (size_t i = num; i > 0; i--)
        if (json_equal(json_array_get(dots->rows, i - 1), wanted)) {
            json_decref(wanted);
            return (json_int_t)(i - 1);
        }
    json_array_append_new(dots->rows, wanted);
    return (json_int_t)num;
}

/* Where a dot would be, why there is none. */
static void add_gap(struct dots *dots, const struct tb_planned *planned, const char *series, const struct tb_cell *cell)
{
    struct tb_text reason;
    char label[TB_PAGE_LABEL];
    json_t *gap = json_object();
    tb_page_label(label, dots->view, planned);
    tb_text_init(&reason, 0); /* the table of what has no figure says it */
    enum tb_sample_status status = cell ? tb_cell_status(cell, &reason) : TB_SAMPLE_OK;
    const char *word = !cell ? "not measured" : status == TB_SAMPLE_OK ? "no figure" : tb_sample_status_name(status);
    tb_page_register(dots->page, series);
    json_object_set_new(gap, "row", json_integer(row_of(dots, label)));
    json_object_set_new(gap, "series", tb_page_string(series));
    json_object_set_new(gap, "text", json_string(word));
    json_array_append_new(dots->gaps, gap);
    tb_text_free(&reason);
}

static json_t *add_dot(struct dots *dots, const char *label, const char *series, const char *text)
{
    json_t *point = tb_page_point(dots->page, dots->chart, series, text);
    json_object_set_new(point, "row", json_integer(row_of(dots, label)));
    return point;
}

static void place(json_t *point, double x, double low, double high)
{
    tb_page_set_number(point, "x", x);
    tb_page_set_number(point, "low", low);
    tb_page_set_number(point, "high", high);
}

/* ---- Ratios ---- */

static void place_ratio(const struct dots *dots, json_t *point, const struct tb_ratio *ratio)
{
    struct tb_gain gain = tb_ratio_gain(ratio);
    if (dots->source->check)
        place(point, ratio->ratio, ratio->low, ratio->high);
    else
        place(point, gain.ratio, gain.low, gain.high);
}

/* Is it not sure on which side of 1 it is? */
static bool is_unsure(const struct tb_ratio *ratio)
{
    return ratio->coverage < ratio->confidence || (ratio->low <= 1 && ratio->high >= 1);
}

static void set_axis(const struct dots *dots)
{
    bool check = dots->source->check;
    const char *base = dots->source->comparison->base_name;
    struct tb_text axis;
    tb_text_init(&axis, TB_PAGE_TEXT);
    if (check)
        tb_text_printf(&axis, "cost against %s, log scale; left of 0%% is better", base);
    else
        tb_text_printf(&axis, "times as good as %s, log scale; more is better", base);
    json_object_set_new(dots->chart, "reference", json_real(1));
    json_object_set_new(dots->chart, "scale", json_string(check ? "change" : "ratio"));
    json_object_set_new(dots->chart, "xTitle", tb_page_string(axis.data));
    tb_text_free(&axis);
}

/* "CASE\nboringssl: 1.72x [1.70, 2.26] against openssl-3.5\n296 us ±2.2% against 514 us ±19%; faster" */
static void describe(struct tb_text *text, const struct dots *dots, const char *label,
                     const struct tb_comparison_row *row, const struct tb_ratio *ratio)
{
    tb_text_printf(text, "%s\n%s: ", label, row->other_name);
    tb_page_ratio_words(text, ratio, dots->source->check);
    tb_text_printf(text, " against %s", row->base_name);
    if (row->other_figure.rounds > 0 && row->base_figure.rounds > 0) {
        tb_text_add(text, "\n");
        tb_page_figure(text, &row->other_figure, row->metric);
        tb_text_add(text, " against ");
        tb_page_figure(text, &row->base_figure, row->metric);
    }
    if (dots->source->asked)
        tb_text_printf(text, "\n%s", tb_export_verdict(dots->source->export, row->verdict));
    tb_export_threshold(text, dots->source->export, row);
    if (row->metric->kind == TB_METRIC_RATE && row->other_cell)
        tb_export_limit(text, dots->source->export->plan, row->planned, row->other_cell);
}

/* No verdict, or where nobody asked for one, no side of 1 that is sure. */
static bool is_open(const struct dots *dots, const struct tb_comparison_row *row, const struct tb_ratio *ratio)
{
    if (dots->source->asked)
        return row->verdict == TB_VERDICT_INCONCLUSIVE || row->verdict == TB_VERDICT_INVALID;
    return is_unsure(ratio);
}

static void add_ratio(struct dots *dots, const struct tb_comparison_row *row)
{
    const struct tb_ratio *ratio = tb_page_ratio(row);
    struct tb_text text;
    char label[TB_PAGE_LABEL];
    if (!ratio) {
        add_gap(dots, row->planned, row->other_name, row->other_cell);
        return;
    }
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_page_label(label, dots->view, row->planned);
    describe(&text, dots, label, row, ratio);
    json_t *point = add_dot(dots, label, row->other_name, text.data);
    place_ratio(dots, point, ratio);
    json_object_set_new(point, "open", json_boolean(is_open(dots, row, ratio)));
    tb_text_free(&text);
}

void tb_page_ratios(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view,
                    const struct tb_metric_info *metric)
{
    const struct tb_comparison *comparison = source->comparison;
    struct dots dots = {.page = page, .source = source, .view = view, .metric = metric};
    begin(&dots, source->check ? ": change of the cost" : "");
    set_axis(&dots);
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        if (row->metric == metric && tb_export_lists(source->export, row) &&
            tb_view_same(row->planned, view->items[0]) && !tb_page_is_matrix(source->export->plan, row->planned))
            add_ratio(&dots, row);
    }
    tb_page_add_dots(page, dots.chart);
}

/* ---- All cases of a driver together ---- */

static void add_group(struct dots *dots, const struct tb_comparison_group *group)
{
    struct tb_text text;
    char label[TB_PAGE_LABEL];
    bool memory = strcmp(group->transport, "memory") == 0, loopback = strcmp(group->transport, "loopback") == 0;
    snprintf(label, sizeof label, "%s%s", group->driver->title,
             memory     ? " in memory"
             : loopback ? " over loopback"
                        : "");
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(&text, "%s, %zu case%s\n%s: ", label, group->cases, group->cases == 1 ? "" : "s", group->other_name);
    tb_page_ratio_words(&text, &group->ratio, dots->source->check);
    json_t *point = add_dot(dots, label, group->other_name, text.data);
    place_ratio(dots, point, &group->ratio);
    json_object_set_new(point, "open", json_boolean(is_unsure(&group->ratio)));
    tb_text_free(&text);
}

void tb_page_overview(struct tb_page *page, const struct tb_page_source *source)
{
    const struct tb_comparison *comparison = source->comparison;
    struct dots dots = {.page = page, .source = source};
    begin(&dots, "");
    set_axis(&dots);
    for (size_t i = 0; i < comparison->num_groups; i++)
        if (comparison->groups[i].ratio.rounds > 0)
            add_group(&dots, &comparison->groups[i]);
    tb_page_add_dots(page, dots.chart);
}

/* ---- Values ---- */

static void add_value(struct dots *dots, const struct tb_planned *planned, const struct tb_cell *cell)
{
    const char *series = cell->variant->name;
    struct tb_figure figure;
    struct tb_text text;
    char label[TB_PAGE_LABEL];
    if (!tb_page_figure_of(cell, dots->source->export->plan, planned, dots->metric, &figure) ||
        !(figure.interval.low > 0)) {
        add_gap(dots, planned, series, cell);
        return;
    }
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_page_label(label, dots->view, planned);
    tb_text_printf(&text, "%s\n%s: ", label, series);
    tb_page_figure(&text, &figure, dots->metric);
    if (dots->metric->kind == TB_METRIC_RATE)
        tb_export_limit(&text, dots->source->export->plan, planned, cell);
    json_t *point = add_dot(dots, label, series, text.data);
    const struct tb_interval *interval = &figure.interval;
    place(point, interval->median * dots->factor, interval->low * dots->factor, interval->high * dots->factor);
    tb_text_free(&text);
}

/* The unit in which the median of the first case with one is shown. */
static struct tb_scale scale_of(const struct dots *dots)
{
    struct tb_figure figure;
    for (size_t i = 0; i < dots->view->num; i++)
        for (size_t j = 0; j < dots->view->items[i]->num_cells; j++)
            if (tb_page_figure_of(&dots->view->items[i]->cells[j], dots->source->export->plan, dots->view->items[i],
                                  dots->metric, &figure))
                return tb_scale_for(dots->metric->unit, figure.interval.median);
    return tb_scale_for(dots->metric->unit, 0);
}

void tb_page_values(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view,
                    const struct tb_metric_info *metric)
{
    struct dots dots = {.page = page, .source = source, .view = view, .metric = metric};
    struct tb_scale scale = scale_of(&dots);
    struct tb_text axis;
    dots.factor = scale.factor;
    begin(&dots, "");
    tb_text_init(&axis, TB_PAGE_TEXT);
    tb_text_printf(&axis, "%s, log scale; %s is better", scale.unit, metric->more_is_better ? "more" : "less");
    json_object_set_new(dots.chart, "scale", json_string("value"));
    json_object_set_new(dots.chart, "xTitle", tb_page_string(axis.data));
    for (size_t i = 0; i < view->num; i++)
        for (size_t j = 0; j < view->items[i]->num_cells && tb_planned_shows(view->items[i], metric); j++)
            if (!view->items[i]->cells[j].variant->plain)
                add_value(&dots, view->items[i], &view->items[i]->cells[j]);
    tb_page_add_dots(page, dots.chart);
    tb_text_free(&axis);
}
