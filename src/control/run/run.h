/* run.h - all that a command that measures has in hand, and the phases it goes through:
 *
 *     command_*.c       a struct tb_task: what run, compare, check and calibrate do differently
 *     engine.c          suite, libraries, plan, results: what they have in common
 *     inject.c          variants that are slowed down on purpose
 *     chunk_size.c      operations of a chunk; who cannot do what
 *     schedule.c        rounds of samples
 *     report.c          summary.csv, run.json
 *     closing.c         the tables of a run
 */
#pragma once
#include "control/base/cpu_limit.h"
#include "control/base/options.h"
#include "control/base/places.h"
#include "control/base/signals.h"
#include "control/plan/plan.h"
#include "control/plan/select.h"
#include "control/plan/suite.h"
#include "control/run/counters.h"
#include "control/run/progress.h"
#include "control/sample/builds.h"
#include "control/sample/libraries.h"
#include "control/sample/sample.h"
#include "control/store/run_dir.h"
#include <time.h>

struct tb_run_options {
    struct tb_words operands; /* as the command takes them */
    struct tb_words libraries, cases, cpus;
    struct tb_words exports; /* FORMAT or FORMAT=FILE: export.h */
    struct tb_words inject;  /* "[NAME=]PCT[:SHAPE]": core/injection.h */
    struct tb_words gates;   /* metrics that decide in a check, beside the usual ones */
    char *suite;             /* name or file; NULL: the command's usual one */
    char *server, *results, *suites, *modules;
    char *history;                                                 /* file, "none"; NULL: history.db in the results */
    uint64_t rounds, chunks, chunk_ms, window_ms, timeout_s, seed; /* 0: not given */
    uint64_t sample_operations;                                    /* 0: not given */
    uint64_t visits;        /* the plan has room for that many times both looks of a check; 0: for one */
    uint64_t second_rounds; /* 0: not given */
    bool looks_twice;       /* a check: what seems to have changed is measured again */
    char *metric;           /* "time", "instructions"; NULL: time */
    bool pairs, no_plain, no_steady, counters, dry_run, print_commands;
    enum tb_twins twins; /* what a library that is named twice is */
};

/* What else went on on the machine, seen from the samples. */
struct tb_disturbance {
    size_t samples, stolen, delayed, throttled;
    size_t pairs, replaced; /* visits of a case: all variants of one round; measured again since they were slowed */
    size_t spoilt;          /* measured again since the machine let nothing be measured */
    double worst_steal;
    size_t strangers, visited; /* connections of strangers to servers under test; samples that had some */
    char stranger[160];        /* the first of them: from where, and what it said */
};

struct tb_run;

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
    bool gates;                          /* a check: two looks, and rows that decide */
    /* NULL, or the last chance to refuse what was asked for: before anything is measured.  false: `why` */
    bool (*accept)(struct tb_run *run);
    unsigned spare;                      /* times that the plan has room for the rounds beside */
    bool (*measure)(struct tb_run *run); /* after the chunks are sized: calls tb_schedule.  false: the run is over */
    int (*report)(struct tb_run *run);   /* after the files were written: prints, and returns the exit code */
    void *context;                       /* the command's own */
};

struct tb_run {
    const struct tb_task *task;
    struct tb_run_options options;
    struct tb_places places;
    struct tb_suite suite;
    struct tb_libraries libraries;
    struct tb_selection selection; /* of them, without plain TCP */
    struct tb_plan plan;
    struct tb_words misfits;
    struct tb_cpu_limit limit;
    struct tb_lab lab;
    struct tb_signals signals;
    struct tb_progress progress;
    const char *phase; /* what the rounds are that are being taken, for the progress; NULL: the only ones */
    struct tb_run_dir dir;
    char id[33]; /* random, of this run alone */
    struct tb_disturbance disturbance;
    struct tb_counts counts; /* where they were asked for */
    int cores[2];
    time_t started, ended;
    uint64_t rounds;             /* of a screening: the plan has more when there are second looks */
    uint64_t second_rounds;      /* of a second look at one suspect; 0: there is none */
    uint64_t most_second_rounds; /* at all rows that gate: the plan has room for them */
    size_t num_gates;            /* rows that gate, with two builds */
    struct tb_words gates;       /* named by the suite, then by --gate */
    double rounds_ahead;         /* of further checks, after the one that is being measured */
    uint64_t spent_ns;           /* in samples so far */
    bool complete;
    const char *const *argv; /* the command line, for run.json */
    int argc;
    struct tb_text why; /* the first thing that went wrong with the run itself */
};

/* Appends the options that all of these commands take to a table of options.h. */
void tb_measure_options(struct tb_option *table, struct tb_run_options *options);
/* What not all of them can heed. */
struct tb_option tb_export_option(struct tb_run_options *options);
struct tb_option tb_metric_option(struct tb_run_options *options);
/* Does what was given go together with --metric?  false: `why`.  Chooses what goes with counting. */
bool tb_metric_options(struct tb_run_options *options, struct tb_text *why);
bool tb_counts_instructions(const struct tb_run_options *options);
void tb_run_options_free(struct tb_run_options *options);

/* The whole command; returns its exit code. */
int tb_engine(const struct tb_task *task, int argc, char **argv);

/* Each returns false when the run is over: interrupted, or `why` says what is wrong. */
bool tb_size_chunks(struct tb_run *run);
/* Rounds first to end - 1 of the plan's, of the cases that are not skipped. */
bool tb_schedule(struct tb_run *run, size_t first, size_t end);

/* Of any sample of the run, when nothing goes wrong; its lab is set up. */
uint64_t tb_longest_sample_ms(const struct tb_run *run);
uint64_t tb_guess_ns(const struct tb_run *run); /* how long the rounds take, before and after the chunks are sized */
uint64_t tb_guess_most_ns(const struct tb_run *run); /* when every row that gates is a suspect each time */
int tb_dry_run(struct tb_run *run);

size_t tb_report_size(const struct tb_run *run); /* bytes that summary.csv and run.json will take, about */

/* Writes the run.json of a run that is not complete, which stays where tlsbench is killed.  false: `why`. */
bool tb_report_begin(struct tb_run *run);

/* Writes summary.csv and run.json, names samples.csv, points latest to the run.  false: `why`. */
bool tb_report_files(struct tb_run *run);
void tb_report_tables(const struct tb_run *run);
void tb_report_injected(const struct tb_plan *plan); /* what was slowed down on purpose */
void tb_report_closing(const struct tb_run *run);    /* warnings, and where the files are */
int tb_report_exit_code(const struct tb_run *run);   /* of what was measured */
