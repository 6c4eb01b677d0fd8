/* history.h - the history of all measurements: an SQLite file next to the folders of the runs.
 *
 * All writes are transactions that begin with the write lock (BEGIN IMMEDIATE) and end with a sync, using SQLite's
 * rollback journal: two writers wait for each other, and a kill leaves the file as it was before.
 *
 *   host         machines, identified by their fingerprint: CPU, cores, kernel, hypervisor, compiler
 *   run          measurements: name, time, suite, seed, a unique id, version of tlsbench, and run.json
 *   library      in each run: what the code of each library reported about itself
 *   series       one quantity over all runs, in which only time passes: a case's metric and its unit, on a client's and
 *                a server's library (name and product), sampled in one way.  Changes of other properties are marks:
 *                version and build of the libraries, tlsbench itself, the suite
 *   sample       one number per round, run and series: the median of a sample's chunks, as in summary.csv
 *   point        the value of a series in a run: the median of its samples and their interval, from `sample`
 *   fault        samples without a value, by run and case: status, how many, the reason of the first
 *   calibration, floor   results of tlsbench calibrate: floors.h
 *
 * Samples that were slowed down on purpose (--inject), or measured again because other work took the CPU (column
 * `replaced`), are not kept: they do not measure the library.
 */
#pragma once
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sqlite3;
struct sqlite3_stmt;
struct json_t;
struct tb_counts;
struct tb_plan;
struct tb_run;
struct tb_run_options;
struct tb_text;

enum tb_history_mode {
    TB_HISTORY_READ, /* the file must exist */
    TB_HISTORY_WRITE /* created if it does not exist */
};

struct tb_history {
    struct sqlite3 *db;
    struct sqlite3_stmt *sampler; /* used by tb_history_sample; NULL before its first call */
    char path[PATH_MAX];
};

/* Opens and checks the file.  On failure `why` says whether it is missing, damaged, another program's or a newer
 * tlsbench's, and what to do; the file is unchanged.  Must be closed even after a failure. */
bool tb_history_open(struct tb_history *history, const char *path, enum tb_history_mode mode, struct tb_text *why);
void tb_history_close(struct tb_history *history);

/* The path for --history: FILE, or history.db in the folder of the results if `option` is NULL.  Returns false for
 * "none", or if the name is too long. */
bool tb_history_path(char path[PATH_MAX], const char *option, const char *results);

/* ---- SQL ---- */

/* A transaction: tb_history_end commits, or rolls back if `good` is false. */
bool tb_history_begin(struct tb_history *history, struct tb_text *why);
bool tb_history_end(struct tb_history *history, bool good, struct tb_text *why);

/* Prepares a statement with its parameters, in order: s text (NULL is NULL), i int64_t, d double (NaN is NULL).  NULL:
 * failure, see `why`.  The caller steps and finalizes it. */
struct sqlite3_stmt *tb_history_query(struct tb_history *history, struct tb_text *why, const char *sql,
                                      const char *types, ...);
/* 1: a row; 0: the end; -1: failure, see `why`. */
int tb_history_step(struct tb_history *history, struct sqlite3_stmt *statement, struct tb_text *why);
/* A column of a row; "" for NULL.  Valid until the next step. */
const char *tb_history_text(struct sqlite3_stmt *row, int column);
/* Runs a statement without a result. */
bool tb_history_do(struct tb_history *history, struct tb_text *why, const char *sql, const char *types, ...);
/* The first column of the first row; -1: no row, or failure (see `why`). */
int64_t tb_history_number(struct tb_history *history, struct tb_text *why, const char *sql, const char *types, ...);

/* ---- Writing runs: history_add.c.  Within a transaction. ---- */

struct tb_history_run {
    const char *name, *started, *suite, *seed;
    const char *uid;      /* unique id; "": from an older tlsbench, whose runs are identified by the other fields */
    const char *tlsbench; /* the version that measured it */
    const char *facts;    /* the text of run.json, or "" */
    bool complete;
};
struct tb_history_series {
    const char *case_name, *driver, *metric, *unit, *better, *client, *server;
    const char *client_product, *server_product, *sampling; /* history_facts.h */
};
struct tb_history_library {
    const char *name, *product, *version, *date, *date_of, *build;
};

/* Return the row's id; -1: failure, see `why`. */
int64_t tb_history_host(struct tb_history *history, const char *fingerprint, struct tb_text *why);
int64_t tb_history_series(struct tb_history *history, const struct tb_history_series *series, struct tb_text *why);
/* 0: the run is already there, with its samples. */
int64_t tb_history_new_run(struct tb_history *history, int64_t host, const struct tb_history_run *run,
                           struct tb_text *why);
bool tb_history_library(struct tb_history *history, int64_t run, const struct tb_history_library *library,
                        struct tb_text *why);
bool tb_history_sample(struct tb_history *history, int64_t run, int64_t series, int64_t round, double value,
                       struct tb_text *why);

/* Call after a run's samples: computes its points, and the number of its samples. */
bool tb_history_settle(struct tb_history *history, int64_t run, struct tb_text *why);

/* Adds a whole run, in its own transaction.  *known: it was already there.  `counts`: of the counters pass, or NULL.
 * `facts`: its run.json. */
bool tb_history_add(struct tb_history *history, const struct tb_plan *plan, const struct tb_counts *counts,
                    const struct json_t *facts, bool *known, struct tb_text *why);

/* Is the run of this run.json in the history?  false with `why`: the history cannot be read. */
bool tb_history_has(struct tb_history *history, const struct json_t *facts, struct tb_text *why);

/* Call after the files of a run were written.  Failures are only reported on standard error, since the run's files
 * exist. */
void tb_history_keep(const struct tb_run *run);
