#include "control/results/page_figures.h"
#include "control/base/format.h"
#include "control/base/ratio_words.h"
#include "control/results/export_verdict.h"
#include "control/show/view.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void tb_page_number(struct tb_text *text, double value)
{
    int whole = value != 0 && isfinite(value) ? (int)floor(log10(fabs(value))) + 1 : 1;
    int decimals = whole >= 6 ? 0 : whole < -3 ? 9 : 6 - whole;
    if (value == floor(value))
        decimals = 0;
    tb_format_number(text, value, decimals);
}

void tb_page_figure(struct tb_text *text, const struct tb_figure *figure, const struct tb_metric_info *metric)
{
    const struct tb_interval *interval = &figure->interval;
    struct tb_scale scale = tb_scale_for(metric->unit, interval->median);
    double shown = interval->median * scale.factor;
    tb_format_number(text, shown, tb_decimals_for(shown));
    tb_text_printf(text, " %s", scale.unit);
    if (figure->rounds < 2 || !(interval->median > 0))
        return;
    tb_text_add(text, " ±");
    tb_format_percent(text,
                      fmax(interval->high - interval->median, interval->median - interval->low) / interval->median);
}

bool tb_page_figure_of(const struct tb_cell *cell, const struct tb_plan *plan, const struct tb_planned *planned,
                       const struct tb_metric_info *metric, struct tb_figure *figure)
{
    struct tb_text reason;
    tb_text_init(&reason, 0); /* nobody asks */
    bool good = tb_cell_status(cell, &reason) == TB_SAMPLE_OK &&
                tb_cell_figure(cell, plan, (size_t)(metric - planned->c.driver->metrics), figure);
    tb_text_free(&reason);
    return good;
}

void tb_page_label(char label[TB_PAGE_LABEL], const struct tb_view *view, const struct tb_planned *planned)
{
    tb_view_label(label, TB_PAGE_LABEL, view, planned);
    if (!*label)
        snprintf(label, TB_PAGE_LABEL, "%s", planned->c.driver->name);
}

void tb_page_metric(char name[64], const struct tb_metric_info *metric)
{
    const char *part = strrchr(metric->name, '_');
    char percentile[TB_PERCENTILE] = "";
    if (metric->kind == TB_METRIC_LATENCY && part)
        tb_format_percentile(percentile, part + 1);
    snprintf(name, 64, "%.*s%s", *percentile ? (int)(part + 1 - metric->name) : 63, metric->name, percentile);
    for (char *c = name; *c; c++)
        if (*c == '_')
            *c = ' ';
}

bool tb_page_shows(const struct tb_planned *planned, const struct tb_metric_info *metric)
{
    bool latency = !planned->metrics && metric->kind == TB_METRIC_LATENCY && tb_metric_applies(metric, &planned->c);
    return latency || tb_planned_shows(planned, metric);
}

bool tb_page_is_matrix(const struct tb_plan *plan, const struct tb_planned *planned)
{
    return planned->pair && plan->num_pair > plan->num_local;
}

void tb_page_ratio_words(struct tb_text *text, const struct tb_ratio *ratio, bool check)
{
    if (check) {
        tb_export_change(text, ratio->ratio);
        tb_text_add(text, " (");
        tb_export_change(text, ratio->low);
        tb_text_add(text, " to ");
        tb_export_change(text, ratio->high);
        tb_text_add(text, ")");
        return;
    }
    tb_ratio_words(text, ratio);
    tb_text_add(text, " ");
    tb_interval_words(text, ratio);
}

const struct tb_ratio *tb_page_ratio(const struct tb_comparison_row *row)
{
    const struct tb_ratio *ratio = tb_export_ratio(row);
    bool good = ratio->rounds > 0 && isfinite(ratio->ratio) && ratio->ratio > 0 && isfinite(ratio->low) &&
                ratio->low > 0 && isfinite(ratio->high);
    return good ? ratio : NULL;
}
