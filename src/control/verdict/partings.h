/* partings.h - rows in which the mean tells something else than the typical or the calmest chunk: a cost that falls on
 * few operations moves the mean alone (core/stats.h), and must not hide behind the figures of a table.
 *
 * A row parts when the interval of the mean's ratio and that of the primary metric's have nothing in common and lie
 * apart by more than the mean's threshold; a library that is compared with none, when the interval of its mean over its
 * median lies beyond that threshold.
 */
#pragma once
#include "control/verdict/comparison.h"

/* Prints what parts in a comparison, or nothing. */
void tb_partings_print(const struct tb_comparison *comparison);

/* The same of a run: of its first library by itself, and of the others against it, whose comparison this is; empty
 * where there are no others. */
void tb_partings_of_run(const struct tb_plan *plan, const struct tb_comparison *comparison);
