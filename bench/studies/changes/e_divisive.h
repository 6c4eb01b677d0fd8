/* e_divisive.h - the algorithm of `history changes` until November 2026, for comparison: E-divisive (D. Matteson, N.
 * James, JASA 2014) on the whole series, against 1,999 random permutations, at its level of 0.001.
 *
 * A short series has too few permutations for that level, and a level that goes up and down again has no single split.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Writes the places of changes; at most `cap`.  Fails only if memory runs out. */
bool e_divisive(const double *values, size_t num, size_t *changes, size_t cap, size_t *found);
