/* engine.h - the common part of all commands that measure: suite, libraries, plan, rounds, files.
 *
 *     command_*.c              a struct tb_task: what differs between run, compare, check and calibrate
 *     command/engine.c         the common part: suite, libraries, plan, results
 *     plan/inject.c            variants that are slowed down on purpose
 *     run/chunk_size.c         operations per chunk; which library cannot do which case
 *     run/schedule.c           rounds of samples
 *     results/run_files.c      summary.csv, run.json
 *     show/closing.c           the tables of a run
 */
#pragma once
#include "control/run/run.h"

/* The part of a command that differs from others. */
struct tb_task {
    const char *suite;  /* default suite */
    const char *folder; /* what the name of the run's folder ends with; NULL: the name of the suite */
    enum tb_options_result (*options)(struct tb_run_options *options, const struct tb_arguments *arguments,
                                      void *context, struct tb_text *why);
    /* May be NULL.  Adds cases to the chosen ones.  Fails if the command cannot use them */
    bool (*cases)(struct tb_cases *cases, struct tb_text *why);
    /* May be NULL.  Decides by the chosen libraries and cases: drops or adds cases, sets run->rounds.  On failure
     * run->why has the reason */
    bool (*choose)(struct tb_run *run, struct tb_cases *cases);
    void (*planned)(struct tb_run *run); /* may be NULL: called once there is a plan */
    bool compares;                       /* compares variants with each other, so they must be comparable */
    bool own_file;                       /* writes a file of its own: no samples.csv, no summary.csv, no history, and
                                          * results/latest stays as it is */
    bool checks;                         /* has two looks, and rows that decide */
    /* May be NULL.  The last chance to refuse a request, before anything is measured */
    bool (*accept)(struct tb_run *run);
    unsigned spare;                      /* how many more times the rounds may be measured; the plan has room for
                                          * them */
    bool (*measure)(struct tb_run *run); /* called after the chunks are sized; calls tb_schedule.  false: the run is
                                          * over */
    int (*report)(struct tb_run *run);   /* called after the files were written: prints, and returns the exit code */
    void *context;                       /* owned by the command */
};

/* Runs the whole command; returns its exit code. */
int tb_engine(const struct tb_task *task, const struct tb_arguments *arguments);
