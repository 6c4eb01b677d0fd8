/* e_divisive.h - what `history changes` went by until November 2026, as it was, to compare with: E-divisive (D.
 * Matteson, N. James, JASA 2014) on the whole series, against 1,999 random orders, at its level of 0.001.
 *
 * A short series has too few orders for that level, and what goes up and comes down again has no split that parts it.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* The places of changes; at most `cap`.  false: out of memory. */
bool e_divisive(const double *values, size_t num, size_t *changes, size_t cap, size_t *found);
