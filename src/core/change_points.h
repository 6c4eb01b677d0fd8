/* change_points.h - where a series of measurements changed.
 *
 * E-divisive (D. Matteson, N. James: A nonparametric approach for multiple change point analysis of multivariate data,
 * JASA 2014): the split with the largest energy distance (G. Szekely, M. Rizzo: alpha = 1) between what is before and
 * behind it is a change if hardly any order of the same values has a larger one; then each side is looked at in the
 * same way.  It needs no distribution; a single outlier is no change.  Random orders come from a seed: the same series
 * gives the same changes.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TB_LEAST_SEGMENT = 3 }; /* values on each side of a change, at least */

struct tb_change {
    size_t at;            /* the first value of the new level */
    double before, after; /* medians of what lies between this change and its neighbours */
    double p;             /* of so large a distance without any change */
};

/* Changes with p <= level (at least 0.001), by place; at most `cap`.  false: no memory. */
bool tb_change_points(const double *values, size_t num, double level, uint64_t seed, struct tb_change *changes,
                      size_t cap, size_t *found);
