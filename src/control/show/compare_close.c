/* compare_close.c - the end of a comparison: means, verdicts, and their basis. */
#include "control/plan/estimator.h"
#include "control/show/compare.h"
#include "control/show/mean_times.h"
#include "control/store/fault_notes.h"
#include "control/verdict/partings.h"
#include "control/verdict/threshold_rules.h"
#include <stdio.h>
#include <stdlib.h>

/* ---- Verdicts and their basis ---- */

static void print_verdicts(FILE *out, const struct tb_comparison *comparison)
{
    static const enum tb_verdict order[] = {TB_VERDICT_BETTER, TB_VERDICT_WORSE, TB_VERDICT_SAME,
                                            TB_VERDICT_INCONCLUSIVE, TB_VERDICT_INVALID};
    size_t counts[TB_VERDICT_INVALID + 1] = {0}, all = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (comparison->rows[i].primary) {
            counts[comparison->rows[i].verdict]++;
            all++;
        }
    fprintf(out, "Of %zu comparison%s by their first metric:", all, all == 1 ? "" : "s");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        fprintf(out, "%s %zu %s", i ? "," : "", counts[order[i]], tb_compare_verdict(order[i]));
    fprintf(out, ".\n");
}

/* "3%, over loopback 5%": of what there is. */
static void name_thresholds(char words[40], unsigned estimators)
{
    const char *loopback = estimators & ~(unsigned)TB_ESTIMATOR_OVER_LOOPBACK ? ", over loopback " : "";
    int len = 0;
    words[0] = '\0';
    if (estimators != TB_ESTIMATOR_OVER_LOOPBACK)
        len = snprintf(words, 40, "%d%%", TB_THRESHOLD_PERCENT);
    if (estimators & TB_ESTIMATOR_OVER_LOOPBACK)
        snprintf(words + len, 40 - (size_t)len, "%s%d%%", loopback, TB_THRESHOLD_LOOPBACK_PERCENT);
}

void tb_compare_basis(FILE *out, const struct tb_comparison *comparison)
{
    unsigned estimators = tb_comparison_estimators(comparison);
    char thresholds[40];
    name_thresholds(thresholds, estimators);
    fprintf(out,
            "1.20x means 1.2 times as good as %s (faster, or less of a cost); more is better.  [low, high] is the "
            "confidence interval.\n%s  Each process is judged %s.\n"
            "The interval of a mean is the geometric mean of the rows' intervals.\n",
            comparison->base_name,
            comparison->paired ? "Ratios compare within a round." : "Ratios compare the medians of two runs.",
            tb_estimator_words(estimators));
    fprintf(
        out,
        "Faster and slower mean that the whole %.3g%% interval is on one side of 1.00x and the ratio is beyond the "
        "threshold.  The\nthreshold is %s, unless the suite's [check] or --threshold sets it.  A "
        "larger noise floor replaces it\nonly in what is the same; a larger difference that is below the floor has a "
        "note.\n",
        100 * tb_comparison_confidence(comparison->num_others), thresholds);
}

void tb_compare_no_reference(FILE *out, const struct tb_comparison *comparison)
{
    fprintf(out, "warning: %s, so a change of the machine itself would go unnoticed; drop --no-steady\n",
            comparison->num_steady ? "not all reference work was measured on both sides"
                                   : "no reference work was measured");
}

/* Of cases of one variant. */
static void print_rounds(FILE *out, const struct tb_comparison *comparison)
{
    for (size_t i = 0; i < comparison->num_steady; i++)
        fprintf(out, "%s %s %s", i ? "," : "reference work, which uses no library, moved:",
                comparison->steady[i].planned->c.value[TB_PARAM_OPERATION], comparison->steady[i].note);
    fprintf(out, "%s",
            comparison->num_steady
                ? ".  A case and its partner are measured right after each other, so they differ by less than this.\n"
                : "");
    if (!tb_comparison_has_reference(comparison))
        tb_compare_no_reference(out, comparison);
    else if (comparison->contamination == TB_STEADY_MOVED)
        fprintf(
            out,
            "warning: the reference work moved by %.1f%% from one round to the next, and no library has a part in it; "
            "take more\n--rounds, or a quieter machine, before you trust a difference of that size\n",
            100 * comparison->moved);
}

static void print_warnings(FILE *out, const struct tb_comparison *comparison)
{
    if (!comparison->paired)
        fprintf(out,
                "warning: these runs share no rounds, so a change of the machine between them is part of the ratios, "
                "and intervals are\nwider; measure both together with tlsbench compare LIBRARY LIBRARY...\n");
    if (comparison->of_cases)
        print_rounds(out, comparison);
    else if (comparison->contamination == TB_STEADY_LOST)
        fprintf(out, "warning: %s; there are no verdicts, so run it again\n", comparison->unsteady);
    else if (comparison->contamination == TB_STEADY_MOVED)
        fprintf(out,
                "warning: the reference work moved by %.1f%%, and no library has a part in it: smaller differences are "
                "probably the machine, not the library; run it again when the machine is idle\n",
                100 * comparison->moved);
    if (!comparison->of_cases && comparison->contamination != TB_STEADY_LOST && !comparison->base_plan->counted &&
        !tb_comparison_has_reference(comparison)) /* counts need none */
        tb_compare_no_reference(out, comparison);
}

static void print_alone(FILE *out, const struct tb_words *alone)
{
    for (size_t i = 0; alone && i < alone->num; i++)
        fprintf(out, "left out, because there is no case to compare with: %s\n", alone->items[i]);
}

void tb_compare_doubts(FILE *out, const struct tb_comparison *comparison)
{
    tb_partings_print(out, comparison);
    print_warnings(out, comparison);
}

bool tb_compare_close(const struct tb_compared *compared)
{
    const struct tb_comparison *comparison = compared->comparison;
    printf("\nGeometric means:\n");
    bool good = tb_compare_means(stdout, compared);
    print_alone(stdout, &comparison->alone);
    print_alone(stdout, compared->alone);
    print_verdicts(stdout, comparison);
    tb_mean_times_print(stdout, comparison->base_plan,
                        comparison->other_plan == comparison->base_plan ? NULL : comparison->other_plan);
    tb_partings_print(stdout, comparison);
    tb_compare_basis(stdout, comparison);
    tb_bounds_print(compared->bounds, comparison, false);
    print_warnings(stdout, comparison);
    return good;
}

bool tb_compare_faults(FILE *out, const struct tb_comparison_row *const *rows, size_t num)
{
    struct tb_noted *noted = calloc(2 * num + 1, sizeof *noted);
    size_t made = 0;
    for (size_t i = 0; i < num && noted; i++) {
        const struct tb_planned *base = rows[i]->base_planned ? rows[i]->base_planned : rows[i]->planned;
        if (rows[i]->base_cell)
            noted[made++] = (struct tb_noted){&base->c, rows[i]->base_cell->variant};
        if (rows[i]->other_cell)
            noted[made++] = (struct tb_noted){&rows[i]->planned->c, rows[i]->other_cell->variant};
    }
    if (noted)
        tb_fault_notes_print(out, noted, made);
    free(noted);
    return noted != NULL;
}
