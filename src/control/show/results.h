/* results.h - the results of a run, for people. */
#pragma once
#include "control/base/term.h"
#include "control/plan/plan.h"

/* On stdout: tables, how to read them, what the reference work says, and last the answer: how each library stands to
 * the first one, a sentence for each driver and transport.  false: out of memory. */
bool tb_results_print(const struct tb_plan *plan, const struct tb_term *term);
