#include "control/check.h"
#include "core/catalog.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The error is the second look's to keep, which nothing of the first one has a part in: nominating is cheap. */
static const double suspicious = 0.5; /* of the threshold */

static bool seems_changed(const struct tb_comparison_row *row)
{
    if (row->verdict == TB_VERDICT_SAME || row->verdict == TB_VERDICT_INVALID)
        return false;
    return row->ratio.coverage >= row->ratio.confidence &&
           fabs(log(row->ratio.ratio)) >= suspicious * log(1 + row->threshold);
}

size_t tb_check_suspects(struct tb_comparison *first)
{
    size_t num = 0;
    for (size_t i = 0; i < first->num_rows; i++) {
        struct tb_comparison_row *row = &first->rows[i];
        /* a count would be the same again */
        row->suspect = (row->primary || row->metric->gates) && !row->metric->counted && seems_changed(row);
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

/* By chance alone, that many rounds or more in the direction that is suspected. */
static double chance(const struct tb_comparison_row *row)
{
    size_t worse = row->second.worse, better = row->second.better;
    return tb_sign_test(suspicion(row) == TB_VERDICT_WORSE ? worse : better, worse + better);
}

static bool agrees(const struct tb_comparison_row *row)
{
    double delta = log(1 + row->threshold), d = log(row->second.ratio);
    return row->p <= TB_CHECK_SIGNIFICANT && (suspicion(row) == TB_VERDICT_WORSE ? d >= delta : d <= -delta);
}

static bool give_reason(struct tb_comparison_row *row, enum tb_verdict verdict, const char *reason)
{
    row->verdict = verdict;
    free(row->reason);
    row->reason = strdup(reason);
    return row->reason != NULL;
}

static bool judge(struct tb_comparison_row *row, const struct tb_comparison *second)
{
    if (second->contamination == TB_CONTROLS_LOST)
        return give_reason(row, TB_VERDICT_INVALID, "a control case moved by over 5 % during the second look");
    if (row->second.rounds == 0)
        return give_reason(row, TB_VERDICT_INVALID, "the second look has no good round");
    row->verdict = agrees(row) ? suspicion(row) : TB_VERDICT_INCONCLUSIVE;
    return true;
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
            good = judge(&first->rows[i], second);
    }
    free(p);
    return good;
}

bool tb_check_abandon(struct tb_comparison *first)
{
    bool good = true;
    for (size_t i = 0; i < first->num_rows; i++)
        if (first->rows[i].suspect)
            good = give_reason(&first->rows[i], TB_VERDICT_INCONCLUSIVE, "the second look was cut short") && good;
    return good;
}

bool tb_check_counts(const struct tb_comparison_row *row)
{
    return row->primary || row->suspect;
}

size_t tb_check_count(const struct tb_comparison *comparison, enum tb_verdict verdict)
{
    size_t num = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        num += tb_check_counts(&comparison->rows[i]) && comparison->rows[i].verdict == verdict;
    return num;
}
