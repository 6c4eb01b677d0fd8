#include "control/show/check_print.h"
#include "control/base/exit.h"
#include "control/base/format.h"
#include "control/plan/grid.h"
#include "control/run/run.h"
#include "control/sample/sample_instructions.h"
#include "control/show/compare.h"
#include "control/store/load_run.h"
#include "control/store/run_lacks.h"
#include "control/verdict/case_verdict.h"
#include "control/verdict/check_verdict.h"
#include "core/catalog.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* From the worst to the best. */
static const enum tb_verdict order[] = {TB_VERDICT_WORSE, TB_VERDICT_INVALID, TB_VERDICT_INCONCLUSIVE,
                                        TB_VERDICT_BETTER, TB_VERDICT_SAME};

static const char *const words[] = {[TB_VERDICT_SAME] = "unchanged",
                                    [TB_VERDICT_WORSE] = "regressed",
                                    [TB_VERDICT_BETTER] = "improved",
                                    [TB_VERDICT_INCONCLUSIVE] = "inconclusive",
                                    [TB_VERDICT_INVALID] = "invalid"};

/* ---- A line ---- */

/* A change of cost as a signed percentage: +4.2%. */
static void add_change(struct tb_text *text, double ratio)
{
    tb_text_printf(text, "%+.1f%%", 100 * (ratio - 1));
}

/* "+4.2% [+3.1%, +5.0%]" */
static void add_interval(struct tb_text *text, const struct tb_ratio *ratio)
{
    add_change(text, ratio->ratio);
    tb_text_add(text, " [");
    add_change(text, ratio->low);
    tb_text_add(text, ", ");
    add_change(text, ratio->high);
    tb_text_add(text, "]");
}

/* For counts, which need more decimals and no interval: "+0.83% of 0.5%". */
static void add_counted_change(struct tb_text *text, const struct tb_comparison_row *row)
{
    tb_text_printf(text, "%+.2f%% of %.1f%%", 100 * (row->ratio.ratio - 1), 100 * row->threshold);
}

/* The case, and the metric unless it is the primary one. */
static void name_row(struct tb_text *text, const struct tb_comparison_row *row)
{
    tb_text_add(text, row->planned->name);
    if (!row->primary)
        tb_text_printf(text, " %s", row->metric->name);
}

static void add_value(struct tb_text *text, const struct tb_metric_info *metric, const struct tb_figure *figure)
{
    if (figure->rounds == 0) {
        tb_text_add(text, "-");
        return;
    }
    struct tb_scale scale = tb_scale_for(metric->unit, figure->interval.median);
    double value = figure->interval.median * scale.factor;
    tb_format_number(text, value, tb_decimals_for(value));
    if (!metric->counted)
        tb_text_printf(text, " %s", scale.unit);
}

static void print_second(const struct tb_comparison_row *row)
{
    struct tb_text text;
    tb_text_init(&text, 200);
    tb_text_add(&text, "again: ");
    add_interval(&text, &row->second);
    tb_text_printf(&text, " in %zu fresh rounds, %zu worse and %zu better, p = %.2g", row->second.rounds,
                   row->second.worse, row->second.better, row->p);
    printf("  %-12s %s\n", "", text.data);
    tb_text_free(&text);
}

/* lost: the loss of the reference work is reported once, at the end. */
static void print_row(const struct tb_comparison_row *row, int width, bool lost)
{
    struct tb_text name, base, other, change;
    tb_text_init(&name, 1000);
    name_row(&name, row);
    tb_text_init(&base, 40);
    tb_text_init(&other, 40);
    tb_text_init(&change, 100);
    add_value(&base, row->metric, &row->base_figure);
    add_value(&other, row->metric, &row->other_figure);
    if (isfinite(row->ratio.ratio) && row->metric->counted) {
        add_counted_change(&change, row);
    } else if (isfinite(row->ratio.ratio)) {
        add_interval(&change, &row->ratio);
        tb_text_printf(&change, " of %.1f%%%s", 100 * row->threshold, row->advised ? " (advised)" : "");
        if (isfinite(row->floor))
            tb_text_printf(&change, ", floor %.1f%%", 100 * row->floor);
    }
    printf("  %-12s %-*s %12s %12s  %s", words[row->verdict], width, name.data, base.data, other.data, change.data);
    if (row->verdict == TB_VERDICT_INCONCLUSIVE && row->rounds_needed && !row->suspect)
        printf(", about %zu rounds would decide", row->rounds_needed);
    if (row->reason && !lost)
        printf("  %s", row->reason);
    puts("");
    if (row->note && !lost)
        printf("  %-12s note: %s\n", "", row->note);
    if (row->suspect && row->second.rounds > 0)
        print_second(row);
    tb_text_free(&name);
    tb_text_free(&base);
    tb_text_free(&other);
    tb_text_free(&change);
}

/* ---- All rows ---- */

