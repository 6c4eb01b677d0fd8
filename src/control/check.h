/* check.h - has a build become slower?  Two looks, so that a whole suite rarely cries wolf.
 *
 * The first look measures every case.  Whatever may have changed is a suspect: its median is beyond half the threshold,
 * and its interval leaves that open.  Suspects are measured again, in fresh rounds that had no part in making them.  A
 * change stands when the second look shows it too: its median beyond the threshold, and a one-sided sign test with p <=
 * 0.05 after Holm's adjustment over all suspects.  So a whole check raises a false alarm in at most 5 % of cases
 * however many cases it has, as far as rounds are independent; what the machine adds to that is what `tlsbench
 * calibrate` measures.
 */
#pragma once
#include "control/comparison.h"

struct tb_run;

#define TB_CHECK_SIGNIFICANT 0.05 /* p of a confirmed change, adjusted */

/* The first look of a comparison becomes the check's: marks the suspects, among the rows of a primary metric and of
 * others that gate.  Returns how many. */
size_t tb_check_suspects(struct tb_comparison *first);

/* Carries what the second look says about the suspects over to the first: `second` and `p` of each, and its verdict,
 * which is inconclusive unless the second look agrees, and invalid if the controls were lost.  Both are of the same
 * plan.  false: no memory. */
bool tb_check_confirm(struct tb_comparison *first, const struct tb_comparison *second);

/* There was no second look, or no whole one: of the suspects nothing is known.  false: no memory. */
bool tb_check_abandon(struct tb_comparison *first);

/* One whole check, the visit'th of the run, from 0: both looks, in rounds of their own.  `choice` without its range of
 * rounds.  The comparison is to be freed in any case.  false: the run is over. */
bool tb_check_visit(struct tb_run *run, size_t visit, const struct tb_compare_choice *choice,
                    struct tb_comparison *comparison);

/* What a check is made of: the rows of primary metrics, and of others that gate those that are suspects. */
bool tb_check_counts(const struct tb_comparison_row *row);

/* Of these, those with that verdict. */
size_t tb_check_count(const struct tb_comparison *comparison, enum tb_verdict verdict);
