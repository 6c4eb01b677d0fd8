/* counters.h - the counters pass of a run: after the timed rounds, in separate processes, twice per case.
 *
 * tlsbench-counters (src/counters) has client and server of a connection in one process, so both ends use the same
 * library.
 * Two passes show whether a count is reproducible. */
#pragma once
#include "control/store/counts.h"
#include <stdbool.h>

struct tb_plan;
struct tb_run;
struct tb_term;
struct tb_text;

/* Can --counters be done?  If not, run->why says what is missing. */
bool tb_counters_check(struct tb_run *run);

/* Runs both passes of every case that has counters, on each library that measured it.  `keep` writes what there is so
 * far, after each: tb_counters_csv.  Returns false if interrupted, or on failure (see run->why). */
bool tb_counters_take(struct tb_run *run, bool (*keep)(const struct tb_run *run, struct tb_text *why));

/* Appends the kinds of system calls in the first pass: "getrandom 2, read 1". */
void tb_count_kinds(const struct tb_count *count, enum tb_counter_side side, struct tb_text *text);

bool tb_counters_csv(const struct tb_run *run, struct tb_text *why); /* writes counters.csv */

/* Fails only if memory runs out. */
bool tb_counters_print(const struct tb_plan *plan, const struct tb_counts *counts, const struct tb_term *term);
