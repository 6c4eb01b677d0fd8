/* run_lacks.h - in which state a run is that is not complete, and which results of the passes after the rounds are
 * missing from it: counters, profiles, an anatomy's instructions. */
#pragma once

struct json_t;
struct tb_counts;
struct tb_loaded_run;
struct tb_plan;
struct tb_text;

#define TB_NOT_REACHED "not reached" /* in anatomy.csv: why a handshake has no instructions yet */

/* What is missing, in words that follow "without": "the counters of 3 of 8 cells (a case on a library)".  Appends
 * nothing for a complete run, nor if no such pass was asked for, as far as `facts` (run.json) say.  `folder` is the
 * run's. */
void tb_run_lacks(struct tb_text *text, const struct tb_plan *plan, const struct tb_counts *counts,
                  const struct json_t *facts, const char *folder);

/* Appends in which state a stored run is, where it is not complete, and what it lacks: "the run in DIR is still under
 * way; ..." */
void tb_run_state(const struct tb_loaded_run *run, struct tb_text *text);
