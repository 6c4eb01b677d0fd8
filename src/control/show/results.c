/* results.c - the results of a run on the terminal: tables, how to read them, and the main result.  The end of `run`,
 * and all of `show`. */
#include "control/show/results.h"
#include "control/plan/estimator.h"
#include "control/plan/grid.h"
#include "control/plan/shown.h"
#include "control/plan/steady.h"
#include "control/sample/sample_instructions.h"
#include "control/show/compare.h"
#include "control/show/marks.h"
#include "control/show/mean_times.h"
#include "control/show/run_tables.h"
#include "control/show/view.h"
#include "control/verdict/comparison.h"
#include "control/verdict/limit.h"
#include "control/verdict/partings.h"
#include "core/stats.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The coverage of the intervals depends only on the number of rounds, and not monotonically.  Returns the lowest for
 * all numbers from the first to the second. */
static double coverage_of(const size_t rounds[2])
{
    double *values = calloc(rounds[1], sizeof *values), worst = 1;
    for (size_t num = rounds[0]; num <= rounds[1]; num++) {
        struct tb_interval interval = {0};
        bool good = values && tb_median_interval(values, num, 0.95, &interval);
        worst = fmin(worst, good ? interval.coverage : 0);
    }
    free(values);
    return worst;
}

/* Fewest and most rounds of the good rows: they differ if the run was interrupted. */
static void count_rounds(const struct tb_plan *plan, size_t rounds[2])
{
    struct tb_text reason;
    rounds[0] = rounds[1] = 0;
    tb_text_init(&reason, 0); /* the reason is not needed */
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++) {
            const struct tb_cell *cell = &plan->items[i].cells[j];
            size_t good = cell->counts[TB_SAMPLE_OK];
            if (tb_cell_status(cell, &reason) != TB_SAMPLE_OK)
                continue;
            rounds[0] = rounds[0] && rounds[0] < good ? rounds[0] : good;
            rounds[1] = rounds[1] > good ? rounds[1] : good;
        }
    tb_text_free(&reason);
}

/* Counts need no interval, but a word about what was counted. */
static void print_counted_legend(FILE *out, const struct tb_plan *plan, size_t rounds)
{
    fprintf(out, "\nInstructions by valgrind's callgrind: the median of %zu counts, which agree within %g%%.\n", rounds,
            TB_COUNTS_AGREE_PERCENT);
    if (plan->num_local > 1)
        fprintf(out, "1.20x means that the first library executes 1.2 times as many.  Only builds of one library are "
                     "compared, because\ninstructions of two libraries do not take the same time.\n");
}

/* How rates over loopback are to be read, if there are any. */
static void print_limit_legend(FILE *out, const struct tb_plan *plan)
{
    bool any = false;
    for (size_t i = 0; i < plan->num; i++) {
        size_t counts[TB_NUM_LIMITS] = {0};
        tb_limits_count(plan, &plan->items[i], counts);
        for (enum tb_limit limit = TB_LIMIT_CLIENT; limit < TB_NUM_LIMITS; limit++)
            any = any || counts[limit];
    }
    if (any)
        fprintf(out,
                "limited by: the side whose core was busy; a rate over loopback is the limit of that side.  server "
                "capacity: how much one\nserver core can do in a second, from its CPU time at this load, kernel "
                "included.\n");
}

static void print_efficiency_legend(FILE *out, const struct tb_plan *plan)
{
    bool any = false;
    for (size_t i = 0; i < plan->num && !any; i++)
        any = tb_planned_shows(&plan->items[i], plan->items[i].primary) &&
              tb_planned_has_efficiency(&plan->items[i], plan);
    if (any)
        fprintf(out, "efficiency: the rate of N threads / (N times the rate of one thread), round by round; 1.00 means "
                     "that N threads do N\ntimes as much.\n");
}

static bool has_two_libraries(const struct tb_plan *plan)
{
    for (size_t i = plan->num_local; i < plan->num_local + plan->num_pair; i++)
        if (plan->variants[i].client != plan->variants[i].server)
            return true;
    return false;
}

static bool has_plain(const struct tb_plan *plan)
{
    for (size_t i = 0; i < plan->num; i++)
        if (plan->items[i].plain && tb_shown_any(&plan->items[i]))
            return true;
    return false;
}

