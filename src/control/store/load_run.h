/* load_run.h - loads a stored run as a plan, with the values in its cells as they were measured. */
#pragma once
#include "control/base/options.h"
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include "control/store/counts.h"

struct json_t;

/* The part of a run to load; all zero: everything that can be compared. */
struct tb_run_filter {
    struct tb_words cases, libraries, metrics; /* from --case, --library, --metric; empty: all */
    bool plain; /* includes the plain TCP rows that were measured in addition to the others */
    bool own;   /* shows the metrics of the run's own tables: what the processor counted, if the run asked for that */
    bool pairs; /* accepts a run of every client with every server, in which a library has no single figure */
};

/* The rows of a command's option table for the filter. */
#define TB_FILTER_OPTIONS(filter)                                                                                      \
    {"case", "NAME|GLOB,...", "only these cases: 'handshake/*'", TB_OPTION_WORDS, &(filter)->cases, 0, 0},             \
        {"library", "NAME,...", "only these libraries", TB_OPTION_WORDS, &(filter)->libraries, 0, 0},                  \
    {                                                                                                                  \
        "metric", "NAME|GLOB,...", "only these metrics: 'latency_*'", TB_OPTION_WORDS, &(filter)->metrics, 0, 0        \
    }

struct tb_loaded_run {
    const char *folder;            /* borrowed */
    struct tb_libraries libraries; /* measured libraries in the run's order, without plain TCP */
    struct tb_libraries plain;     /* plain TCP; empty unless requested */
    struct tb_plan plan;
    struct tb_counts counts; /* from --counters; empty without */
    struct json_t *facts;    /* run.json; NULL: there is none */
    uint64_t content;        /* a hash of samples.csv, to detect that two runs are the same */
    bool complete;           /* according to run.json */
    bool under_way;          /* tlsbench is still measuring it; has the rows so far */
    bool killed;             /* tlsbench was killed during it; has the rows finished by then */
};

/* Reads samples.csv, or for an unfinished run samples.csv.partial up to its last whole sample; and summary.csv,
 * counters.csv and run.json if they exist.  Must be freed even after a failure, for which `why` names the file, the row
 * and the error.
 */
bool tb_run_load(struct tb_loaded_run *run, const char *folder, struct tb_text *why);

/* The same for a part of it; the filter must outlive the run.  A word of the filter that matches nothing is an error
 * that names the nearest. */
bool tb_run_load_part(struct tb_loaded_run *run, const char *folder, const struct tb_run_filter *filter,
                      struct tb_text *why);
void tb_run_filter_free(struct tb_run_filter *filter);

void tb_run_unload(struct tb_loaded_run *run);

/* Reads run.json alone: a new reference; NULL if there is none, which is reported by the code that needs it.  false: it
 * cannot be read. */
bool tb_run_facts_load(struct json_t **facts, const char *folder, struct tb_text *why);
