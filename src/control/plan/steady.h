/* steady.h - reference work, cases of the driver steady, which are in every plan and show whether the speed of the
 * machine changed. */
#pragma once
#include "control/plan/expand.h"

struct tb_plan;

bool tb_steady_add(struct tb_cases *cases, struct tb_text *why); /* those that are not there yet */

/* "arithmetic 1.00x 1.00x, ping-pong 1.02x 0.99x": each case, with the ratio of every further variant to the first
 * as in the tables, "" when there is nothing to compare; one that a side failed to measure has none.  Returns how far
 * the furthest is from 1, as a ratio: 0.03; INFINITY where one has none. */
double tb_steady_describe(const struct tb_plan *plan, struct tb_text *text);
