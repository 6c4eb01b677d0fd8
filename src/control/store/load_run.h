/* load_run.h - loads a stored run as a plan, with the same values in its cells as when it was measured. */
#pragma once
#include "control/base/options.h"
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include "control/store/counts.h"

struct json_t;

/* The part of a run to load; all zero: everything that can be compared. */
struct tb_run_filter {
    struct tb_words cases, libraries, metrics; /* of --case, --library, --metric; none: all */
    bool plain; /* the transfers without TLS, too, as they were measured beside the others */
    bool pairs; /* also a run of every client against every server, which has no one figure of a library */
};

/* Its options, rows of a command's table. */
#define TB_FILTER_OPTIONS(filter)                                                                                      \
    {"case", "NAME|GLOB,...", "only these cases: 'handshake/*'", TB_OPTION_WORDS, &(filter)->cases, 0, 0},             \
        {"library", "NAME,...", "only these libraries", TB_OPTION_WORDS, &(filter)->libraries, 0, 0},                  \
    {                                                                                                                  \
        "metric", "NAME|GLOB,...", "only these metrics: 'latency_*'", TB_OPTION_WORDS, &(filter)->metrics, 0, 0        \
    }

struct tb_loaded_run {
    const char *folder;            /* borrowed */
    struct tb_libraries libraries; /* that were measured, in the run's order; without plain TCP */
    struct tb_libraries plain;     /* plain; none, unless it was wanted */
    struct tb_plan plan;
    struct tb_counts counts; /* of --counters; none: it was not given */
    struct json_t *facts;    /* run.json, NULL: there is none */
    uint64_t content;        /* a hash of samples.csv: tells whether two runs are one */
    bool complete;           /* as run.json says */
    bool under_way;          /* tlsbench is measuring it: its rows so far */
    bool killed;             /* tlsbench was, in it: what was finished by then */
};

/* Reads samples.csv, or of a run that has no end the samples.csv.partial up to its last whole sample, and summary.csv,
 * counters.csv and run.json where they are.  To be freed in any case.  false: `why` names the file, the row and what is
 * wrong there.
 */
bool tb_run_load(struct tb_loaded_run *run, const char *folder, struct tb_text *why);

/* The same of a part of it; the filter must outlive the run.  A word of it that matches nothing is an error that names
 * the nearest. */
bool tb_run_load_part(struct tb_loaded_run *run, const char *folder, const struct tb_run_filter *filter,
                      struct tb_text *why);
void tb_run_filter_free(struct tb_run_filter *filter);
/* Appends in which state the run is, where it is not complete: "the run in DIR is still under way; ..." */
void tb_run_state(const struct tb_loaded_run *run, struct tb_text *text);

void tb_run_unload(struct tb_loaded_run *run);
