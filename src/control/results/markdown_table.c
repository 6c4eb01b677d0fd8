/* markdown_table.c - rows of a page's tables, and the figures in them. */
#include "control/base/format.h"
#include "control/plan/grid.h"
#include "control/results/markdown.h"
#include "core/catalog.h"
#include "core/text.h"

enum { ENOUGH = 50000 };

void tb_markdown_row(struct tb_text *out, const struct tb_text *row, size_t *left_out)
{
    if (out->len + row->len > ENOUGH || row->truncated)
        ++*left_out;
    else
        tb_text_printf(out, "%s\n", row->data);
}

void tb_markdown_end_table(struct tb_text *out, size_t left_out)
{
    if (left_out)
        tb_text_printf(out, "\nThe CSV files have %zu more rows.\n", left_out);
}

void tb_markdown_figure(struct tb_text *out, const struct tb_cell *cell, const struct tb_metric_info *metric,
                        const struct tb_figure *figure, bool judged)
{
    struct tb_text reason;
    tb_text_init(&reason, 0); /* another column has it */
    enum tb_sample_status status = cell ? tb_cell_status(cell, &reason) : TB_SAMPLE_OK;
    tb_text_free(&reason);
    if (status != TB_SAMPLE_OK && !judged) {
        tb_text_add(out, tb_sample_status_name(status));
        return;
    }
    if (!cell || figure->rounds == 0) {
        tb_text_add(out, "none");
        return;
    }
    struct tb_scale scale = tb_scale_for(metric->unit, figure->interval.median);
    double shown = figure->interval.median * scale.factor;
    tb_format_number(out, shown, tb_decimals_for(shown));
    tb_text_printf(out, " %s", scale.unit);
}
