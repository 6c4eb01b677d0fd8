/* check.h - has a build become slower?  Two looks, so that a whole suite rarely cries wolf.
 *
 * The first look measures every case, and judges it by every metric that gates (gates.h).  Whatever may have changed is
 * a suspect: its median is beyond half the threshold, and its interval does not lie within the threshold.  Suspects are
 * measured again, in fresh rounds that had no part in making them.  A change stands when the second look shows it too:
 * its median beyond the threshold, and a one-sided sign test with p <= 0.05 after Holm's adjustment over all suspects.
 * So a whole check raises a false alarm in at most 5 % of cases however many cases it has, as far as rounds are
 * independent; what the machine adds to that is what `tlsbench calibrate` measures.
 *
 * The host's noise floor has no part in this: it only widens what counts as unchanged.  What the sign test cannot know
 * is that builds of the same code differ by where the linker put it, in every round alike; a regression that is smaller
 * than the floor says so.
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
 * plan.  false: no memory. */
bool tb_check_confirm(struct tb_comparison *first, const struct tb_comparison *second);

/* Rounds of a second look at that many suspects.  `asked` are for one; of several, whose p is multiplied, it takes more
 * of them to agree, and so many rounds are added that the same share of them confirms a change as of the asked ones, or
 * three in four where that is less. */
size_t tb_check_second_rounds(size_t asked, size_t suspects);
size_t tb_check_fewest_second_rounds(void); /* that can confirm a single suspect */

/* There was no second look, or no whole one: of the suspects nothing is known.  false: no memory. */
bool tb_check_abandon(struct tb_comparison *first);

/* One whole check, the visit'th of the run, from 0: both looks, in rounds of their own.  `choice` without its range of
 * rounds.  The comparison is to be freed in any case.  false: the run is over. */
bool tb_check_visit(struct tb_run *run, size_t visit, const struct tb_compare_choice *choice,
                    struct tb_comparison *comparison);
