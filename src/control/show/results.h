/* results.h - the results of a run, for people. */
#pragma once
#include "control/base/term.h"
#include "control/plan/plan.h"
#include <stdio.h>

struct tb_comparison;

/* On stdout: tables, how to read them, what the reference work says, and last the answer.  false: out of memory. */
bool tb_results_print(const struct tb_plan *plan, const struct tb_term *term);

/* ---- Its parts, for who has other tables ---- */

/* The others with the first library, as the tables have it; empty where there is nothing to compare.  To be freed in
 * any case.  false: out of memory. */
bool tb_results_compare(struct tb_comparison *comparison, const struct tb_plan *plan);
/* How each library stands to the first one, a sentence for each driver and transport, below the heading; nothing where
 * there is no answer.  Groups of the comparison that have none are dropped.  false: out of memory. */
bool tb_results_answer(FILE *out, const char *heading, const struct tb_plan *plan, struct tb_comparison *comparison);
/* Where the mean disagrees, and what the reference work says. */
void tb_results_doubts(FILE *out, const struct tb_plan *plan, const struct tb_comparison *comparison);
void tb_results_legend(FILE *out, const struct tb_plan *plan); /* how to read figures and ratios */
