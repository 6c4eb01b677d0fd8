/* check.h - whether a build has become slower.  It takes two looks, so that a whole suite rarely raises a false alarm.
 *
 * The first look measures every case, and judges it by every metric that gates (gates.h).  A row is a suspect if its
 * median is beyond half the threshold and its interval does not lie within the threshold.  Suspects are measured again
 * in fresh rounds.  A change is confirmed if the second look shows it, too: its median beyond the threshold, and a
 * one-sided sign test with p <= 0.05 after Holm's adjustment over all suspects. So at most 5 % of
 * checks raise a false alarm, whatever their number of cases, if rounds are independent; `tlsbench calibrate` measures
 * how much the machine adds to that.
 *
 * The host's noise floor is not used for this; it only widens what counts as unchanged.  The sign test cannot detect
 * that builds of the same code differ by code layout, in every round alike; a regression below the floor has a note
 * about that.
 */
#pragma once
#include "control/verdict/comparison.h"

struct tb_run;

#define TB_CHECK_SIGNIFICANT 0.05 /* p of a confirmed change, adjusted */

/* The first look of a comparison becomes the check's: marks the suspects, among the rows of a primary metric and of
 * others that gate.  Returns how many. */
size_t tb_check_suspects(struct tb_comparison *first);

/* Carries what the second look says about the suspects over to the first: `second` and `p` of each, and its verdict,
 * which is inconclusive unless the second look agrees or, where the first one left it open, settles that nothing
 * changed, and invalid if the reference work was lost or the second look shows the opposite.  Both are of the same
 * plan.  false: out of memory. */
bool tb_check_confirm(struct tb_comparison *first, const struct tb_comparison *second);

/* Rounds of a second look at that many suspects.  `asked` are for one; of several, whose p is multiplied, it takes more
 * of them to agree, and so many rounds are added that the same share of them confirms a change as of the asked ones, or
 * three in four where that is less. */
size_t tb_check_second_rounds(size_t asked, size_t suspects);
size_t tb_check_fewest_second_rounds(void); /* that can confirm a single suspect */

/* There was no complete second look, so the suspects are inconclusive.  false: out of memory. */
bool tb_check_abandon(struct tb_comparison *first);

/* One whole check, number `index` of the run, from 0: both looks, in rounds of their own.  `choice` without its range
 * of rounds.  The comparison is to be freed in any case.  false: the run is over. */
bool tb_check_looks(struct tb_run *run, size_t index, const struct tb_compare_choice *choice,
                    struct tb_comparison *comparison);
