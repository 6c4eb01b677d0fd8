/* compare_means.c - the ranking of the libraries, one sentence for each driver and transport. */
#include "control/base/ratio_words.h"
#include "control/plan/grid.h"
#include "control/show/compare.h"
#include "control/verdict/limit.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Means of rates over loopback are means of what the busier sides let through. */
static void print_limits(FILE *out, const struct tb_compared *compared, const struct tb_comparison_group *group)
{
    const struct tb_comparison *comparison = compared->comparison;
    size_t counts[TB_NUM_LIMITS] = {0};
    struct tb_text text;
    tb_text_init(&text, 200);
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        if (row->other_cell && tb_comparison_belongs(group, row))
            counts[tb_cell_limit(row->other_cell, row->planned, compared->plan)]++;
    }
    tb_limits_describe(counts, &text);
    if (text.len)
        fprintf(out, ", rates limited by: %s", text.data);
    tb_text_free(&text);
}

/* Whether they are good or not. */
static size_t count_cases(const struct tb_comparison *comparison, const struct tb_comparison_group *group)
{
    size_t num = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        num += tb_comparison_belongs(group, &comparison->rows[i]);
    return num;
}

static void print_heading(FILE *out, const struct tb_compared *compared, const struct tb_comparison_group *group,
                          size_t cases)
{
    const char *transport = strcmp(group->transport, "memory") == 0     ? " in memory"
                            : strcmp(group->transport, "loopback") == 0 ? " over loopback"
                                                                        : "";
    fprintf(out, "%s%s, %zu case%s", group->driver->title, transport, cases, cases == 1 ? "" : "s");
    print_limits(out, compared, group);
    fprintf(out, ": ");
}

/* "boringssl is 1.31x as fast as openssl-3.5 [1.28, 1.35]", and what is doubtful about it. */
static void print_standing(FILE *out, const char *other, const char *base, const struct tb_ratio *ratio)
{
    struct tb_text text;
    tb_text_init(&text, 200);
    tb_ratio_words(&text, ratio);
    tb_text_printf(&text, " as fast as %s ", base);
    tb_interval_words(&text, ratio);
    fprintf(out, "%s is %s", other, text.data);
    tb_text_free(&text);
    if (ratio->coverage < ratio->confidence)
        fprintf(out, " (%zu round%s: too few for a verdict)", ratio->rounds, ratio->rounds == 1 ? "" : "s");
    else if (ratio->low <= 1 && ratio->high >= 1)
        fprintf(out, ", so either may be faster");
}

static bool same_table(const struct tb_comparison_group *a, const struct tb_comparison_group *b)
{
    return a->driver == b->driver && strcmp(a->transport, b->transport) == 0;
}

/* Finds the library with the lowest costs; NULL: the base.  Returns false if the means cover different cases, which
 * cannot be ranked. */
static bool find_leader(const struct tb_comparison *comparison, const struct tb_comparison_group *first,
                        const struct tb_comparison_group **leader)
{
    double least = 1;
    *leader = NULL;
    for (const struct tb_comparison_group *group = first; group < comparison->groups + comparison->num_groups;
         group++) {
        if (!same_table(group, first))
            continue;
        if (group->ratio.rounds == 0 || !tb_comparison_same_cases(comparison, group, first))
            return false;
        if (group->ratio.ratio < least) {
            least = group->ratio.ratio;
            *leader = group;
        }
    }
    return true;
}

/* Is it slower than the base, which is the leader, with confidence? */
static bool is_slower(const struct tb_comparison_group *group)
{
    return group->ratio.rounds > 0 && group->ratio.low > 1 && group->ratio.coverage >= group->ratio.confidence;
}

