/* markdown_run.c - the page of a run without a comparison: problems first, results in a collapsed section. */
#include "control/base/escape.h"
#include "control/plan/grid.h"
#include "control/plan/losses.h"
#include "control/results/export.h"
#include "control/results/export_verdict.h"
#include "control/results/markdown.h"
#include "core/catalog.h"
#include "core/text.h"

static void add_cell_row(struct tb_text *out, const struct tb_plan *plan, const struct tb_planned *planned,
                         const struct tb_cell *cell, const struct tb_metric_info *metric, size_t *left_out)
{
    struct tb_text line, reason;
    tb_text_init(&line, TB_MARKDOWN_ROW);
    tb_text_init(&reason, 600);
    enum tb_sample_status status = tb_cell_status(cell, &reason);
    tb_text_add(&line, "| ");
    tb_escape_markdown(&line, planned->name);
    tb_text_add(&line, " | ");
    tb_escape_markdown(&line, cell->variant->name);
    tb_text_printf(&line, " | %s | ", metric->name);
    if (status == TB_SAMPLE_OK) {
        struct tb_figure figure;
        if (!tb_cell_figure(cell, plan, (size_t)(metric - planned->c.driver->metrics), &figure))
            figure.rounds = 0;
        tb_markdown_figure(&line, cell, metric, &figure, true);
        if (!planned->metrics) {
            tb_export_limit(&line, plan, planned, cell);
            tb_export_efficiency(&line, plan, planned, cell);
        }
        tb_cell_losses(cell, &reason);
        if (reason.len) {
            tb_text_add(&line, "; ");
            tb_escape_markdown(&line, reason.data);
        }
    } else {
        tb_text_printf(&line, "%s: ", tb_sample_status_name(status));
        tb_escape_markdown(&line, reason.data);
    }
    tb_text_add(&line, " |");
    tb_markdown_row(out, &line, left_out);
    tb_text_free(&line);
    tb_text_free(&reason);
}

/* Shows only the first metric, unless others were requested. */
static void add_cell(struct tb_text *out, const struct tb_plan *plan, const struct tb_planned *planned,
                     const struct tb_cell *cell, size_t *left_out)
{
    const struct tb_driver_info *driver = planned->c.driver;
    for (size_t i = 0; i < driver->num_metrics; i++)
        if (&driver->metrics[i] == planned->primary ||
            (planned->metrics && tb_planned_shows(planned, &driver->metrics[i])))
            add_cell_row(out, plan, planned, cell, &driver->metrics[i], left_out);
}

static void add_cell_table(struct tb_text *out, const struct tb_plan *plan, bool good)
{
    size_t left_out = 0;
    struct tb_text reason;
    tb_text_init(&reason, 0); /* the reason is not needed */
    tb_text_add(out, "| Case | Library | Metric | Value |\n|---|---|---|--:|\n");
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++)
            if ((tb_cell_status(&plan->items[i].cells[j], &reason) == TB_SAMPLE_OK) == good)
                add_cell(out, plan, &plan->items[i], &plan->items[i].cells[j], &left_out);
    tb_markdown_end_table(out, left_out);
    tb_text_free(&reason);
}

bool tb_markdown_run(struct tb_text *out, const struct tb_export_source *source)
{
    const struct tb_plan *plan = source->plan;
    size_t counts[TB_SAMPLE_UNMEASURED + 1] = {0}, bad = 0;
    struct tb_text reason;
    tb_text_init(&reason, 0); /* the reason is not needed */
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++)
            counts[tb_cell_status(&plan->items[i].cells[j], &reason)]++;
    tb_text_free(&reason);
    tb_text_printf(out, "**%zu cases, %zu rows: ", plan->num, counts[TB_SAMPLE_OK]);
    tb_text_add(out, "measured");
    for (size_t status = TB_SAMPLE_VOID; status <= TB_SAMPLE_UNMEASURED; status++) {
        bad += counts[status];
        if (counts[status])
            tb_text_printf(out, ", %zu %s", counts[status], tb_sample_status_name((enum tb_sample_status)status));
    }
    tb_text_add(out, ".**\n");
    bool good = tb_markdown_remarks(out, source);
    if (bad) {
        tb_text_add(out, "\n");
        add_cell_table(out, plan, false);
    }
    tb_text_printf(out, "\n<details><summary>Measured: %zu</summary>\n\n", counts[TB_SAMPLE_OK]);
    add_cell_table(out, plan, true);
    tb_text_add(out, "\n</details>\n");
    return good;
}
