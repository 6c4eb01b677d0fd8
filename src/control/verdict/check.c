#include "control/verdict/check.h"
#include "control/verdict/comparison_make.h"
#include "core/catalog.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The second look alone controls the error, and does not use the first one's rounds, so suspects may be selected
 * generously. */
static const double suspicious = 0.5;   /* as a share of the threshold */
static const double usual_share = 0.75; /* share of the fresh rounds that agrees if a change is real */

static bool seems_changed(const struct tb_comparison_row *row)
{
    if (row->verdict == TB_VERDICT_INVALID || !(row->ratio.coverage >= row->ratio.confidence))
        return false;
    return fabs(log(row->ratio.ratio)) >= suspicious * log(1 + row->threshold) &&
           tb_ratio_verdict(&row->ratio, row->threshold) != TB_VERDICT_SAME;
}

size_t tb_check_suspects(struct tb_comparison *first)
{
    size_t num = 0;
    for (size_t i = 0; i < first->num_rows; i++) {
        struct tb_comparison_row *row = &first->rows[i];
        /* counting again would give the same */
        row->suspect = row->gates && !row->metric->counted && seems_changed(row);
        row->p = NAN;
        num += row->suspect;
    }
    return num;
}

static const struct tb_comparison_row *same_row(const struct tb_comparison *of, const struct tb_comparison_row *row)
{
    for (size_t i = 0; i < of->num_rows; i++)
        if (of->rows[i].planned == row->planned && of->rows[i].metric == row->metric && of->rows[i].other == row->other)
            return &of->rows[i];
    return NULL;
}

static enum tb_verdict suspicion(const struct tb_comparison_row *row)
{
    return row->ratio.ratio > 1 ? TB_VERDICT_WORSE : TB_VERDICT_BETTER;
}

/* The probability by chance of that many rounds or more in the suspected direction. */
static double chance(const struct tb_comparison_row *row)
{
    size_t worse = row->second.worse, better = row->second.better;
    return tb_sign_test(suspicion(row) == TB_VERDICT_WORSE ? worse : better, worse + better);
}

/* With its whole interval: a median alone would pass the threshold in every other check of a build that is slower by
 * just that much, as builds of the same code are by their layout. */
static bool agrees(const struct tb_comparison_row *row)
{
    double above = 1 + row->threshold;
    bool beyond = suspicion(row) == TB_VERDICT_WORSE ? row->second.low >= above : row->second.high <= 1 / above;
    return row->p <= TB_CHECK_SIGNIFICANT && beyond;
}

static bool give_reason(struct tb_comparison_row *row, enum tb_verdict verdict, const char *reason)
{
    row->verdict = verdict;
    free(row->reason);
    row->reason = strdup(reason);
    return row->reason != NULL;
}

/* Do the fresh rounds show that nothing changed?  Not if the two looks contradict each other. */
static bool settles(const struct tb_comparison_row *row)
{
    double unchanged = fmax(row->threshold, row->floor); /* fmax ignores NaN */
    return row->verdict != TB_VERDICT_WORSE && row->verdict != TB_VERDICT_BETTER &&
           tb_ratio_verdict_within(&row->second, row->threshold, unchanged) == TB_VERDICT_SAME;
}

/* The cells count the samples of both looks, so the note from the second look is the current one. */
static bool take_note(struct tb_comparison_row *row, const struct tb_comparison_row *again)
{
    char *note = again && again->note ? strdup(again->note) : NULL;
    if (!note)
        return !again || !again->note;
    free(row->note);
    row->note = note;
    return true;
}

/* Do the fresh rounds show the opposite of the suspicion with the same certainty?  Then neither look can be trusted:
 * something changed in between, or the result depends on what else was measured. */
static bool contradicts(const struct tb_comparison_row *row)
{
    enum tb_verdict again = tb_ratio_verdict(&row->second, row->threshold);
    return (again == TB_VERDICT_WORSE || again == TB_VERDICT_BETTER) && again != suspicion(row);
}

