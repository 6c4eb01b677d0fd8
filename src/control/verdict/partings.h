/* partings.h - rows in which the mean disagrees with the typical or the fastest chunk.  A cost that only few operations
 * pay changes only the mean, and must not stay hidden behind the figures of a table.
 *
 * A row is listed if the intervals of the mean's ratio and of the primary metric's ratio do not overlap, and they
 * differ by more than the mean's threshold.  A library that is compared with nothing is listed if the interval of its
 * mean over its median is beyond that threshold.
 */
#pragma once
#include "control/verdict/comparison.h"
#include <stdio.h>

/* Prints such rows of a comparison, or nothing. */
void tb_partings_print(FILE *out, const struct tb_comparison *comparison);

/* The same of a run: of its first library by itself, and of the others against it, whose comparison this is; empty
 * where there are no others. */
void tb_partings_of_run(FILE *out, const struct tb_plan *plan, const struct tb_comparison *comparison);