void tb_results_legend(FILE *out, const struct tb_plan *plan)
{
    size_t rounds[2], others = plan->num_local > 1 ? plan->num_local - 1 : 1;
    double confidence = tb_comparison_confidence(others);
    size_t fewest = tb_ratio_fewest_rounds(confidence, true);
    count_rounds(plan, rounds);
    if (rounds[1] == 0) {
        fprintf(out, "\nNo row could be measured, so there is nothing to compare; see the reasons below the tables.\n");
        return;
    }
    if (plan->counted) {
        print_counted_legend(out, plan, rounds[1]);
        return;
    }
    if (rounds[1] == 1)
        fprintf(out, "\nOne round gives no interval: use --rounds %zu or more for a measurement", fewest);
    else if (rounds[0] == rounds[1])
        fprintf(out, "\nMedians of %zu rounds", rounds[0]);
    else
        fprintf(out, "\nMedians of %zu to %zu rounds", rounds[0], rounds[1]);
    if (rounds[1] > 1)
        fprintf(out, "; ±: from the median to the farther end of its confidence interval (%s%.0f%%)",
                rounds[0] == rounds[1] ? "" : "at least ", 100 * coverage_of(rounds));
    fprintf(out, ".\n");
    if (plan->num_local > 1 || plan->num_pair > 1) {
        fprintf(out,
                "1.20x means 1.2 times as good as the first library (faster, or less of a cost); more is better.  "
                "Ratios compare within a\nround, each process %s.  ",
                tb_estimator_words(tb_plan_estimators(plan)));
        if (rounds[0] >= fewest)
            fprintf(out, "[low, high]: the %.3g%% confidence interval.\n", 100 * confidence);
        else if (rounds[0] > 1)
            fprintf(out,
                    "[low, high]: smallest\nand largest of the rounds, which hold the ratio with %.3g%% confidence; "
                    "verdicts need %.3g%%, so use --rounds %zu or more.\n",
                    100 * (1 - exp2(1 - (double)rounds[0])), 100 * confidence, fewest);
        else
            fprintf(out, "\n");
    }
    if (has_two_libraries(plan))
        fprintf(out, "A+B: client A, server B.\n");
    if (has_plain(plan))
        fprintf(out,
                "%s: the same transfer over plain TCP, without TLS; x plain: TLS cost / plain TCP cost, in CPU time of "
                "the\nsame side.\n",
                plan->variants[plan->num_local + plan->num_pair].name);
    print_limit_legend(out, plan);
    print_efficiency_legend(out, plan);
}

static void print_steady(FILE *out, const struct tb_plan *plan)
{
    struct tb_text text;
    tb_text_init(&text, 1000);
    double furthest = tb_steady_describe(plan, &text);
    if (text.len)
        fprintf(out, "reference work (no TLS library): %s\n", text.data);
    if (isinf(furthest))
        fprintf(out,
                "warning: the reference work was not measured for every library, so a change of the machine itself "
                "would go "
                "unnoticed; run it again\n");
    else if (100 * furthest > TB_STEADY_MOVED_PCT)
        fprintf(out,
                "warning: the reference work moved by %.1f%%, and no library has a part in it: smaller differences are "
                "probably "
                "the machine, not the library; run it again when the machine is idle\n",
                100 * furthest);
    tb_text_free(&text);
}

/* Where every client met every server there is no one ratio of a library over loopback. */
static bool is_answered(const struct tb_plan *plan, const struct tb_comparison_group *group)
{
    return plan->rounds > 1 && tb_compare_is_of_speed(plan, group) &&
           (plan->num_pair <= plan->num_local || strcmp(group->transport, "loopback") != 0);
}

/* Of the same rows as the tables, by the same ratios. */
bool tb_results_answer(FILE *out, const char *heading, const struct tb_plan *plan, struct tb_comparison *comparison)
{
    size_t num = 0;
    for (size_t i = 0; i < comparison->num_groups; i++)
        if (is_answered(plan, &comparison->groups[i]))
            comparison->groups[num++] = comparison->groups[i];
    comparison->num_groups = num;
    if (num == 0)
        return true;
    const struct tb_compared compared = {.comparison = comparison, .plan = plan};
    fputs(heading, out);
    return tb_compare_means(out, &compared);
}

void tb_results_doubts(FILE *out, const struct tb_plan *plan, const struct tb_comparison *comparison)
{
    if (!plan->counted)
        tb_partings_of_run(out, plan, comparison);
    print_steady(out, plan);
}

/* Counts of instructions say nothing about two libraries. */
bool tb_results_compare(struct tb_comparison *comparison, const struct tb_plan *plan)
{
    static const struct tb_compare_choice choice;
    struct tb_text why;
    *comparison = (struct tb_comparison){0};
    if (plan->num_local < 2 || plan->counted)
        return true;
    tb_text_init(&why, 200);
    bool good = tb_compare_plan(comparison, plan, NULL, &choice, &why);
    tb_text_free(&why);
    return good;
}

static void print_marks_legend(const struct tb_marks_seen *seen)
{
    if (seen->best)
        puts("*: the best of its row, because its intervals against all others exclude 1.00x.");
    if (seen->open)
        puts("?: the interval has 1.00x in it, so either may be better.");
}

bool tb_results_print(const struct tb_plan *plan, const struct tb_term *term)
{
    static const char heading[] =
        "\nIn short (geometric means of the ratios above, and of the ends of their intervals):\n";
    struct tb_comparison comparison;
    struct tb_words notes = {0};
    struct tb_marks_seen seen = {0};
    bool compared = tb_results_compare(&comparison, plan);
    bool ranks = compared && comparison.num_rows > 0 && comparison.contamination != TB_STEADY_LOST;
    bool good = tb_run_tables_print(plan, term, ranks, &notes, &seen);
    tb_results_legend(stdout, plan);
    print_marks_legend(&seen);
    tb_mean_times_print(stdout, plan, NULL);
    tb_view_print_notes(&notes);
    tb_words_free(&notes);
    if (compared)
        tb_results_doubts(stdout, plan, &comparison);
    else
        print_steady(stdout, plan);
    good = compared && tb_results_answer(stdout, heading, plan, &comparison) && good;
    tb_comparison_free(&comparison);
    return good;
}
