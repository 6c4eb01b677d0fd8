/* check.h - checks whether a build has become slower, in two looks, so that a whole suite rarely raises a false alarm.
 *
 * The first look measures every case, and judges it by every metric that gates (gates.h).  A row is a suspect if its
 * median is beyond half the threshold and its interval is not within the threshold.  Suspects are measured again in
 * fresh rounds.  A change is confirmed if the second look shows it as well: its whole interval is beyond the threshold,
 * and a one-sided sign test has p <= 0.05 after Holm's adjustment over all suspects.  So at most 5 % of checks of a
 * build that did not change raise a false alarm, whatever their number of cases, if rounds are independent, and a case
 * that changed by no more than its threshold is confirmed in at most 2.5 % of them.  `tlsbench calibrate` measures how
 * much the machine adds to that.
 *
 * The host's noise floor is not used for this; it only widens what counts as unchanged.  The sign test cannot detect
 * that builds of the same code differ by code layout, in the same way in every round; a regression below the floor has
 * a note about that.
 */
#pragma once
#include "control/verdict/comparison.h"

struct tb_run;

#define TB_CHECK_SIGNIFICANT 0.05 /* adjusted p of a confirmed change */

/* Marks the suspects among the rows of a comparison that gate.  Returns their number. */
size_t tb_check_suspects(struct tb_comparison *first);

/* Merges the second look into the first: `second`, `p` and the verdict of each suspect.  The verdict is that of the
 * first look if the second agrees; "same" if the first was open and the second shows that nothing changed; invalid if
 * the reference work was lost or the second look shows the opposite; otherwise inconclusive.  Both looks are of the
 * same plan.  Fails only if memory runs out. */
bool tb_check_confirm(struct tb_comparison *first, const struct tb_comparison *second);

/* The number of rounds of a second look at that many suspects.  `asked` is for one suspect.  With several, p is
 * multiplied, so a larger share of the rounds has to agree.  Rounds are added until the share that confirms a change is
 * as small as with `asked` rounds for one suspect, or three in four if that is larger. */
size_t tb_check_second_rounds(size_t asked, size_t suspects);
size_t tb_check_fewest_second_rounds(void); /* fewest that can confirm a single suspect */

/* Makes all suspects inconclusive, because there was no complete second look.  Fails only if memory runs out. */
bool tb_check_abandon(struct tb_comparison *first);

/* Runs check number `index` (from 0) of the run: both looks, in separate rounds.  `choice` is without a range of
 * rounds.  The comparison must be freed in any case.  Returns false if the run is over. */
bool tb_check_looks(struct tb_run *run, size_t index, const struct tb_compare_choice *choice,
                    struct tb_comparison *comparison);
