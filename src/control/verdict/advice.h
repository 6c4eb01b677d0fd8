/* advice.h - what a calibration advises about its false alarms: thresholds with which later checks ignore them.
 *
 * A build that is slower than the same code by its layout alone raises its alarm in every check, and the next build
 * with another layout may, too.  Which of the two layouts the next baseline has is chance, so an improvement that is
 * confirmed is as much of an alarm as a regression: with the sides exchanged it would be one.  No floor raises a
 * threshold (check.h), so a user has to say that such alarms do not matter: with a rule, or with "advised" among the
 * thresholds, which uses the advice that is stored with the floors.
 *
 * The advised threshold is the upper end of the interval of the second look, the largest one of all checks with this
 * alarm, rounded up to a tenth of a percent.  The true difference of these two builds is below it in 97.5 % of cases,
 * and an alarm needs a whole interval above the threshold.  The floor is no part of it: one that a few disturbed rounds
 * made large would hide much more than the alarm.
 *
 * If the alarm is of the case's first metric, the advice is for all metrics of the case that gate, since one cause
 * shows in all of them; a metric with a threshold of its own, such as bytes, only follows its own alarms.
 */
#pragma once
#include "control/verdict/floors.h"

/* In a check of unchanged code: is a difference confirmed, in either direction? */
bool tb_row_is_alarm(const struct tb_comparison_row *row);

struct tb_advice {
    const struct tb_comparison_row *row; /* of the first check: the case, and the metric unless it is `whole` */
    bool whole;                          /* for the case */
    double threshold;                    /* 0.058 is 5.8 %; at most 10 */
    size_t alarms;                       /* number of checks with the alarm */
};

struct tb_advices {
    struct tb_advice *items;
    size_t num;
};

/* The checks have the same rows, which are borrowed.  Must be freed in any case; fails only if memory runs out. */
bool tb_advices_of(struct tb_advices *advices, const struct tb_comparison *checks, size_t num);
void tb_advices_free(struct tb_advices *advices);

/* Does it raise the threshold of this row of the first check? */
bool tb_advice_is_for(const struct tb_advice *advice, const struct tb_comparison_row *row);

/* Adds it to the floors that are stored.  Fails only if memory runs out. */
bool tb_advices_keep(const struct tb_advices *advices, const struct tb_comparison *check, struct tb_floors *floors);

/* Appends what it is for: "CASE", or "CASE:METRIC". */
void tb_advice_name(struct tb_text *text, const struct tb_advice *advice);

/* Appends how many rows of a comparison have an advised threshold, and which; or nothing. */
void tb_advised_describe(const struct tb_comparison *comparison, struct tb_text *text);
/* The number of rows whose threshold was not raised, since that was not asked for. */
size_t tb_advice_ignored(const struct tb_comparison *comparison);
