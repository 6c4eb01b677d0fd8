/* engine.h - what the commands that measure have in common: suite, libraries, plan, rounds, files.
 *
 *     command_*.c              a struct tb_task: what run, compare, check and calibrate do differently
 *     command/engine.c         suite, libraries, plan, results: what they have in common
 *     plan/inject.c            variants that are slowed down on purpose
 *     run/chunk_size.c         operations of a chunk; who cannot do what
 *     run/schedule.c           rounds of samples
 *     results/report.c         summary.csv, run.json
 *     show/closing.c           the tables of a run
 */
#pragma once
#include "control/run/run.h"

/* What a command does in its own way. */
struct tb_task {
    const char *suite; /* when none is named */
    enum tb_options_result (*options)(struct tb_run_options *options, int argc, char **argv, void *context,
                                      struct tb_text *why);
    /* NULL, or adds what the command measures beside the chosen cases.  false: they are not for this command, `why` */
    bool (*cases)(struct tb_cases *cases, struct tb_text *why);
    /* NULL, or decides by the libraries and cases that are chosen: drops or adds cases, sets run->rounds.  false: they
     * cannot be measured so, `run->why` */
    bool (*choose)(struct tb_run *run, struct tb_cases *cases);
    void (*planned)(struct tb_run *run); /* NULL, or: there is a plan now */
    bool compares;                       /* variants with each other: they have to be comparable */
    bool checks;                         /* two looks, and rows that decide */
    /* NULL, or the last chance to refuse what was asked for: before anything is measured.  false: `why` */
    bool (*accept)(struct tb_run *run);
    unsigned spare;                      /* times that the plan has room for the rounds beside */
    bool (*measure)(struct tb_run *run); /* after the chunks are sized: calls tb_schedule.  false: the run is over */
    int (*report)(struct tb_run *run);   /* after the files were written: prints, and returns the exit code */
    void *context;                       /* the command's own */
};

/* The whole command; returns its exit code. */
int tb_engine(const struct tb_task *task, int argc, char **argv);
