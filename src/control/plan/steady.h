/* steady.h - reference work: cases of the driver steady, which are in every plan and show whether the machine's speed
 * changed. */
#pragma once
#include "control/plan/expand.h"

struct tb_plan;

bool tb_steady_add(struct tb_cases *cases, struct tb_text *why); /* adds those that are missing */

/* Appends "arithmetic 1.00x 1.00x, ping-pong 1.02x 0.99x": for each case, the ratio of every further variant to the
 * first, as in the tables.  A case that a side failed to measure has no ratio; "" if there is nothing to compare.
 * Returns the largest deviation from 1 as a ratio (0.03), INFINITY if a ratio is missing. */
double tb_steady_describe(const struct tb_plan *plan, struct tb_text *text);
