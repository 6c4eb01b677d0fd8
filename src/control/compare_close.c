/* compare_close.c - the end of a comparison: how the libraries stand, and what that rests on. */
#include "control/compare.h"
#include "control/grid.h"
#include "control/limit.h"
#include "control/partings.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- Geometric means ---- */

/* Means of rates over loopback are means of what the busier sides let through. */
static void print_limits(const struct tb_compared *compared, const struct tb_comparison_group *group)
{
    const struct tb_comparison *comparison = compared->comparison;
    size_t counts[TB_NUM_LIMITS] = {0};
    struct tb_text text;
    tb_text_init(&text, 200);
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        if (row->primary && row->other_cell && row->other == group->other && row->planned->c.driver == group->driver &&
            strcmp(tb_transport_of(&row->planned->c), group->transport) == 0)
            counts[tb_cell_limit(row->other_cell, row->planned, compared->plan)]++;
    }
    tb_limits_describe(counts, &text);
    if (text.len)
        printf(", rates limited by: %s", text.data);
    tb_text_free(&text);
}

static void print_heading(const struct tb_compared *compared, const struct tb_comparison_group *group)
{
    const char *transport = strcmp(group->transport, "memory") == 0     ? " in memory"
                            : strcmp(group->transport, "loopback") == 0 ? " over loopback"
                                                                        : "";
    printf("%s%s, %zu case%s", group->driver->title, transport, group->cases, group->cases == 1 ? "" : "s");
    print_limits(compared, group);
    printf(": ");
}

/* "boringssl is 1.31x as fast as openssl-3.5 (1.28 to 1.35)" */
static void print_standing(const char *other, const char *base, const struct tb_ratio *ratio)
{
    printf("%s is %.2fx as fast as %s (%.2f to %.2f)", other, 1 / ratio->ratio, base, 1 / ratio->high, 1 / ratio->low);
    if (ratio->coverage < ratio->confidence)
        printf(", of %zu round%s only", ratio->rounds, ratio->rounds == 1 ? "" : "s");
}

static bool same_table(const struct tb_comparison_group *a, const struct tb_comparison_group *b)
{
    return a->driver == b->driver && strcmp(a->transport, b->transport) == 0;
}

/* The two libraries with the least costs; NULL: the base.  Means over different cases cannot be put into an order:
 * false. */
static bool find_fastest(const struct tb_comparison *comparison, const struct tb_comparison_group *first,
                         const struct tb_comparison_group *best[2])
{
    double ratios[2] = {1, INFINITY};
    best[0] = best[1] = NULL;
    for (const struct tb_comparison_group *group = first; group < comparison->groups + comparison->num_groups;
         group++) {
        if (!same_table(group, first))
            continue;
        if (group->cases != first->cases || group->ratio.rounds == 0)
            return false;
        size_t rank = group->ratio.ratio < ratios[0] ? 0 : group->ratio.ratio < ratios[1] ? 1 : 2;
        if (rank == 0) {
            ratios[1] = ratios[0];
            best[1] = best[0];
        }
        if (rank < 2) {
            ratios[rank] = group->ratio.ratio;
            best[rank] = group;
        }
    }
    return true;
}

/* "Fastest" needs the interval of the fastest against the runner-up itself.  false: no memory. */
static bool print_fastest(const struct tb_compared *compared, const struct tb_comparison_group *first)
{
    struct tb_compare_choice choice = tb_bounds_choice(compared->bounds);
    const struct tb_comparison *comparison = compared->comparison;
    const struct tb_comparison_group *best[2];
    if (!find_fastest(comparison, first, best)) {
        printf(".  Not every library has all these cases: no order is made of them");
        return true;
    }
    const struct tb_variant *fastest = best[0] ? best[0]->other : comparison->base;
    const struct tb_variant *next = best[1] ? best[1]->other : comparison->base;
    struct tb_comparison against;
    struct tb_text why;
    tb_text_init(&why, 100);
    bool good = tb_compare_plan(&against, compared->plan, next, &choice, &why);
    const struct tb_comparison_group *group =
        good ? tb_comparison_group(&against, first->driver, first->transport, fastest) : NULL;
    if (group && group->ratio.rounds && group->ratio.high < 1 && group->ratio.coverage >= group->ratio.confidence) {
        printf(".  Fastest: ");
        print_standing(fastest->name, next->name, &group->ratio);
    } else if (group) {
        printf(".  Whether %s or %s is the fastest is open", fastest->name, next->name);
    }
    tb_comparison_free(&against);
    tb_text_free(&why);
    return good;
}

