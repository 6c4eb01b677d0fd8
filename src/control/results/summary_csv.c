#include "control/results/summary_csv.h"
#include "control/plan/grid.h"
#include "control/plan/inject.h"
#include "control/plan/losses.h"
#include "control/sample/blame.h"
#include "control/store/row.h"
#include "control/store/run_names.h"
#include "control/verdict/limit.h"
#include "core/catalog.h"
#include <math.h>

enum { REASON_LIMIT = 1200 };

static bool any_has(const struct tb_planned *planned, const struct tb_plan *plan, size_t metric)
{
    struct tb_figure figure;
    for (size_t i = 0; i < planned->num_cells; i++)
        if (tb_cell_figure(&planned->cells[i], plan, metric, &figure))
            return true;
    return false;
}

static void fill_figure(struct tb_summary_fields *row, const struct tb_figure *figure)
{
    tb_row_number(row, value, figure->interval.median);
    tb_row_number(row, low, figure->interval.low);
    tb_row_number(row, high, figure->interval.high);
    tb_row_number(row, coverage, figure->interval.coverage);
    tb_row_number(row, minimum, figure->minimum);
    tb_row_number(row, spread, figure->spread);
}

static void fill_efficiency(struct tb_summary_fields *row, const struct tb_figure *figure)
{
    tb_row_number(row, efficiency, figure->interval.median);
    tb_row_number(row, efficiency_low, figure->interval.low);
    tb_row_number(row, efficiency_high, figure->interval.high);
}

static void write_cell(struct tb_text *csv, const struct tb_plan *plan, const struct tb_run_names *run,
                       const struct tb_planned *planned, const struct tb_cell *cell)
{
    struct tb_summary_fields row;
    struct tb_row_names names;
    struct tb_text reason, losses;
    tb_text_init(&reason, REASON_LIMIT);
    tb_text_init(&losses, REASON_LIMIT);
    enum tb_sample_status status = tb_cell_status(cell, &reason);
    tb_cell_losses(cell, &losses);
    for (size_t i = 0; i < planned->c.driver->num_metrics; i++) {
        const struct tb_metric_info *metric = &planned->c.driver->metrics[i];
        struct tb_figure figure;
        bool has = tb_cell_figure(cell, plan, i, &figure), good = status == TB_SAMPLE_OK;
        if (!tb_metric_applies(metric, &planned->c) || (good && !has) ||
            (!good && !tb_planned_shows(planned, metric) && !any_has(planned, plan, i)))
            continue;
        tb_row_begin(&row, TB_CSV_SCHEMA);
        tb_row_case(&row, &names, planned, cell->variant);
        tb_row_run(&row, run);
        tb_row_text(&row, cpu_features, tb_row_cpu(&names, planned, cell->variant));
        tb_row_text(&row, injected, tb_injected_words(names.injected, planned, cell->variant));
        tb_row_metric(&row, metric);
        tb_row_text(&row, better, metric->more_is_better ? "more" : "less");
        double price;
        struct tb_figure efficiency;
        if (good)
            fill_figure(&row, &figure);
        if (good && tb_cell_efficiency(cell, planned, plan, i, &efficiency))
            fill_efficiency(&row, &efficiency);
        if (good && tb_cell_price(cell, planned, plan, i, &price))
            tb_row_number(&row, price, price);
        if (good) {
            tb_row_text(&row, limited_by, tb_limit_name(tb_cell_limit(cell, planned, plan)));
            tb_row_text(&row, note, losses.data);
        }
        tb_row_count(&row, rounds, good ? figure.rounds : cell->counts[TB_SAMPLE_OK]);
        tb_row_status(&row, status, reason.data);
        tb_row_write(&row, csv);
    }
    tb_text_free(&reason);
    tb_text_free(&losses);
}

void tb_summary_csv(struct tb_text *csv, const struct tb_plan *plan, const struct tb_run_names *run, bool closed_only)
{
    tb_row_header(tb_summary_columns, tb_num_summary_columns, csv);
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++)
            if (!closed_only || plan->items[i].cells[j].closed)
                write_cell(csv, plan, run, &plan->items[i], &plan->items[i].cells[j]);
}
