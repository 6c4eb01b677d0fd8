#include "control/results/export_verdict.h"
#include "control/base/format.h"
#include "control/base/ratio_words.h"
#include "control/plan/grid.h"
#include "control/results/export.h"
#include "control/verdict/case_verdict.h"
#include "control/verdict/enough.h"
#include "control/verdict/limit.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>

bool tb_export_is_check(const struct tb_export_source *source)
{
    return source->conclusion != NULL;
}

const char *tb_export_verdict(const struct tb_export_source *source, enum tb_verdict verdict)
{
    static const char *const words[2][TB_VERDICT_INVALID + 1] = {
        {"same", "slower", "faster", "inconclusive", "invalid"},
        {"unchanged", "regressed", "improved", "inconclusive", "invalid"},
    };
    return words[tb_export_is_check(source)][verdict];
}

bool tb_export_lists(const struct tb_export_source *source, const struct tb_comparison_row *row)
{
    return tb_export_is_check(source) ? tb_row_counts(row) : tb_row_is_shown(row);
}

void tb_export_counts(struct tb_text *out, const struct tb_export_source *source)
{
    static const enum tb_verdict order[] = {TB_VERDICT_WORSE, TB_VERDICT_BETTER, TB_VERDICT_SAME,
                                            TB_VERDICT_INCONCLUSIVE, TB_VERDICT_INVALID};
    const char *comma = "";
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        size_t num = tb_case_count(source->comparison, order[i]);
        if (num == 0)
            continue;
        tb_text_printf(out, "%s%zu %s", comma, num, tb_export_verdict(source, order[i]));
        comma = ", ";
    }
    tb_text_add(out, *comma ? "" : "no case in common");
}

const struct tb_ratio *tb_export_ratio(const struct tb_comparison_row *row)
{
    return row->suspect && row->second.rounds > 0 ? &row->second : &row->ratio;
}

void tb_export_change(struct tb_text *out, double ratio)
{
    if (isfinite(ratio) && ratio > 0)
        tb_text_printf(out, "%+.1f%%", 100 * (ratio - 1));
    else
        tb_text_add(out, "?");
}

void tb_export_ratio_words(struct tb_text *out, const struct tb_export_source *source, const struct tb_ratio *ratio,
                           const char *between)
{
    if (tb_export_is_check(source)) {
        tb_export_change(out, ratio->ratio);
        tb_text_add(out, between);
        tb_export_change(out, ratio->low);
        tb_text_add(out, " to ");
        tb_export_change(out, ratio->high);
        return;
    }
    tb_ratio_words(out, ratio);
    tb_text_add(out, between);
    tb_interval_words(out, ratio);
}

void tb_export_threshold(struct tb_text *out, const struct tb_export_source *source,
                         const struct tb_comparison_row *row)
{
    if (tb_export_is_check(source) && row->verdict != TB_VERDICT_INVALID)
        tb_text_printf(out, ", threshold %.1f%%%s", 100 * row->threshold, row->advised ? " (advised)" : "");
}

void tb_export_limit(struct tb_text *out, const struct tb_plan *plan, const struct tb_planned *planned,
                     const struct tb_cell *cell)
{
    const struct tb_driver_info *driver = planned->c.driver;
    const struct tb_metric_info *capacity = tb_metric_by_id(driver, TB_METRIC(server_capacity));
    const char *limit = tb_limit_name(tb_cell_limit(cell, planned, plan));
    struct tb_figure figure;
    if (*limit)
        tb_text_printf(out, "; limited by: %s", limit);
    if (!*limit || !capacity || !tb_cell_figure(cell, plan, (size_t)(capacity - driver->metrics), &figure))
        return;
    struct tb_scale scale = tb_scale_for(capacity->unit, figure.interval.median);
    double shown = figure.interval.median * scale.factor;
    tb_text_add(out, "; server capacity ");
    tb_format_number(out, shown, tb_decimals_for(shown));
    tb_text_printf(out, " %s", scale.unit);
}

void tb_export_efficiency(struct tb_text *out, const struct tb_plan *plan, const struct tb_planned *planned,
                          const struct tb_cell *cell)
{
    struct tb_figure efficiency;
    size_t primary = (size_t)(planned->primary - planned->c.driver->metrics);
    if (tb_cell_efficiency(cell, planned, plan, primary, &efficiency))
        tb_text_printf(out, "; efficiency %.2f", efficiency.interval.median);
}

static void add_status(struct tb_text *out, const struct tb_comparison_row *row)
{
    const struct tb_cell *cells[] = {row->base_cell, row->other_cell};
    const char *names[] = {row->base_name, row->other_name};
    for (size_t i = 0; i < 2; i++) {
        struct tb_text reason;
        tb_text_init(&reason, 1000);
        enum tb_sample_status status = cells[i] ? tb_cell_status(cells[i], &reason) : TB_SAMPLE_OK;
        if (!cells[i])
            tb_text_printf(out, "%s%s did not measure it", out->len ? "; " : "", names[i]);
        else if (status != TB_SAMPLE_OK)
            tb_text_printf(out, "%s%s: %s: %s", out->len ? "; " : "", names[i], tb_sample_status_name(status),
                           reason.data);
        tb_text_free(&reason);
    }
}

static void add_unsettled(struct tb_text *out, const struct tb_comparison_row *row)
{
    if (row->suspect && row->reason) {
        tb_text_add(out, row->reason);
    } else if (row->suspect && row->second.rounds > 0) {
        tb_text_printf(out, "%zu fresh rounds do not confirm the ", row->second.rounds);
        tb_export_change(out, row->ratio.ratio);
        tb_text_add(out, " of the first look");
    } else {
        tb_row_unsettled(out, row);
    }
}

void tb_export_reason(struct tb_text *out, const struct tb_comparison_row *row)
{
    if (row->verdict == TB_VERDICT_INVALID && row->reason)
        tb_text_add(out, row->reason);
    else if (row->verdict == TB_VERDICT_INVALID)
        add_status(out, row);
    else if (row->verdict == TB_VERDICT_INCONCLUSIVE)
        add_unsettled(out, row);
    else if (row->suspect && row->second.rounds > 0 && row->verdict == TB_VERDICT_SAME)
        tb_text_printf(out, "%zu fresh rounds show no change", row->second.rounds);
    else if (row->suspect && row->second.rounds > 0)
        tb_text_printf(out, "%zu fresh rounds agree, p = %.2g", row->second.rounds, row->p);
    if (row->note)
        tb_text_printf(out, "%s%s", out->len ? "; " : "", row->note);
}
