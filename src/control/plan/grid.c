#include "control/plan/grid.h"
#include "control/plan/estimator.h"
#include "control/plan/losses.h"
#include "control/sample/blame.h"
#include "control/sample/sample_instructions.h"
#include "core/catalog.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool count(struct tb_cell *cell, enum tb_sample_status status, const char *reason)
{
    cell->counts[status]++;
    if (status == TB_SAMPLE_OK || cell->reasons[status])
        return true;
    return (cell->reasons[status] = strdup(reason)) != NULL;
}

static double calmest(const struct tb_series *series, bool more_is_better)
{
    double value = series->values[0];
    for (size_t i = 1; i < series->num; i++)
        value = more_is_better ? fmax(value, series->values[i]) : fmin(value, series->values[i]);
    return value;
}

static bool knows(const struct tb_driver_info *driver, const char *metric)
{
    for (size_t i = 0; i < driver->num_metrics; i++)
        if (strcmp(driver->metrics[i].name, metric) == 0)
            return true;
    return false;
}

void tb_metrics_judge(struct tb_sample *sample, const struct tb_planned *planned)
{
    for (size_t i = 0; i < sample->record.num_series && sample->status == TB_SAMPLE_OK; i++)
        if (!knows(planned->c.driver, sample->record.series[i].metric)) {
            sample->status = TB_SAMPLE_VOID;
            tb_text_clear(&sample->reason);
            tb_text_printf(&sample->reason, "the record has a metric '%s', which the driver %s does not have",
                           sample->record.series[i].metric, planned->c.driver->name);
        }
}

bool tb_cell_add(struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan, size_t round,
                 const struct tb_sample *sample)
{
    const struct tb_driver_info *driver = planned->c.driver;
    if (cell->counts[sample->status] == 0)
        cell->first[sample->status] = round;
    cell->deaths += sample->died;
    if (!count(cell, sample->status, sample->reason.data))
        return false;
    cell->cost_ns = sample->wall_ns;
    if (sample->status != TB_SAMPLE_OK)
        return true;
    cell->dirty += strcmp(sample->record.vectors, "dirty") == 0;
    for (size_t i = 0; i < driver->num_metrics; i++) {
        const struct tb_series *series = tb_record_series(&sample->record, driver->metrics[i].name);
        double *value = &cell->values[i * plan->rounds + round];
        if (!series || series->num == 0)
            continue;
        if (!tb_median(series->values, series->num, value))
            return false;
        cell->compared[i * plan->rounds + round] = tb_planned_estimator(planned) == TB_ESTIMATOR_FASTEST
                                                       ? calmest(series, driver->metrics[i].more_is_better)
                                                       : *value;
        for (size_t j = 0; j < series->num; j++)
            cell->least[i] = fmin(cell->least[i], series->values[j]); /* fmin ignores NaN */
    }
    return true;
}

bool tb_cell_close(struct tb_cell *cell, enum tb_sample_status status, const char *reason)
{
    cell->closed = true;
    return count(cell, status, reason);
}

static enum tb_sample_status status_of(const struct tb_cell *cell, bool in_check, struct tb_text *reason)
{
    static const enum tb_sample_status order[] = {TB_SAMPLE_VOID, TB_SAMPLE_FAILED, TB_SAMPLE_TIMEOUT,
                                                  TB_SAMPLE_UNSUPPORTED, TB_SAMPLE_DISTURBED};
    size_t all = 0;
    for (size_t i = 0; i < TB_NUM_STATUSES; i++)
        all += cell->counts[i];
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        enum tb_sample_status status = order[i];
        bool borne = status == TB_SAMPLE_DISTURBED
                         ? tb_cell_bears_losses(cell)
                         : in_check && tb_cell_bears_failures(cell) && tb_is_own_failure(status);
        if (!cell->counts[status] || borne)
            continue;
        if (!cell->closed || all > 1)
            tb_text_printf(reason, "%zu of %zu rounds: ", cell->counts[status], all);
        tb_text_add(reason, cell->reasons[status] ? cell->reasons[status] : "");
        return status;
    }
    if (all > 0)
        return TB_SAMPLE_OK;
    tb_text_add(reason, TB_NOT_MEASURED);
    return TB_SAMPLE_UNMEASURED;
}

enum tb_sample_status tb_cell_status(const struct tb_cell *cell, struct tb_text *reason)
{
    return status_of(cell, false, reason);
}

enum tb_sample_status tb_cell_status_in_check(const struct tb_cell *cell, struct tb_text *reason)
{
    return status_of(cell, true, reason);
}

