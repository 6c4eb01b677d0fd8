/* page_curves.c - small charts: the primary metric over a parameter that is a number, such as a record's size or the
 * connections in flight, and the percentiles of a latency. */
#include "control/base/format.h"
#include "control/results/export.h"
#include "control/results/export_verdict.h"
#include "control/results/page.h"
#include "control/results/page_figures.h"
#include "control/results/page_parts.h"
#include "control/show/view.h"
#include "core/catalog.h"
#include "core/text.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_AXIS = 60 };

/* ---- A point of a curve ---- */

static void add_point(struct tb_page *page, json_t *chart, const struct tb_plan *plan, const struct tb_planned *planned,
                      const struct tb_cell *cell, const struct tb_metric_info *metric, const char *x)
{
    const char *series = cell->variant->name;
    struct tb_figure figure;
    struct tb_text text;
    if (!tb_page_figure_of(cell, plan, planned, metric, &figure))
        return;
    tb_text_init(&text, TB_PAGE_TEXT);
    tb_text_printf(&text, "%s\n%s: ", planned->name, series);
    tb_page_figure(&text, &figure, metric);
    if (metric->kind == TB_METRIC_RATE)
        tb_export_limit(&text, plan, planned, cell);
    json_t *point = tb_page_point(page, chart, series, text.data);
    char *end;
    double number = strtod(x, &end);
    if (*end == '\0' && end > x)
        tb_page_set_number(point, "x", number);
    else
        json_object_set_new(point, "x", tb_page_string(x));
    const double factor = json_number_value(json_object_get(chart, "factor"));
    tb_page_set_number(point, "y", figure.interval.median * factor);
    tb_page_set_number(point, "low", figure.interval.low * factor);
    tb_page_set_number(point, "high", figure.interval.high * factor);
    tb_text_free(&text);
}

/* All variants, and plain TCP. */
static void add_points(struct tb_page *page, json_t *chart, const struct tb_plan *plan,
                       const struct tb_planned *planned, const struct tb_metric_info *metric, const char *x)
{
    const struct tb_cell *plain = tb_plan_plain(planned);
    for (size_t i = 0; i < planned->num_cells; i++)
        if (!planned->cells[i].variant->plain)
            add_point(page, chart, plan, planned, &planned->cells[i], metric, x);
    if (plain && !tb_page_is_matrix(plan, planned))
        add_point(page, chart, plan, planned, plain, metric, x);
}

/* The unit that suits the first case that has a figure. */
static struct tb_scale scale_of(const struct tb_view *view, const struct tb_plan *plan,
                                const struct tb_metric_info *metric)
{
    struct tb_figure figure;
    for (size_t i = 0; i < view->num; i++)
        for (size_t j = 0; j < view->items[i]->num_cells; j++)
            if (tb_page_figure_of(&view->items[i]->cells[j], plan, view->items[i], metric, &figure))
                return tb_scale_for(metric->unit, figure.interval.median);
    return tb_scale_for(metric->unit, 0);
}

static json_t *begin(const char *title, const char *x, const char *y, struct tb_scale scale, bool ordinal)
{
    struct tb_text axis;
    json_t *chart = tb_page_chart("lines", title);
    tb_text_init(&axis, TB_PAGE_TEXT);
    tb_text_printf(&axis, "%s, %s", y, scale.unit);
    json_object_set_new(chart, "factor", json_real(scale.factor));
    json_object_set_new(chart, "xTitle", tb_page_string(x));
    json_object_set_new(chart, "yTitle", tb_page_string(axis.data));
    json_object_set_new(chart, "ordinal", json_boolean(ordinal));
    tb_text_free(&axis);
    return chart;
}

/* ---- Over a parameter ---- */

static bool is_number(const struct tb_param_info *param)
{
    return !param->values || !param->values[0];
}

