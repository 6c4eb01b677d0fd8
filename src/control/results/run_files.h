/* run_files.h - the files that every run writes: summary.csv and run.json. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_run;
struct tb_run_dir;
struct tb_text;

size_t tb_run_files_size(const struct tb_run *run); /* estimated size of summary.csv and run.json in bytes */

/* Writes run.json with what is known so far.  It is marked as incomplete until the run is, and so it remains if
 * tlsbench is killed. */
bool tb_run_files_facts(const struct tb_run *run, struct tb_text *why);
/* Writes a partial summary of the cells that cannot be measured at all; call after the chunks are sized, before the
 * first round. */
bool tb_run_files_closed(const struct tb_run *run, struct tb_text *why);

/* Writes summary.csv and run.json, renames samples.csv, and points latest to the run.  `dir` is the run's. */
bool tb_run_files_write(const struct tb_run *run, struct tb_run_dir *dir, struct tb_text *why);

int tb_run_exit_code(const struct tb_run *run); /* by the statuses of the rows */
