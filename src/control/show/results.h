/* results.h - the results of a run, for people. */
#pragma once
#include "control/base/term.h"
#include "control/plan/plan.h"

/* Prints on stdout: tables, how to read them, the reference work, and finally the main result, a sentence for each
 * driver and transport that compares each library with the first.  Fails only if memory runs out. */
bool tb_results_print(const struct tb_plan *plan, const struct tb_term *term);
