/* change_points.h - where a series of measurements changed its level.
 *
 * Windows and a t-test, as Hunter has it (M. Fleming et al.: Hunter, Using Change Point Detection to Hunt for
 * Performance Regressions, ICPE 2023; today Apache Otava), on windows of all lengths (S. Kovacs et al.: Seeded binary
 * segmentation, Biometrika 2023), so that what goes up and comes down again is seen: some window holds one edge of it
 * and no other.  The best split of each window whose two sides differ by a t-test is a candidate.  Then candidates
 * whose neighbouring segments do not differ enough are given up, the weakest first, and the others are moved to where
 * they split best.
 *
 * A change stands when p of its two segments, times the number of places where one could be (and once more where it is
 * not the only one: its segments could end elsewhere), is at most TB_CHANGE_LEVEL: one level, for every caller.
 * Positive values are looked at as logarithms, since noise and changes of a cost are shares of it.  A value that stands
 * out alone is no change of level; it is moved to its neighbours' median, unless more than one in ten does: then that
 * is how the series is.
 *
 * The test takes runs as independent.  Where each resembles the one before it finds changes that are none: how many,
 * and what is found, is measured in bench/studies/changes.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum {
    TB_LEAST_SEGMENT = 3,                   /* values on each side of a change, at least */
    TB_LEAST_SERIES = 2 * TB_LEAST_SEGMENT, /* values of a series in which a change can be found at all */
};
#define TB_CHANGE_LEVEL 0.001 /* of a whole series: hundreds are looked at at once */

struct tb_change {
    size_t at;            /* the first value of the new level */
    double before, after; /* medians of what lies between this change and its neighbours */
    double p;             /* as above, at most 1 */
};

/* By place; at most `cap`, the clearest ones.  The same series gives the same changes.  Values are finite.  false: no
 * memory. */
bool tb_change_points(const double *values, size_t num, struct tb_change *changes, size_t cap, size_t *found);