static void print_header(const struct tb_check_shown *shown)
{
    const struct tb_comparison *comparison = shown->comparison;
    size_t suspects = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        suspects += comparison->rows[i].suspect && comparison->rows[i].second.rounds > 0;
    printf("\nBaseline %s, candidate %s: %llu rounds", comparison->base->name, shown->candidate,
           (unsigned long long)shown->rounds);
    if (suspects)
        printf("; %zu suspect%s measured again in %zu fresh rounds", suspects, suspects == 1 ? " was" : "s were",
               comparison->second_rounds);
    if (!comparison->paired)
        printf(".\nwarning: the baseline is a stored run, so a change of this machine since then looks like a change "
               "of the candidate;\nuse this for trends, and name two builds for a gate");
    if (shown->plan->counted)
        printf(" that agree within %g%%.\nInstructions by valgrind's callgrind.  Columns: baseline, candidate, change "
               "of the count; \"of\" is the threshold; + is worse.\n\n",
               TB_COUNTS_AGREE_PERCENT);
    else
        printf(".\nColumns: baseline, candidate, change of the cost with its interval; \"of\" is the threshold; + is "
               "worse.\n\n");
}

static void print_steady(const struct tb_plan *plan, const struct tb_comparison *comparison)
{
    struct tb_text text;
    tb_text_init(&text, 1000);
    for (size_t i = 0; i < comparison->num_steady; i++) {
        const struct tb_comparison_row *row = &comparison->steady[i];
        tb_text_printf(&text, "%s%s ", i ? ", " : "", row->planned->c.value[TB_PARAM_OPERATION]);
        if (isfinite(row->ratio.ratio))
            add_change(&text, row->ratio.ratio);
        else
            tb_text_add(&text, "-");
    }
    if (text.len)
        printf("\nreference work (no TLS library): %s\n", text.data);
    if (comparison->contamination == TB_STEADY_MOVED)
        printf("warning: the reference work moved by %.1f%%, and no library has a part in it: smaller differences are "
               "probably the machine, not the build; run it again when the machine is idle\n",
               100 * comparison->moved);
    else if (comparison->contamination == TB_STEADY_LOST)
        printf("warning: %s; there are no verdicts, so run it again\n", comparison->unsteady);
    else if (!plan->counted && !tb_comparison_has_reference(comparison))
        tb_compare_no_reference(stdout, comparison);
    tb_text_free(&text);
}

static int longest_name(const struct tb_comparison *comparison)
{
    size_t longest = 0;
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        size_t len = strlen(row->planned->name) + (row->primary ? 0 : 1 + strlen(row->metric->name));
        longest = tb_row_counts(row) && len > longest ? len : longest;
    }
    return (int)longest;
}

/* Is the row invalid only because of the reference work? */
static bool is_lost(const struct tb_comparison *comparison, const struct tb_comparison_row *row)
{
    return comparison->contamination == TB_STEADY_LOST && row->reason && comparison->unsteady &&
           strcmp(row->reason, comparison->unsteady) == 0;
}

void tb_check_print(const struct tb_check_shown *shown)
{
    const struct tb_comparison *comparison = shown->comparison;
    int width = longest_name(comparison);
    print_header(shown);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (size_t j = 0; j < comparison->num_rows; j++)
            if (tb_row_counts(&comparison->rows[j]) && comparison->rows[j].verdict == order[i])
                print_row(&comparison->rows[j], width, is_lost(comparison, &comparison->rows[j]));
    print_steady(shown->plan, comparison);
}

/* ---- The verdict ---- */

static void say_counts(const struct tb_comparison *comparison)
{
    const char *separator = "";
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        size_t num = tb_case_count(comparison, order[i]);
        if (num)
            printf("%s%zu %s", separator, num, words[order[i]]);
        separator = num ? ", " : separator;
    }
    puts("");
}

static void say_unjudged(const struct tb_conclusion *conclusion)
{
    struct tb_text unjudged;
    tb_text_init(&unjudged, 1000);
    tb_conclusion_unjudged(conclusion, &unjudged);
    printf("%s.\n", unjudged.data);
    tb_text_free(&unjudged);
}

static void say_outcome(const struct tb_conclusion *conclusion)
{
    printf("%s: %s.\n", tb_outcome_name(conclusion->outcome), conclusion->sentence.data);
}

int tb_check_close(const struct tb_run *run, const struct tb_comparison *comparison,
                   const struct tb_conclusion *conclusion)
{
    printf("\n%s: ", run->complete ? "check" : "INCOMPLETE check");
    say_counts(comparison);
    say_unjudged(conclusion);
    if (run->signals.caught || !run->complete)
        return run->signals.caught ? TB_EXIT_SIGNAL + run->signals.caught : TB_EXIT_NOTHING;
    if (run->why.len && conclusion->outcome != TB_OUTCOME_FAIL) /* a file that was asked for is not there */
        return TB_EXIT_NOTHING;
    say_outcome(conclusion);
    return conclusion->exit_code;
}

void tb_check_close_verdict(const struct tb_check_verdict *said)
{
    printf("\ncheck: ");
    if (said->whole)
        say_counts(&said->comparison);
    else
        printf("the rows above are a part of it; the verdict is of all\n");
    say_unjudged(&said->conclusion);
    say_outcome(&said->conclusion);
}

void tb_check_notes(FILE *out, const char *before, const struct tb_check_verdict *said, const struct tb_loaded_run *run)
{
    struct tb_text state, silence;
    tb_text_init(&state, 1000);
    tb_text_init(&silence, 1000);
    tb_run_state(run, &state);
    tb_check_silence(said, run, &silence);
    if (state.len)
        fprintf(out, "%snote: %s\n", before, state.data);
    if (silence.len)
        fprintf(out, "%snote: %s\n", before, silence.data);
    tb_text_free(&state);
    tb_text_free(&silence);
}
