/* conclusion.h - the result of a check: a word, a sentence and the exit code, which always go together.
 *
 *     PASS        0  nothing that was checked is wrong
 *     FAIL        1  the candidate is to blame: a regression, a case in which it fails, a case that it lacks
 *     NO VERDICT  3  too noisy, the reference work moved, the baseline fails, or nothing could be compared
 *
 * A regression, or a candidate that fails, is a FAIL whatever --fail-on says.
 */
#pragma once
#include "control/verdict/comparison.h"
#include "core/text.h"

/* Conditions, besides regressions, that prevent a PASS. */
struct tb_fail_on {
    bool missing;
    double noisy; /* largest share of inconclusive cases that is accepted, and of cases that a stored baseline lacks;
                   * 1: only all of them are too many */
};

#define TB_NOISY_SHARE 0.5 /* default */

enum tb_outcome { TB_OUTCOME_PASS, TB_OUTCOME_FAIL, TB_OUTCOME_NO_VERDICT };

struct tb_conclusion {
    enum tb_outcome outcome;
    int exit_code;
    struct tb_text sentence; /* "1 confirmed regression: kx/x25519/offer (time)", without the outcome and a full stop */
    /* These are numbers of cases (case_verdict.h), however many of their metrics gate. */
    size_t cases;  /* that the baseline can do */
    size_t judged; /* of these, not invalid */
    size_t regressed, inconclusive;
    size_t failed, missing; /* cases in which the candidate fails; cases that it cannot do although the
                             * baseline can */
    bool fails_missing;     /* --fail-on includes missing cases */
    size_t baseless;        /* that a stored baseline has not measured, or a build cannot run; not in `cases` */
    size_t unjudged;        /* cases with a row that is invalid for another reason */
    double thresholds[2], floors[2]; /* smallest and largest of the inconclusive rows; floors NaN: unknown */
};

/* Why a row is invalid. */
enum tb_fault_of {
    TB_FAULT_OF_NOBODY,    /* it is valid */
    TB_FAULT_OF_CANDIDATE, /* the candidate fails and the baseline does not */
    TB_FAULT_MISSING,      /* the candidate cannot do what the baseline can */
    TB_FAULT_NO_PAIR,      /* the baseline cannot do it, or one side was not asked to */
    TB_FAULT_OTHER         /* the machine, the baseline, both */
};
enum tb_fault_of tb_fault_of(const struct tb_comparison_row *row);

/* Must be freed. */
void tb_conclude(struct tb_conclusion *conclusion, const struct tb_comparison *comparison,
                 const struct tb_fail_on *fail_on);
void tb_conclusion_free(struct tb_conclusion *conclusion);

const char *tb_outcome_name(enum tb_outcome outcome); /* "PASS" */

/* Appends "12 of 45 cases could not be judged (inconclusive; thresholds 3.0%, floors 1.2% to 7.9%)" */
void tb_conclusion_unjudged(const struct tb_conclusion *conclusion, struct tb_text *text);