/* The good values of a metric, which the caller frees; NULL: there are none, or memory ran out. */
static double *good_values(const double *of_rounds, size_t rounds, size_t *num)
{
    double *values = malloc((rounds + 1) * sizeof *values);
    *num = 0;
    if (!values)
        return NULL;
    for (size_t round = 0; round < rounds; round++)
        if (!isnan(of_rounds[round]))
            values[(*num)++] = of_rounds[round];
    if (*num > 0)
        return values;
    free(values);
    return NULL;
}

bool tb_cell_figure_of(const struct tb_cell *cell, const double *of_rounds, size_t rounds, size_t metric,
                       struct tb_figure *figure)
{
    size_t num;
    double *values = good_values(of_rounds, rounds, &num);
    *figure = (struct tb_figure){.rounds = num, .minimum = cell->least[metric]};
    bool good =
        values && tb_median_interval(values, num, 0.95, &figure->interval) && tb_spread(values, num, &figure->spread);
    free(values);
    return good;
}

bool tb_cell_figure(const struct tb_cell *cell, const struct tb_plan *plan, size_t metric, struct tb_figure *figure)
{
    return tb_cell_figure_of(cell, cell->values + metric * plan->rounds, plan->rounds, metric, figure);
}

bool tb_cell_ratio(const struct tb_cell *cell, const struct tb_cell *base, const struct tb_metric_info *metric,
                   size_t index, const struct tb_plan *plan, double confidence, struct tb_ratio *ratio)
{
    size_t first = index * plan->rounds;
    if (plan->counted && !tb_instructions_comparable(cell->variant->client, base->variant->client, NULL))
        return false;
    return tb_ratio_paired(base->compared + first, cell->compared + first, plan->rounds, metric->more_is_better,
                           confidence, ratio);
}

bool tb_cell_price(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan,
                   size_t metric, double *price)
{
    const struct tb_cell *plain = tb_plan_plain(planned);
    const struct tb_metric_info *info = &planned->c.driver->metrics[metric];
    struct tb_ratio ratio;
    bool good = plain && cell != plain && info->kind == TB_METRIC_SIDE_CPU && tb_cell_is_good(plain) &&
                tb_cell_ratio(cell, plain, info, metric, plan, 0.95, &ratio);
    if (good)
        *price = ratio.ratio;
    return good && isfinite(ratio.ratio);
}

bool tb_cell_is_good(const struct tb_cell *cell)
{
    struct tb_text ignored;
    tb_text_init(&ignored, 0);
    bool good = tb_cell_status(cell, &ignored) == TB_SAMPLE_OK;
    tb_text_free(&ignored);
    return good;
}

/* The same case and variant with one thread; NULL: it is not in the plan. */
static const struct tb_cell *one_thread_of(const struct tb_cell *cell, const struct tb_planned *planned,
                                           const struct tb_plan *plan)
{
    struct tb_case one = planned->c;
    strcpy(one.value[TB_PARAM_THREADS], "1");
    one.value[TB_PARAM_CONTEXT][0] = '\0';
    const struct tb_planned *base = tb_plan_find(plan, &one);
    for (size_t i = 0; base && i < base->num_cells; i++)
        if (base->cells[i].variant == cell->variant)
            return &base->cells[i];
    return NULL;
}

bool tb_cell_efficiency(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan,
                        size_t metric, struct tb_figure *efficiency)
{
    unsigned threads = tb_case_threads(&planned->c);
    const struct tb_metric_info *info = &planned->c.driver->metrics[metric];
    if (threads == 1 || info != planned->primary || !info->more_is_better)
        return false;
    const struct tb_cell *one = one_thread_of(cell, planned, plan);
    size_t first = metric * plan->rounds;
    struct tb_ratio ratio;
    if (!one || !tb_cell_is_good(one) || !tb_cell_is_good(cell) ||
        !tb_ratio_paired(one->values + first, cell->values + first, plan->rounds, true, 0.95, &ratio))
        return false;
    *efficiency = (struct tb_figure){.interval = {.low = 1 / ratio.high / threads, /* ratios are of costs */
                                                  .median = 1 / ratio.ratio / threads,
                                                  .high = 1 / ratio.low / threads,
                                                  .coverage = ratio.coverage},
                                     .rounds = ratio.rounds};
    return true;
}

bool tb_planned_has_efficiency(const struct tb_planned *planned, const struct tb_plan *plan)
{
    size_t metric = (size_t)(planned->primary - planned->c.driver->metrics);
    struct tb_figure efficiency;
    for (size_t i = 0; i < planned->num_cells; i++)
        if (tb_cell_efficiency(&planned->cells[i], planned, plan, metric, &efficiency))
            return true;
    return false;
}
