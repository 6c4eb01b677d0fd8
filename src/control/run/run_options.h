/* run_options.h - the options of every command that measures. */
#pragma once
#include "control/base/options.h"
#include "control/base/words.h"
#include "control/sample/builds.h"
#include <stdbool.h>
#include <stdint.h>

struct tb_text;

/* The options that all of these commands take: X(kind, field, name, argument, least, most, doc).  Members, rows and the
 * code that frees them are made from this list, so a new option needs only a line here, and the code that uses it. */
#define TB_MEASURE_OPTIONS(X)                                                                                          \
    X(WORDS, libraries, "library", "NAME|FILE.so,...", 0, 0,                                                           \
      "libraries to measure, by name or [LABEL=]FILE.so; ratios compare with the first")                               \
    X(WORDS, cases, "case", "NAME|GLOB,...", 0, 0, "measure only these cases, such as 'handshake/*'")                  \
    X(NUMBER, rounds, "rounds", "N", 1, TB_MOST_ROUNDS, "rounds; each measures every library (from the suite)")        \
    X(NUMBER, chunks, "chunks", "N", 1, 1000, "timed chunks of a sample (from the suite)")                             \
    X(NUMBER, chunk_ms, "chunk-ms", "MS", 1, 60000,                                                                    \
      "minimum length of a chunk, local and memory cases (from the suite)")                                            \
    X(NUMBER, sample_operations, "sample-operations", "N", 1, 1000000,                                                 \
      "minimum operations of a sample, local and memory cases, unless slow (from the suite)")                          \
    X(NUMBER, window_ms, "window-ms", "MS", 1, 60000, "length of a chunk of loopback cases (from the suite)")          \
    X(NUMBER, seed, "seed", "N", 1, UINT64_MAX, "use the order and placement of the run with this seed")               \
    X(FLAG, no_plain, "no-plain", NULL, 0, 0, "do not measure plain TCP beside loopback cases")                        \
    X(FLAG, no_steady, "no-steady", NULL, 0, 0,                                                                        \
      "do not measure the reference work, which shows changes of the machine itself")                                  \
    X(WORDS, inject, "inject", "[NAME=]PCT[:SHAPE],...", 0, 0,                                                         \
      "slow a library down (the last one), to test detection: 5, 5:every-32, 5:from-30, 5:tail-1, 5:server")           \
    X(WORDS, cpus, "cpus", "A,B", 0, 0, "CPUs of client and server (two on different cores)")                          \
    X(NUMBER, timeout_s, "timeout", "S", 1, 86400,                                                                     \
      "seconds after which a sample counts as hung (30, or three times its expected length)")                          \
    X(TEXT, results, "results", "DIR", 0, 0, "folder for results (results)")                                           \
    X(TEXT, history, "history", "FILE|none", 0, 0, "database of all runs (RESULTS/history.db)")                        \
    X(TEXT, suites, "suites", "DIR", 0, 0, "folder of suites")                                                         \
    X(TEXT, modules, "modules", "DIR", 0, 0, "look for libraries in this folder, too")                                 \
    X(FLAG, dry_run, "dry-run", NULL, 0, 0,                                                                            \
      "show the plan, its duration, and what is left out and why; measure nothing")                                    \
    X(FLAG, print_commands, "print-commands", NULL, 0, 0, "print each worker's exact command line")                    \
    X(FLAG, quiet, "quiet", NULL, 0, 0, "show no progress; results, warnings and errors only")

#define TB_MEMBER_TEXT                                        char *
#define TB_MEMBER_WORDS                                       struct tb_words
#define TB_MEMBER_NUMBER                                      uint64_t
#define TB_MEMBER_FLAG                                        bool
#define TB_MEMBER(kind, field, name, argument, min, max, doc) TB_MEMBER_##kind field;

struct tb_run_options {
    TB_MEASURE_OPTIONS(TB_MEMBER) /* default: NULL for text, 0 for numbers */
    struct tb_words operands;     /* depends on the command */
    struct tb_words exports;      /* FORMAT or FORMAT=FILE: export.h */
    struct tb_words gates;        /* metrics that decide in a check, in addition to the default ones */
    char *suite;                  /* name or file; NULL: the command's default */
    struct tb_words named;        /* all suites of the run, where there may be several; empty: `suite` */
    struct tb_words show;         /* metrics (names or globs) that the tables have; empty: the headlines */
    char *server, *client;        /* of all loopback cases; NULL: each library itself */
    uint64_t checks_wanted;       /* number of checks for which the plan has room, with both looks; 0: one */
    uint64_t second_rounds;       /* 0: not given */
    bool looks_twice;             /* a check: rows that seem to have changed are measured again */
    char *metric;                 /* "time", "instructions", "cycles", "energy"; NULL: time */
    bool pairs, counters, profile;
    enum tb_twins twins; /* the meaning of a library that is named twice */
};

/* Appends these options to a table, see options.h. */
void tb_measure_options(struct tb_option *table, struct tb_run_options *options);
/* Options that only some of these commands support. */
struct tb_option tb_export_option(struct tb_run_options *options);
struct tb_option tb_profile_option(struct tb_run_options *options);
struct tb_option tb_metric_option(struct tb_run_options *options);
struct tb_option tb_show_option(struct tb_words *show);
/* Do the options that choose the other end of a pair go together? */
bool tb_pair_options(const struct tb_run_options *options, struct tb_text *why);
/* Do the options go together with --metric?  Also sets the options that counting implies. */
bool tb_metric_options(struct tb_run_options *options, struct tb_text *why);
bool tb_counts_instructions(const struct tb_run_options *options);
bool tb_reads_hardware(const struct tb_run_options *options); /* --metric cycles, energy */
void tb_run_options_free(struct tb_run_options *options);
