/* change_points.h - where a series of measurements changed its level.
 *
 * Windows and a t-test, as Hunter has it (M. Fleming et al.: Hunter, Using Change Point Detection to Hunt for
 * Performance Regressions, ICPE 2023; today Apache Otava), on windows of all lengths (S. Kovacs et al.: Seeded binary
 * segmentation, Biometrika 2023), so that a change that is reverted later is found: some window has one edge of it and
 * no other.  The best split of each window is a candidate if its two sides differ by a t-test.  Then candidates whose
 * neighbouring segments do not differ enough are removed, the weakest first, and the others are moved to their best
 * place.
 *
 * A change is reported if p of its two segments, times the number of places where one could be (twice if it is not the
 * only one, because its segments could end elsewhere), is at most TB_CHANGE_LEVEL: one level, for every caller.
 * Positive values are looked at as logarithms, since noise and changes of a cost are shares of it.  A single outlier is
 * not a change of level; it is moved to its neighbours' median, unless more than one value in ten is an outlier.
 *
 * The test assumes independent runs.  If runs are correlated, it reports false changes; bench/studies/changes measures
 * how many, and how many real changes it finds.
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
