/* run_options.h - the options of every command that measures. */
#pragma once
#include "control/base/options.h"
#include "control/base/words.h"
#include "control/sample/builds.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_text;

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
    uint64_t checks_wanted; /* the plan has room for that many times both looks of a check; 0: for one */
    uint64_t second_rounds; /* 0: not given */
    bool looks_twice;       /* a check: what seems to have changed is measured again */
    char *metric;           /* "time", "instructions"; NULL: time */
    bool pairs, no_plain, no_steady, counters, dry_run, print_commands;
    enum tb_twins twins; /* what a library that is named twice is */
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
