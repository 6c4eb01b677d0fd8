/* load_run.h - a run that was kept on disk, as a plan again: cells hold what they held when it was measured. */
#pragma once
#include "control/libraries.h"
#include "control/plan.h"

struct json_t;

struct tb_loaded_run {
    const char *folder;            /* borrowed */
    struct tb_libraries libraries; /* that were measured, in the run's order; without the floor */
    struct tb_plan plan;
    struct json_t *facts; /* run.json, NULL: there is none */
    uint64_t content;     /* a hash of samples.csv: tells whether two runs are one */
    bool complete;        /* as run.json says */
    bool under_way;       /* tlsbench is measuring it: its rows so far */
    bool killed;          /* tlsbench was, in it: what was finished by then */
};

/* Reads samples.csv, or of a run that has no end the samples.csv.partial up to its last whole sample, and summary.csv
 * and run.json where they are.  To be freed in any case.  false: `why` names the file, the row and what is wrong there.
 */
bool tb_run_load(struct tb_loaded_run *run, const char *folder, struct tb_text *why);
void tb_run_unload(struct tb_loaded_run *run);
