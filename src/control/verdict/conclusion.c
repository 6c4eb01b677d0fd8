#include "control/verdict/conclusion.h"
#include "control/base/exit.h"
#include "control/plan/grid.h"
#include "control/sample/blame.h"
#include "control/verdict/case_verdict.h"
#include "core/catalog.h"
#include <math.h>

enum { SENTENCE_LIMIT = 2000, MOST_NAMED = 3 };

const char *tb_outcome_name(enum tb_outcome outcome)
{
    static const char *const names[] = {"PASS", "FAIL", "NO VERDICT"};
    return names[outcome];
}

/* ---- A row ---- */

static enum tb_sample_status status_of(const struct tb_cell *cell)
{
    struct tb_text ignored;
    tb_text_init(&ignored, 0);
    enum tb_sample_status status = cell ? tb_cell_status_in_check(cell, &ignored) : TB_SAMPLE_OK;
    tb_text_free(&ignored);
    return status;
}

/* An instruction count that does not repeat is void, for which neither build is to blame. */
static bool fails(const struct tb_comparison_row *row, enum tb_sample_status status)
{
    return tb_is_own_failure(status) && !(row->metric->counted && status == TB_SAMPLE_VOID);
}

enum tb_fault_of tb_fault_of(const struct tb_comparison_row *row)
{
    enum tb_sample_status base = status_of(row->base_cell), other = status_of(row->other_cell);
    if (row->verdict != TB_VERDICT_INVALID)
        return TB_FAULT_OF_NOBODY;
    if (row->uncountable)
        return TB_FAULT_OF_CANDIDATE;
    if (!row->base_cell || !row->other_cell)
        return TB_FAULT_NO_PAIR;
    if (fails(row, other) && !fails(row, base) && base != TB_SAMPLE_DISTURBED && base != TB_SAMPLE_UNMEASURED)
        return TB_FAULT_OF_CANDIDATE;
    if (other == TB_SAMPLE_UNSUPPORTED && base == TB_SAMPLE_OK)
        return TB_FAULT_MISSING;
    if (base == TB_SAMPLE_UNSUPPORTED && (other == TB_SAMPLE_UNSUPPORTED || other == TB_SAMPLE_OK))
        return TB_FAULT_NO_PAIR;
    return TB_FAULT_OTHER;
}

/* ---- Counting ---- */

static void widen(double range[2], double value)
{
    range[0] = fmin(range[0], value); /* both ignore NaN */
    range[1] = fmax(range[1], value);
}

/* Does a row of the case that begins here have that fault? */
static bool has_fault(const struct tb_comparison *comparison, size_t row, enum tb_fault_of fault)
{
    for (size_t i = row; i < comparison->num_rows; i = tb_case_next(comparison, i))
        if (tb_fault_of(&comparison->rows[i]) == fault)
            return true;
    return false;
}

/* Does the baseline not have the case: a stored run did not measure it, or a build cannot run it? */
static bool is_baseless(const struct tb_comparison *comparison, size_t row)
{
    const struct tb_comparison_row *at = &comparison->rows[row];
    if (!tb_case_begins(comparison, row))
        return false;
    if (comparison->paired)
        return status_of(at->base_cell) == TB_SAMPLE_UNSUPPORTED && status_of(at->other_cell) == TB_SAMPLE_OK;
    return !at->base_cell && at->other_cell;
}

/* Does the case lack any row that both sides were asked for and the baseline can do? */
static bool is_no_pair(const struct tb_comparison *comparison, size_t row)
{
    for (size_t i = row; i < comparison->num_rows; i = tb_case_next(comparison, i))
        if (tb_fault_of(&comparison->rows[i]) != TB_FAULT_NO_PAIR)
            return false;
    return true;
}

static void widen_by(struct tb_conclusion *conclusion, const struct tb_comparison *comparison, size_t row)
{
    for (size_t i = row; i < comparison->num_rows; i = tb_case_next(comparison, i))
        if (comparison->rows[i].verdict == TB_VERDICT_INCONCLUSIVE) {
            widen(conclusion->thresholds, comparison->rows[i].threshold);
            widen(conclusion->floors, comparison->rows[i].floor);
        }
}