static bool is_first(const struct tb_comparison *comparison, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (same_table(&comparison->groups[i], &comparison->groups[j]))
            return false;
    return true;
}

static bool print_group(const struct tb_compared *compared, size_t first)
{
    const struct tb_comparison *comparison = compared->comparison;
    const struct tb_comparison_group *groups = comparison->groups;
    print_heading(compared, &groups[first]);
    for (size_t i = first; i < comparison->num_groups; i++) {
        if (!same_table(&groups[i], &groups[first]))
            continue;
        printf("%s", i > first ? "; " : "");
        if (groups[i].ratio.rounds == 0)
            printf("no case is good on both %s and %s", groups[i].other->name, comparison->base->name);
        else
            print_standing(groups[i].other->name, comparison->base->name, &groups[i].ratio);
        if (groups[i].cases != groups[first].cases)
            printf(" in %zu of them", groups[i].cases);
    }
    bool claims = comparison->num_others > 1 && comparison->paired && comparison->contamination != TB_CONTROLS_LOST;
    bool good = !claims || print_fastest(compared, &groups[first]);
    printf(".\n");
    return good;
}

/* ---- Verdicts, and what they rest on ---- */

static void print_verdicts(const struct tb_comparison *comparison)
{
    static const enum tb_verdict order[] = {TB_VERDICT_BETTER, TB_VERDICT_WORSE, TB_VERDICT_SAME,
                                            TB_VERDICT_INCONCLUSIVE, TB_VERDICT_INVALID};
    size_t counts[TB_VERDICT_INVALID + 1] = {0}, all = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (comparison->rows[i].primary) {
            counts[comparison->rows[i].verdict]++;
            all++;
        }
    printf("Of %zu comparison%s by their first metric:", all, all == 1 ? "" : "s");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        printf("%s %zu %s", i ? "," : "", counts[order[i]], tb_compare_verdict(order[i]));
    printf(".\n");
}

static void print_basis(const struct tb_comparison *comparison)
{
    printf("A verdict needs the whole %.3g%% interval on one side of no difference, and more than the threshold: 3%%, "
           "over loopback 5%%,\nwhat the suite's [check] or --threshold says instead, and never less than the noise "
           "floor of the case.\n",
           100 - 5.0 / (double)comparison->num_others);
    if (!comparison->paired)
        printf(
            "These runs are not paired: whatever changed on the machine between them is in the ratios, and intervals "
            "are wider.\nMeasured together, tlsbench compare LIBRARY LIBRARY... tells more.\n");
}

static void print_warnings(const struct tb_comparison *comparison)
{
    if (comparison->contamination == TB_CONTROLS_LOST)
        printf("warning: %s; there are no verdicts\n", comparison->unsteady);
    else if (comparison->contamination == TB_CONTROLS_MOVED)
        printf(
            "warning: work without any TLS library moved by %.1f%%: take differences of that size for the machine's\n",
            100 * comparison->moved);
    else if (comparison->num_controls == 0)
        printf("warning: no control was measured: nobody knows whether the machine was the same for all\n");
}

bool tb_compare_close(const struct tb_compared *compared)
{
    bool good = true;
    printf("\nGeometric means:\n");
    for (size_t i = 0; i < compared->comparison->num_groups && good; i++)
        if (is_first(compared->comparison, i))
            good = print_group(compared, i);
    print_verdicts(compared->comparison);
    tb_partings_print(compared->comparison);
    print_basis(compared->comparison);
    tb_bounds_print(compared->bounds, compared->comparison);
    print_warnings(compared->comparison);
    return good;
}
