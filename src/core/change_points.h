/* change_points.h - finds the points at which a series of measurements changed its level.
 *
 * The algorithm tests windows with a t-test, as Hunter does (M. Fleming et al.: Hunter, Using Change Point Detection to
 * Hunt for Performance Regressions, ICPE 2023; today Apache Otava).  It uses windows of all lengths (S. Kovacs et al.:
 * Seeded binary segmentation, Biometrika 2023), so it also finds a change that is reverted later: some window contains
 * only one edge of it.  The best split of each window is a candidate if a t-test tells its two sides apart.  Then it
 * removes candidates whose neighbouring segments do not differ enough, the weakest first, and moves the others to their
 * best place.
 *
 * A change is reported if the p-value of its two segments, times the number of possible places (times two if it is not
 * the only change, because its segments could end elsewhere), is at most TB_CHANGE_LEVEL.  The level is the same for
 * all callers.  Positive values are compared as logarithms, since noise and changes of a cost are proportional to it.
 * A single outlier is not a change of level: it is replaced by the median of its neighbours, unless more than one value
 * in ten is an outlier.
 *
 * The test assumes independent runs.  If runs are correlated, it reports false changes; bench/studies/changes measures
 * how many, and how many real changes it finds.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum {
    TB_LEAST_SEGMENT = 3,                   /* minimum number of values on each side of a change */
    TB_LEAST_SERIES = 2 * TB_LEAST_SEGMENT, /* minimum length of a series in which a change can be found */
};
#define TB_CHANGE_LEVEL 0.001 /* for a whole series; low, because hundreds of series are tested at once */

struct tb_change {
    size_t at;            /* index of the first value of the new level */
    double before, after; /* medians of the segments on either side */
    double p;             /* corrected as described above, at most 1 */
};

/* Changes are ordered by index; at most `cap`, the clearest ones.  The result is deterministic.  Values must be
 * finite.  Fails only if memory runs out. */
bool tb_change_points(const double *values, size_t num, struct tb_change *changes, size_t cap, size_t *found);
