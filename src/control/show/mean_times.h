/* mean_times.h - how far the mean time of an operation is from its typical time, in a sentence for all rows: tables
 * show medians of chunks, which a cost that only few operations pay does not change.  partings.h names the rows in
 * which that is certain.
 */
#pragma once
#include "control/plan/plan.h"
#include <stdio.h>

/* Prints the sentence, or nothing if no row has a mean, or others were asked for.  `other`: of a second run; or NULL.
 */
void tb_mean_times_print(FILE *out, const struct tb_plan *plan, const struct tb_plan *other);