/* Counts the case that begins with this row. */
static void count(struct tb_conclusion *conclusion, const struct tb_comparison *comparison, size_t row)
{
    conclusion->baseless += is_baseless(comparison, row);
    if (!tb_case_begins(comparison, row) || is_no_pair(comparison, row))
        return;
    enum tb_verdict verdict = tb_case_verdict(comparison, row);
    conclusion->cases++;
    conclusion->judged += verdict != TB_VERDICT_INVALID;
    conclusion->regressed += verdict == TB_VERDICT_WORSE;
    conclusion->inconclusive += verdict == TB_VERDICT_INCONCLUSIVE;
    conclusion->failed += has_fault(comparison, row, TB_FAULT_OF_CANDIDATE);
    conclusion->missing += has_fault(comparison, row, TB_FAULT_MISSING);
    conclusion->unjudged += has_fault(comparison, row, TB_FAULT_OTHER);
    if (verdict == TB_VERDICT_INCONCLUSIVE)
        widen_by(conclusion, comparison, row);
}

/* ---- The sentence ---- */

static const char *plural(size_t num)
{
    return num == 1 ? "" : "s";
}

static void separate(struct tb_text *text)
{
    if (text->len)
        tb_text_add(text, "; ");
}

/* Names the cases, each with the metrics in which it is slower. */
static void name_regressed(struct tb_text *text, const struct tb_comparison *comparison)
{
    size_t named = 0, more = 0;
    for (size_t i = 0; i < comparison->num_rows; i++) {
        if (!tb_case_begins(comparison, i) || tb_case_verdict(comparison, i) != TB_VERDICT_WORSE)
            continue;
        if (named == MOST_NAMED) {
            more++;
            continue;
        }
        tb_text_printf(text, "%s%s (", named++ ? ", " : ": ", comparison->rows[i].planned->name);
        tb_case_metrics(comparison, i, text);
        tb_text_add(text, ")");
    }
    if (more)
        tb_text_printf(text, " and %zu more", more);
}

static void say_regressed(struct tb_conclusion *conclusion, const struct tb_comparison *comparison, bool confirms)
{
    struct tb_text *text = &conclusion->sentence;
    if (!conclusion->regressed)
        return;
    tb_text_printf(text, "%zu %sregression%s%s", conclusion->regressed, confirms ? "confirmed " : "",
                   plural(conclusion->regressed), confirms ? "" : ", found against a stored run and not confirmed");
    name_regressed(text, comparison);
}

/* Names the first case in which the candidate fails, with the reason in its row. */
static void say_failed(struct tb_conclusion *conclusion, const struct tb_comparison *comparison)
{
    struct tb_text *text = &conclusion->sentence;
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        if (!tb_row_counts(row) || tb_fault_of(row) != TB_FAULT_OF_CANDIDATE)
            continue;
        struct tb_text reason;
        tb_text_init(&reason, SENTENCE_LIMIT / 2);
        if (row->uncountable)
            tb_text_add(&reason, row->reason);
        else
            tb_cell_status_in_check(row->other_cell, &reason);
        separate(text);
        tb_text_printf(text,
                       "the candidate %s in %zu case%s (%s: %s); fix the candidate, since a quieter machine does not "
                       "help",
                       row->other_cell->deaths ? "crashed" : "failed", conclusion->failed, plural(conclusion->failed),
                       row->planned->name, reason.data);
        tb_text_free(&reason);
        return;
    }
}

static void say_missing(struct tb_conclusion *conclusion)
{
    if (!conclusion->missing)
        return;
    separate(&conclusion->sentence);
    tb_text_printf(&conclusion->sentence,
                   "%zu case%s missing, because the candidate cannot run what the baseline can; see the reason%s above",
                   conclusion->missing, conclusion->missing == 1 ? " is" : "s are", plural(conclusion->missing));
}

/* "44 of 45 cases are not in the baseline's run" */
static void say_baseless(const struct tb_conclusion *conclusion, bool paired, struct tb_text *text)
{
    size_t all = conclusion->cases + conclusion->baseless;
    if (paired)
        tb_text_printf(text, "the baseline cannot run %zu of %zu cases", conclusion->baseless, all);
    else
        tb_text_printf(text, "%zu of %zu cases %s not in the baseline's run", conclusion->baseless, all,
                       conclusion->baseless == 1 ? "is" : "are");
}

static bool is_above(size_t num, size_t all, double share)
{
    return (double)num > share * (double)all;
}

