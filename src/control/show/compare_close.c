/* compare_close.c - the end of a comparison: means, verdicts, and what these rest on. */
#include "control/show/compare.h"
#include "control/verdict/partings.h"
#include <stdio.h>

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
    printf(
        "1.20x: 1.2 times as good as %s: faster, or less of what should be little; more is better.  [low, high]: the "
        "interval that\nholds it.  Ratios are made round by round, of each process's calmest chunk, over loopback "
        "of the median one; the mean's\ninterval is the mean of the rows' intervals.\n",
        comparison->base_name);
    printf("A verdict needs the whole %.3g%% interval on one side of no difference, and more than the threshold: %d%%, "
           "over loopback %d%%,\nwhat the suite's [check] or --threshold says instead, and never less than the noise "
           "floor of the case.\n",
           100 * tb_comparison_confidence(comparison->num_others), TB_THRESHOLD_PERCENT, TB_THRESHOLD_LOOPBACK_PERCENT);
    if (!comparison->paired)
        printf(
            "These runs are not paired: whatever changed on the machine between them is in the ratios, and intervals "
            "are wider.\nMeasured together, tlsbench compare LIBRARY LIBRARY... tells more.\n");
}

/* Of cases of one variant. */
static void print_rounds(const struct tb_comparison *comparison)
{
    for (size_t i = 0; i < comparison->num_controls; i++)
        printf("%s %s %s", i ? "," : "controls, which no library has a part in, moved:",
               comparison->controls[i].planned->c.value[TB_PARAM_OPERATION], comparison->controls[i].note);
    printf("%s", comparison->num_controls ? ".  A case and its partner are closer together than rounds are.\n" : "");
    if (comparison->num_controls == 0)
        printf("warning: no control was measured: nobody knows whether the machine held still\n");
    else if (comparison->contamination == TB_CONTROLS_MOVED)
        printf("warning: the machine was restless: work without any TLS library moved by %.1f%% from one round to the "
               "next; take more\n--rounds, or a quieter machine, before you trust a difference of that size\n",
               100 * comparison->moved);
}

static void print_warnings(const struct tb_comparison *comparison)
{
    if (comparison->of_cases)
        print_rounds(comparison);
    else if (comparison->contamination == TB_CONTROLS_LOST)
        printf("warning: %s; there are no verdicts\n", comparison->unsteady);
    else if (comparison->contamination == TB_CONTROLS_MOVED)
        printf(
            "warning: work without any TLS library moved by %.1f%%: take differences of that size for the machine's\n",
            100 * comparison->moved);
    else if (comparison->num_controls == 0)
        printf("warning: no control was measured: nobody knows whether the machine was the same for all\n");
}

static void print_alone(const struct tb_words *alone)
{
    for (size_t i = 0; alone && i < alone->num; i++)
        printf("without a partner, and left out: %s\n", alone->items[i]);
}

bool tb_compare_close(const struct tb_compared *compared)
{
    printf("\nGeometric means:\n");
    bool good = tb_compare_means(compared);
    print_alone(&compared->comparison->alone);
    print_alone(compared->alone);
    print_verdicts(compared->comparison);
    tb_partings_print(compared->comparison);
    print_basis(compared->comparison);
    tb_bounds_print(compared->bounds, compared->comparison);
    print_warnings(compared->comparison);
    return good;
}