/* Do the two differ in that parameter alone, if at all? */
static bool is_beside(const struct tb_case *a, const struct tb_case *b, enum tb_param but)
{
    for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
        if (param != but && strcmp(a->value[param], b->value[param]) != 0)
            return false;
    return true;
}

/* Is it the first of those that stand beside each other? */
static bool begins(const struct tb_view *view, size_t item, enum tb_param param)
{
    for (size_t i = 0; i < item; i++)
        if (is_beside(&view->items[i]->c, &view->items[item]->c, param))
            return false;
    return *view->items[item]->c.value[param] != '\0';
}

/* What the parameter is, or its name, because a long text would be cut off below a small chart. */
static const char *axis_of(enum tb_param param)
{
    const char *doc = tb_param_doc(param);
    return strlen(doc) <= LONGEST_AXIS ? doc : tb_param_name(param);
}

static void add_curve(struct tb_page *page, const struct tb_plan *plan, const struct tb_view *curve,
                      const struct tb_param_info *param)
{
    const struct tb_metric_info *metric = curve->items[0]->primary;
    struct tb_text title;
    char name[64];
    tb_page_metric(name, metric);
    tb_text_init(&title, TB_PAGE_TEXT);
    tb_view_title(&title, curve);
    json_t *chart = begin(title.data, axis_of(param->param), name, scale_of(curve, plan, metric), false);
    for (size_t i = 0; i < curve->num; i++)
        add_points(page, chart, plan, curve->items[i], metric, curve->items[i]->c.value[param->param]);
    tb_page_add_chart(page, chart, true);
    tb_text_free(&title);
}

bool tb_page_curves(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view)
{
    const struct tb_driver_info *driver = view->items[0]->c.driver;
    struct tb_view curve = {.items = calloc(view->num, sizeof *curve.items)};
    for (size_t i = 0; curve.items && i < driver->num_params; i++)
        for (size_t j = 0; j < view->num && is_number(&driver->params[i]); j++) {
            enum tb_param param = driver->params[i].param;
            curve.num = curve.num_headlines = 0;
            for (size_t k = j; k < view->num && begins(view, j, param); k++)
                if (is_beside(&view->items[k]->c, &view->items[j]->c, param))
                    tb_view_add(&curve, view->items[k]);
            if (curve.num > 1)
                add_curve(page, source->export->plan, &curve, &driver->params[i]);
        }
    bool good = curve.items != NULL;
    free(curve.items);
    return good;
}

/* ---- Latencies ---- */

static void add_latencies(struct tb_page *page, const struct tb_plan *plan, const struct tb_view *view,
                          const struct tb_planned *planned)
{
    const struct tb_driver_info *driver = planned->c.driver;
    const struct tb_view one = {.items = (const struct tb_planned *[]){planned}, .num = 1};
    json_t *chart = NULL;
    struct tb_text title;
    char label[TB_PAGE_LABEL];
    tb_page_label(label, view, planned);
    tb_text_init(&title, TB_PAGE_TEXT);
    tb_text_printf(&title, "Latency: %s", label);
    for (size_t i = 0; i < driver->num_metrics; i++) {
        const struct tb_metric_info *metric = &driver->metrics[i];
        const char *part = strchr(metric->name, '_');
        char percentile[TB_PERCENTILE];
        if (metric->kind != TB_METRIC_LATENCY || !part || !tb_page_shows(planned, metric))
            continue;
        if (!chart)
            chart = begin(title.data, "percentile of the latency", "latency", scale_of(&one, plan, metric), true);
        tb_format_percentile(percentile, part + 1);
        add_points(page, chart, plan, planned, metric, percentile);
    }
    if (chart) {
        json_object_set_new(chart, "log", json_true());
        tb_page_add_chart(page, chart, true);
    }
    tb_text_free(&title);
}

void tb_page_latencies(struct tb_page *page, const struct tb_page_source *source, const struct tb_view *view)
{
    for (size_t i = 0; i < view->num; i++)
        add_latencies(page, source->export->plan, view, view->items[i]);
}