/* Returns false if there is a verdict. */
static bool say_no_verdict(struct tb_conclusion *conclusion, const struct tb_comparison *comparison,
                           const struct tb_fail_on *fail_on)
{
    struct tb_text *text = &conclusion->sentence;
    size_t judged = conclusion->judged, open = conclusion->inconclusive;
    if (comparison->contamination == TB_STEADY_LOST)
        tb_text_printf(text, "%s; run it again",
                       comparison->unsteady ? comparison->unsteady : "the reference work moved");
    else if (judged == 0)
        tb_text_add(text, "no case could be compared; see the reasons above");
    else if (conclusion->unjudged)
        tb_text_printf(text, "%zu case%s invalid, and not because of the candidate; see the reason%s above",
                       conclusion->unjudged, conclusion->unjudged == 1 ? " is" : "s are", plural(conclusion->unjudged));
    else if (is_above(conclusion->baseless, conclusion->cases + conclusion->baseless, fail_on->noisy)) {
        say_baseless(conclusion, comparison->paired, text);
        tb_text_printf(text, ", and at most %g%% may be like that (--fail-on noisy); %s", 100 * fail_on->noisy,
                       comparison->paired ? "leave them out with --case, or name a baseline that can"
                                          : "measure the baseline with the same suite");
    } else if (open == judged)
        tb_text_printf(text, "%s inconclusive; use more --rounds or a quieter machine",
                       open == 1 ? "the only case is" : "all cases are");
    else if (is_above(open, judged, fail_on->noisy))
        tb_text_printf(text,
                       "%zu of %zu cases are inconclusive, and at most %g%% may be (--fail-on noisy); use more "
                       "--rounds or a quieter machine",
                       open, judged, 100 * fail_on->noisy);
    return text->len > 0;
}

static void say_pass(struct tb_conclusion *conclusion, bool paired)
{
    struct tb_text *text = &conclusion->sentence;
    tb_text_printf(text, "no %sregression", paired ? "confirmed " : ""); /* see tb_conclude */
    if (conclusion->inconclusive)
        tb_text_printf(text, "; a regression in the %zu inconclusive case%s cannot be ruled out",
                       conclusion->inconclusive, plural(conclusion->inconclusive));
    if (conclusion->baseless) {
        separate(text);
        say_baseless(conclusion, paired, text);
        tb_text_add(text, ", so nothing is known of them");
    }
    say_missing(conclusion);
}

void tb_conclude(struct tb_conclusion *conclusion, const struct tb_comparison *comparison,
                 const struct tb_fail_on *fail_on)
{
    bool confirms = comparison->paired; /* a second look, or counts, which would repeat */
    *conclusion =
        (struct tb_conclusion){.fails_missing = fail_on->missing, .thresholds = {NAN, NAN}, .floors = {NAN, NAN}};
    tb_text_init(&conclusion->sentence, SENTENCE_LIMIT);
    for (size_t i = 0; i < comparison->num_rows; i++)
        count(conclusion, comparison, i);
    if (conclusion->regressed || conclusion->failed || (conclusion->missing && fail_on->missing)) {
        conclusion->outcome = TB_OUTCOME_FAIL;
        conclusion->exit_code = TB_EXIT_NOT_ALL;
        say_regressed(conclusion, comparison, confirms);
        say_failed(conclusion, comparison);
        say_missing(conclusion);
    } else if (say_no_verdict(conclusion, comparison, fail_on)) {
        conclusion->outcome = TB_OUTCOME_NO_VERDICT;
        conclusion->exit_code = TB_EXIT_NOTHING;
    } else {
        say_pass(conclusion, comparison->paired);
    }
}

void tb_conclusion_free(struct tb_conclusion *conclusion)
{
    tb_text_free(&conclusion->sentence);
}

static void add_range(struct tb_text *text, const char *what, const double range[2])
{
    if (isnan(range[0]))
        return;
    tb_text_printf(text, ", %s %.1f%%", what, 100 * range[0]);
    if (range[1] > range[0])
        tb_text_printf(text, " to %.1f%%", 100 * range[1]);
}

void tb_conclusion_unjudged(const struct tb_conclusion *conclusion, struct tb_text *text)
{
    size_t invalid = conclusion->cases - conclusion->judged;
    tb_text_printf(text, "%zu of %zu cases could not be judged", conclusion->inconclusive + invalid, conclusion->cases);
    if (conclusion->inconclusive) {
        tb_text_printf(text, " (%zu inconclusive", conclusion->inconclusive);
        add_range(text, "thresholds", conclusion->thresholds);
        add_range(text, "floors", conclusion->floors);
        tb_text_add(text, isnan(conclusion->floors[0]) ? ", noise floors unknown" : "");
    }
    if (invalid)
        tb_text_printf(text, "%s%zu invalid", conclusion->inconclusive ? "; " : " (", invalid);
    if (conclusion->inconclusive || invalid)
        tb_text_add(text, ")");
}
