#include "control/show/marks.h"
#include "control/plan/grid.h"
#include "control/show/table.h"
#include "control/verdict/comparison.h"
#include "core/catalog.h"

/* Of the costs of two variants; false: there is none. */
static bool ratio_of(const struct tb_planned *planned, const struct tb_plan *plan, size_t metric, size_t other,
                     size_t base, struct tb_ratio *ratio)
{
    double confidence = tb_comparison_confidence(plan->num_local - 1);
    return tb_cell_is_good(&planned->cells[other]) && tb_cell_is_good(&planned->cells[base]) &&
           tb_cell_ratio(&planned->cells[other], &planned->cells[base], &planned->c.driver->metrics[metric], metric,
                         plan, confidence, ratio);
}

/* Is it better than every other good one, with confidence?  The ratios are those of "Fastest" below the tables. */
static bool is_best(const struct tb_planned *planned, const struct tb_plan *plan, size_t metric, size_t num,
                    size_t leader)
{
    size_t slower = 0;
    for (size_t i = 0; i < num; i++) {
        struct tb_ratio ratio;
        if (i == leader || !tb_cell_is_good(&planned->cells[i]))
            continue;
        if (!ratio_of(planned, plan, metric, i, leader, &ratio) || ratio.low <= 1 || ratio.coverage < ratio.confidence)
            return false;
        slower++;
    }
    return slower > 0;
}

void tb_marks_fill(struct tb_table_cell *cells, const struct tb_planned *planned, const struct tb_plan *plan,
                   size_t metric, size_t num, bool ranks)
{
    size_t leader = 0;
    double least = 1;
    if (plan->counted || num < 2 || planned->c.driver->metrics[metric].kind == TB_METRIC_SHARE)
        return;
    for (size_t i = 1; i < num; i++) {
        struct tb_ratio ratio;
        if (!ratio_of(planned, plan, metric, i, 0, &ratio))
            continue;
        if (ratio.rounds > 1 && ratio.low <= 1 && ratio.high >= 1)
            cells[i].mark = TB_MARK_OPEN;
        if (ratio.ratio < least) {
            least = ratio.ratio;
            leader = i;
        }
    }
    if (ranks && is_best(planned, plan, metric, num, leader))
        cells[leader].mark = TB_MARK_BEST;
}