/* The leader against its runner-up, where all others are slower beyond doubt; else all that may be the fastest. */
static void print_leader(FILE *out, const struct tb_comparison *against, const struct tb_comparison_group *first)
{
    const struct tb_comparison_group *next = NULL;
    size_t doubtful = 0, named = 0;
    for (size_t i = 0; i < against->num_groups; i++) {
        const struct tb_comparison_group *group = &against->groups[i];
        if (!same_table(group, first))
            continue;
        doubtful += !is_slower(group);
        next = next && next->ratio.ratio <= group->ratio.ratio ? next : group;
    }
    if (next && doubtful == 0) {
        struct tb_ratio ratio = next->ratio; /* inverted: the leader's ratio to it */
        ratio.ratio = 1 / next->ratio.ratio;
        ratio.low = 1 / next->ratio.high;
        ratio.high = 1 / next->ratio.low;
        fprintf(out, ".  Fastest: ");
        print_standing(out, against->base_name, next->other_name, &ratio);
        return;
    }
    fprintf(out, ".  Too close to call: %s", against->base_name);
    for (size_t i = 0; i < against->num_groups; i++)
        if (same_table(&against->groups[i], first) && !is_slower(&against->groups[i]))
            fprintf(out, "%s%s", ++named == doubtful ? " or " : ", ", against->groups[i].other_name);
    fprintf(out, " may be the fastest");
}

/* "Fastest" needs the intervals of the fastest against each of the others.  false: out of memory. */
static bool print_fastest(FILE *out, const struct tb_compared *compared, const struct tb_comparison_group *first)
{
    struct tb_compare_choice choice = {0}; /* thresholds and floors do not affect means */
    const struct tb_comparison_group *leader;
    if (!find_leader(compared->comparison, first, &leader)) {
        fprintf(out, ".  No ranking, because not every library is good in the same cases");
        return true;
    }
    struct tb_comparison against;
    struct tb_text why;
    tb_text_init(&why, 100);
    bool good =
        tb_compare_plan(&against, compared->plan, leader ? leader->other : compared->comparison->base, &choice, &why);
    if (good)
        print_leader(out, &against, first);
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

static bool print_group(FILE *out, const struct tb_compared *compared, size_t first)
{
    const struct tb_comparison *comparison = compared->comparison;
    const struct tb_comparison_group *groups = comparison->groups;
    size_t cases = count_cases(comparison, &groups[first]);
    print_heading(out, compared, &groups[first], cases);
    for (size_t i = first; i < comparison->num_groups; i++) {
        if (!same_table(&groups[i], &groups[first]))
            continue;
        fprintf(out, "%s", i > first ? "; " : "");
        if (groups[i].ratio.rounds == 0)
            fprintf(out, "no case is good on both %s and %s", groups[i].other_name, comparison->base_name);
        else
            print_standing(out, groups[i].other_name, comparison->base_name, &groups[i].ratio);
        if (groups[i].ratio.rounds > 0 && groups[i].cases != cases)
            fprintf(out, " in %zu of them", groups[i].cases);
    }
    bool claims = comparison->num_others > 1 && comparison->paired && !comparison->of_cases &&
                  comparison->contamination != TB_STEADY_LOST;
    bool good = !claims || print_fastest(out, compared, &groups[first]);
    fprintf(out, ".\n");
    return good;
}

/* Is more or less of it faster or slower?  Instructions stand for the time that they take. */
static bool tells_speed(const struct tb_metric_info *metric)
{
    static const char *const amounts[] = {"B", "count", "ratio"};
    if (metric->hardware || metric->kind == TB_METRIC_MEMORY || metric->kind == TB_METRIC_SHARE)
        return false;
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
        if (strcmp(metric->unit, amounts[i]) == 0)
            return metric->counted;
    return true;
}

bool tb_compare_is_of_speed(const struct tb_plan *plan, const struct tb_comparison_group *group)
{
    for (size_t i = 0; i < plan->num; i++)
        if (plan->items[i].c.driver == group->driver && !tells_speed(plan->items[i].primary))
            return false;
    return true;
}

bool tb_compare_means(FILE *out, const struct tb_compared *compared)
{
    bool good = true;
    for (size_t i = 0; i < compared->comparison->num_groups && good; i++)
        if (is_first(compared->comparison, i) &&
            tb_compare_is_of_speed(compared->plan, &compared->comparison->groups[i]))
            good = print_group(out, compared, i);
    return good;
}
