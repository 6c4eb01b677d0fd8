/* comparison_group.c - the cases of a driver and transport together. */
#include "control/comparison_make.h"
#include "core/catalog.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool belongs(const struct tb_comparison_group *group, const struct tb_comparison_row *row)
{
    return row->primary && row->other == group->other && row->planned->c.driver == group->driver &&
           strcmp(tb_transport_of(&row->planned->c), group->transport) == 0;
}

/* Both sides are good: such rows keep their numbers also when a control makes their verdict invalid. */
static bool counts(const struct tb_comparison_row *row)
{
    return row->ratio.rounds > 0;
}

static struct tb_values values_of(const struct tb_maker *maker, const struct tb_comparison_row *row, bool base)
{
    size_t metric = (size_t)(row->metric - row->planned->c.driver->metrics);
    return tb_maker_values(maker, base ? maker->base_plan : maker->other_plan, base ? row->base_cell : row->other_cell,
                           metric);
}

/* Per round the geometric mean of the costs of all cases of a group on one side; NaN in a round that lacks one: the
 * means of different cases are not comparable.  To be freed; NULL: no memory. */
static double *means(const struct tb_maker *maker, const struct tb_comparison_group *group, bool base, size_t *num)
{
    const struct tb_comparison *out = maker->out;
    const struct tb_plan *plan = base ? maker->base_plan : maker->other_plan;
    double *mean = calloc(plan->rounds + 1, sizeof *mean);
    *num = 0;
    for (size_t i = 0; mean && i < out->num_rows; i++) {
        const struct tb_comparison_row *row = &out->rows[i];
        if (!belongs(group, row) || !counts(row))
            continue;
        struct tb_values values = values_of(maker, row, base);
        for (size_t j = 0; j < values.num; j++)
            mean[j] += (row->metric->more_is_better ? -log(values.of[j]) : log(values.of[j])) / (double)group->cases;
        *num = values.num;
    }
    for (size_t j = 0; j < *num; j++)
        mean[j] = exp(mean[j]);
    return mean;
}

static bool estimate(const struct tb_maker *maker, struct tb_comparison_group *group)
{
    size_t num_base, num_other;
    double *base = means(maker, group, true, &num_base), *other = means(maker, group, false, &num_other);
    bool memory = base && other;
    bool good = memory && group->cases > 0 &&
                (maker->out->paired
                     ? tb_ratio_paired(base, other, num_base, false, maker->confidence, &group->ratio)
                     : tb_ratio_unpaired(base, num_base, other, num_other, false, maker->confidence, &group->ratio));
    if (!good)
        group->ratio = (struct tb_ratio){.ratio = NAN, .low = NAN, .high = NAN, .paired = maker->out->paired};
    free(base);
    free(other);
    return memory;
}

const struct tb_comparison_group *tb_comparison_group(const struct tb_comparison *comparison,
                                                      const struct tb_driver_info *driver, const char *transport,
                                                      const struct tb_variant *other)
{
    for (size_t i = 0; i < comparison->num_groups; i++) {
        const struct tb_comparison_group *group = &comparison->groups[i];
        if (group->driver == driver && group->other == other && strcmp(group->transport, transport) == 0)
            return group;
    }
    return NULL;
}

/* The groups in the order of their first cases; there is room for one a row. */
bool tb_maker_groups(const struct tb_maker *maker)
{
    struct tb_comparison *out = maker->out;
    for (size_t i = 0; i < out->num_rows; i++) {
        const struct tb_comparison_row *row = &out->rows[i];
        const struct tb_driver_info *driver = row->planned->c.driver;
        const char *transport = tb_transport_of(&row->planned->c);
        if (!row->primary || tb_comparison_group(out, driver, transport, row->other))
            continue;
        struct tb_comparison_group *group = &out->groups[out->num_groups++];
        *group = (struct tb_comparison_group){.driver = driver, .transport = transport, .other = row->other};
        for (size_t j = i; j < out->num_rows; j++)
            group->cases += belongs(group, &out->rows[j]) && counts(&out->rows[j]);
        if (!estimate(maker, group))
            return false;
    }
    return true;
}
