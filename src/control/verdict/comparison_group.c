/* comparison_group.c - groups: the cases of a driver and transport together. */
#include "control/verdict/comparison_make.h"
#include "core/catalog.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool tb_comparison_belongs(const struct tb_comparison_group *group, const struct tb_comparison_row *row)
{
    return row->primary && row->other == group->other && strcmp(row->other_name, group->other_name) == 0 &&
           row->planned->c.driver == group->driver && strcmp(tb_transport_of(&row->planned->c), group->transport) == 0;
}

/* Uses the rows that are good on both sides; they keep their numbers even if the reference work makes their verdict
 * invalid.  `ratios` has room for all rows. */
static void estimate(const struct tb_comparison *out, struct tb_comparison_group *group, const struct tb_ratio **ratios)
{
    for (size_t i = 0; i < out->num_rows; i++)
        if (tb_comparison_belongs(group, &out->rows[i]) && out->rows[i].ratio.rounds > 0)
            ratios[group->cases++] = &out->rows[i].ratio;
    if (!tb_ratio_mean(ratios, group->cases, &group->ratio))
        group->ratio = (struct tb_ratio){.ratio = NAN, .low = NAN, .high = NAN, .paired = out->paired};
}

static bool has_case(const struct tb_comparison *comparison, const struct tb_comparison_group *group,
                     const struct tb_planned *planned)
{
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (comparison->rows[i].planned == planned && comparison->rows[i].ratio.rounds > 0 &&
            tb_comparison_belongs(group, &comparison->rows[i]))
            return true;
    return false;
}

bool tb_comparison_same_cases(const struct tb_comparison *comparison, const struct tb_comparison_group *a,
                              const struct tb_comparison_group *b)
{
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_planned *planned = comparison->rows[i].planned;
        if (has_case(comparison, a, planned) != has_case(comparison, b, planned))
            return false;
    }
    return true;
}

const struct tb_comparison_group *tb_comparison_group(const struct tb_comparison *comparison,
                                                      const struct tb_driver_info *driver, const char *transport,
                                                      const char *other_name)
{
    for (size_t i = 0; i < comparison->num_groups; i++) {
        const struct tb_comparison_group *group = &comparison->groups[i];
        if (group->driver == driver && strcmp(group->other_name, other_name) == 0 &&
            strcmp(group->transport, transport) == 0)
            return group;
    }
    return NULL;
}

/* Makes the groups in the order of their first cases; there is room for one per row. */
bool tb_maker_groups(struct tb_comparison *out)
{
    const struct tb_ratio **ratios = calloc(out->num_rows + 1, sizeof *ratios);
    for (size_t i = 0; ratios && i < out->num_rows; i++) {
        const struct tb_comparison_row *row = &out->rows[i];
        const struct tb_driver_info *driver = row->planned->c.driver;
        const char *transport = tb_transport_of(&row->planned->c);
        if (!row->primary || tb_comparison_group(out, driver, transport, row->other_name))
            continue;
        struct tb_comparison_group *group = &out->groups[out->num_groups++];
        *group = (struct tb_comparison_group){
            .driver = driver, .transport = transport, .other = row->other, .other_name = row->other_name};
        estimate(out, group, ratios);
    }
    free(ratios);
    return ratios != NULL;
}
