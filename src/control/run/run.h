/* run.h - one run in progress: the request, the plan, and the progress.
 *
 * The engine fills it (command/engine.h), and the code that measures changes it: run/, anatomy/, and the looks of a
 * check.  verdict/, results/, history/ and show/ only read it, and get what they write as separate arguments:
 * tests/lint/sources.sh checks this.
 */
#pragma once
#include "control/base/cpu_limit.h"
#include "control/base/places.h"
#include "control/base/signals.h"
#include "control/plan/plan.h"
#include "control/plan/select.h"
#include "control/plan/suite.h"
#include "control/run/counters.h"
#include "control/run/profile.h"
#include "control/run/progress.h"
#include "control/run/run_options.h"
#include "control/run/schedule.h"
#include "control/sample/libraries.h"
#include "control/sample/sample.h"
#include "control/store/run_dir.h"
#include <time.h>

struct tb_task;

struct tb_run {
    const struct tb_task *task; /* of the engine */
    const char *suite_name;     /* or file, as requested */
    bool checks;                /* two looks, and rows that decide: rows that gate are planned */
    struct tb_run_options options;
    struct tb_places places;
    struct tb_suite suite;
    struct tb_libraries libraries;
    struct tb_selection selection; /* from `libraries`, without plain TCP */
    struct tb_plan plan;
    struct tb_words misfits;
    struct tb_cpu_limit limit;
    struct tb_lab lab;
    struct tb_signals signals;
    struct tb_progress progress;
    const char *phase; /* the current rounds, for the progress; NULL: there is only one phase */
    struct tb_run_dir dir;
    char id[33]; /* random and unique */
    struct tb_disturbance disturbance;
    struct tb_counts counts;     /* if requested */
    struct tb_profiles profiles; /* the same */
    int cores[2];
    time_t started, ended;
    uint64_t rounds;             /* of a screening; the plan has more if there are second looks */
    uint64_t second_rounds;      /* of a second look at one suspect; 0: there is none */
    uint64_t most_second_rounds; /* of a second look at all rows that gate; the plan has room for them */
    size_t num_gates;            /* rows that gate, with two builds */
    struct tb_words gates;       /* from the suite, then --gate */
    double rounds_ahead;         /* of further checks, after the current one */
    const char *passes;          /* what follows the rounds, in words to the user; NULL: nothing */
    double samples_each;         /* of a round, of each cell: what a search takes; 0: one */
    uint64_t spent_ns;           /* in samples so far */
    bool complete;
    const char *const *argv; /* the command line, for run.json */
    int argc;
    struct tb_text why; /* the first failure of the run itself */
};
