/* count_rows.h - rows of a check for counters that gate: the values of both builds in the counters pass
 * (run/counters.h).
 *
 * Counts know no clock, so that there is no second look: the passes of each side must agree as far as the verdict goes.
 * A row is worse if every combination of passes is beyond the threshold; if that depends on the pass, the row is
 * inconclusive. The threshold is 0.5 %, or that of a rule which names the counter; rules of cases are of times.
 */
#pragma once
#include "control/verdict/comparison.h"

struct tb_run;

/* Are there counters among what gates? */
bool tb_counts_gate(const struct tb_run *run);

/* Appends a row for each case and side that has a counter which gates, to the comparison of the run's plan.  false: no
 * memory. */
bool tb_compare_counts(struct tb_comparison *comparison, const struct tb_run *run,
                       const struct tb_compare_choice *choice);
