/* counters.h - the counters pass of a run: after the timed rounds, in separate processes, each case twice.
 *
 * tlsbench-counters (src/counters) has client and server of a case in one process, so what is counted is one library on
 * both ends.  Two passes show whether a count repeats. */
#pragma once
#include "control/store/counts.h"
#include <stdbool.h>

struct tb_plan;
struct tb_run;
struct tb_term;
struct tb_text;

/* Can --counters be done?  false: `why` of the run says what is missing. */
bool tb_counters_check(struct tb_run *run);

/* Both passes of every case that has counters, on each library that measured it.  false: interrupted, or `why`. */
bool tb_counters_take(struct tb_run *run);

/* "getrandom 2, read 1": the kinds of system calls of the first pass. */
void tb_count_kinds(const struct tb_count *count, const char *side, struct tb_text *text);

bool tb_counters_csv(const struct tb_run *run, struct tb_text *why); /* counters.csv.  false: `why` */

/* false: out of memory. */
bool tb_counters_print(const struct tb_plan *plan, const struct tb_counts *counts, const struct tb_term *term);