static bool tell_contradiction(struct tb_comparison_row *row)
{
    char *reason = NULL;
    if (asprintf(&reason,
                 "the first rounds show %+.1f%% and the fresh rounds %+.1f%%, which contradict each other: run it "
                 "again",
                 100 * (row->ratio.ratio - 1), 100 * (row->second.ratio - 1)) < 0)
        return false;
    bool good = give_reason(row, TB_VERDICT_INVALID, reason);
    free(reason);
    return good;
}

static bool withhold(struct tb_comparison_row *row, const char *what, const char *why)
{
    char *reason = NULL;
    if (asprintf(&reason, "the second look %s: %s; run it again", what,
                 why ? why : "no round has a value on both sides") < 0)
        return false;
    bool good = give_reason(row, TB_VERDICT_INVALID, reason);
    free(reason);
    return good;
}

/* `again`: the row in the second look; NULL: there is none. */
static bool judge(struct tb_comparison_row *row, const struct tb_comparison_row *again,
                  const struct tb_comparison *second)
{
    if (second->contamination == TB_STEADY_LOST)
        return withhold(row, "cannot be used", second->unsteady);
    if (row->second.rounds == 0)
        return withhold(row, "has no round that can be used", again ? again->reason : NULL);
    if (contradicts(row))
        return tell_contradiction(row);
    if (agrees(row))
        row->verdict = suspicion(row);
    else
        row->verdict = settles(row) ? TB_VERDICT_SAME : TB_VERDICT_INCONCLUSIVE;
    if (row->verdict != TB_VERDICT_INCONCLUSIVE)
        row->rounds_needed = 0; /* the first look's */
    return take_note(row, again) && tb_row_note_noise(row, &row->second);
}

bool tb_check_confirm(struct tb_comparison *first, const struct tb_comparison *second)
{
    double *p = malloc((first->num_rows + 1) * sizeof *p);
    for (size_t i = 0; i < first->num_rows && p; i++) {
        struct tb_comparison_row *row = &first->rows[i];
        const struct tb_comparison_row *again = row->suspect ? same_row(second, row) : NULL;
        row->second = again ? again->ratio : (struct tb_ratio){0};
        p[i] = again && again->ratio.rounds > 0 ? chance(row) : row->suspect ? 1 : NAN;
    }
    bool good = p && tb_holm(p, first->num_rows);
    for (size_t i = 0; i < first->num_rows && good; i++) {
        first->rows[i].p = p[i];
        if (first->rows[i].suspect)
            good = judge(&first->rows[i], same_row(second, &first->rows[i]), second);
    }
    free(p);
    return good;
}

size_t tb_check_fewest_second_rounds(void)
{
    size_t rounds = 1;
    while (tb_sign_needed(rounds, TB_CHECK_SIGNIFICANT) > rounds)
        rounds++;
    return rounds;
}

/* The share of fresh rounds that must agree to confirm each of `suspects`; above 1: even all are not enough. */
static double share_needed(size_t rounds, size_t suspects)
{
    return (double)tb_sign_needed(rounds, TB_CHECK_SIGNIFICANT / (double)suspects) / (double)rounds;
}

size_t tb_check_second_rounds(size_t asked, size_t suspects)
{
    if (asked < tb_check_fewest_second_rounds() || suspects < 2)
        return asked;
    double share = fmax(share_needed(asked, 1), usual_share);
    size_t rounds = asked;
    while (share_needed(rounds, suspects) > share)
        rounds++;
    return rounds;
}

bool tb_check_abandon(struct tb_comparison *first)
{
    bool good = true;
    for (size_t i = 0; i < first->num_rows; i++)
        if (first->rows[i].suspect)
            good = give_reason(&first->rows[i], TB_VERDICT_INCONCLUSIVE,
                               "the second look was interrupted; run it again") &&
                   good;
    return good;
}
