#include "control/show/mean_times.h"
#include "control/plan/grid.h"
#include "core/catalog.h"
#include <math.h>

/* What the means are, as shares of the medians. */
struct span {
    double low, high, furthest;
    size_t num;
    const struct tb_planned *planned; /* of the furthest */
    const struct tb_variant *variant;
};

static void add_cell(struct span *span, const struct tb_plan *plan, const struct tb_planned *planned,
                     const struct tb_cell *cell)
{
    const struct tb_driver_info *driver = planned->c.driver;
    const struct tb_metric_info *mean = tb_metric_by_id(driver, TB_METRIC(mean_time));
    const struct tb_metric_info *typical = tb_metric_by_id(driver, TB_METRIC(time));
    struct tb_figure of_mean, of_typical;
    if (!mean || !typical || !tb_cell_is_good(cell) ||
        !tb_cell_figure(cell, plan, (size_t)(mean - driver->metrics), &of_mean) ||
        !tb_cell_figure(cell, plan, (size_t)(typical - driver->metrics), &of_typical))
        return;
    double ratio = of_mean.interval.median / of_typical.interval.median;
    if (!(ratio > 0) || !isfinite(ratio))
        return;
    span->low = span->num ? fmin(span->low, ratio) : ratio;
    span->high = span->num ? fmax(span->high, ratio) : ratio;
    if (span->num++ == 0 || fabs(log(ratio)) > fabs(log(span->furthest))) {
        span->furthest = ratio;
        span->planned = planned;
        span->variant = cell->variant;
    }
}

static void add_plan(struct span *span, const struct tb_plan *plan)
{
    for (size_t i = 0; i < plan->num && !plan->counted; i++) {
        const struct tb_planned *planned = &plan->items[i];
        for (size_t j = 0; j < planned->num_cells && !planned->steady && !planned->pair && !planned->metrics; j++)
            add_cell(span, plan, planned, &planned->cells[j]);
    }
}

void tb_mean_times_print(FILE *out, const struct tb_plan *plan, const struct tb_plan *other)
{
    struct span span = {0};
    add_plan(&span, plan);
    if (other)
        add_plan(&span, other);
    if (span.num == 0)
        return;
    fprintf(out, "mean_time (all operations, without waiting for the core) is ");
    if (span.num > 1)
        fprintf(out, "%+.1f%% to %+.1f%% from the median time in %zu figures; furthest: ", 100 * (span.low - 1),
                100 * (span.high - 1), span.num);
    else
        fprintf(out, "%+.1f%% from the median time: ", 100 * (span.furthest - 1));
    fprintf(out, "%s, %s.\nTo see both for every row: tlsbench show RUN --metric time,mean_time\n", span.planned->name,
            span.variant->name);
}
