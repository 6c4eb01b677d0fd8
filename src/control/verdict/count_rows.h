/* count_rows.h - rows of a check for counters that gate: the values of both builds in the counters pass
 * (run/counters.h).
 *
 * Counts do not depend on a clock, so there is no second look: the passes of each side must agree as far as the verdict
 * depends on them.  A row is worse if every combination of passes is beyond the threshold, and inconclusive if that
 * depends on the pass.  The threshold is 0.5 %, or that of a rule that names the counter; rules for cases are for
 * times.
 */
#pragma once
#include "control/verdict/comparison.h"

struct tb_counts;
struct tb_run;
struct tb_words;

/* Are there counters among the metrics that gate, or among those that the words name? */
bool tb_counts_named(const struct tb_run *run, const struct tb_words *gates);
bool tb_counts_gate(const struct tb_run *run);

/* Appends a row for each case, side and gating counter to the comparison of the run's plan.  Fails only if memory runs
 * out. */
bool tb_compare_counts(struct tb_comparison *comparison, const struct tb_run *run,
                       const struct tb_compare_choice *choice);

/* Was the row's counter counted on the baseline, while the candidate failed?  `counts`: of a stored run. */
bool tb_count_is_candidates(const struct tb_comparison_row *row, const struct tb_counts *counts);
