/* report.h - the files that every run writes: summary.csv and run.json. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_run;
struct tb_run_dir;
struct tb_text;

size_t tb_report_size(const struct tb_run *run); /* bytes that summary.csv and run.json will take, about */

/* Writes the run.json of a run that is not complete, which stays where tlsbench is killed.  false: `why`. */
bool tb_report_begin(const struct tb_run *run, struct tb_text *why);
/* The same of what cannot be measured at all: after calibration, before the first round. */
bool tb_report_closed(const struct tb_run *run, struct tb_text *why);

/* Writes summary.csv and run.json, names samples.csv, points latest to the run; `dir` is the run's.  false: `why`. */
bool tb_report_files(const struct tb_run *run, struct tb_run_dir *dir, struct tb_text *why);

int tb_report_exit_code(const struct tb_run *run); /* of what was measured */
