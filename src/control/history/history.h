/* history.h - what was measured, over time: an SQLite file beside the runs' folders.
 *
 * Everything is written in transactions that begin with the write lock (BEGIN IMMEDIATE) and end with a sync, with
 * SQLite's rollback journal: two writers wait for each other, and a kill leaves the file as it was before.
 *
 *   host         machines, told apart by their fingerprint: CPU, cores, kernel, hypervisor, compiler
 *   run          measurements: name, time, suite, seed, an id of its own, what measured, and run.json
 *   library      what the code of each library said of itself in a run
 *   series       one thing over all runs, as long as nothing else than time passes: a case's metric and its unit, on a
 *                client's and a server's library by their names and by what they are, sampled in one way.  What may
 *                change in it is a mark: version and build of the libraries, tlsbench itself, the suite
 *   sample       one number a round, run and series: the median of a sample's chunks, as in summary.csv
 *   point        what a series has of a run: the median of its samples and their interval, from `sample`
 *   fault        samples that gave no number, by run and series' case: status, how many, the first one's reason
 *   calibration, floor   what tlsbench calibrate found out: floors.h
 *
 * What was slowed down on purpose (--inject) and what was measured again because the machine was taken away (the
 * column `replaced`) is not kept here: it is no measurement of the library.
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
    TB_HISTORY_READ, /* the file must be there */
    TB_HISTORY_WRITE /* made when it is not */
};

struct tb_history {
    struct sqlite3 *db;
    struct sqlite3_stmt *sampler; /* of tb_history_sample, once it was called */
    char path[PATH_MAX];
};

/* Opens and checks it.  false: `why` says that it is missing, damaged, another program's or a newer tlsbench's, and
 * what to do; the file is as it was.  To be closed in any case. */
bool tb_history_open(struct tb_history *history, const char *path, enum tb_history_mode mode, struct tb_text *why);
void tb_history_close(struct tb_history *history);

/* --history FILE, "none", or NULL: history.db in the folder of the results.  false: none, or the name is too long. */
bool tb_history_path(char path[PATH_MAX], const char *option, const char *results);

/* ---- SQL ---- */

/* All or nothing: end with `good` false takes everything back.  false: `why`. */
bool tb_history_begin(struct tb_history *history, struct tb_text *why);
bool tb_history_end(struct tb_history *history, bool good, struct tb_text *why);

/* A statement with its parameters, in order: s text (NULL is NULL), i int64_t, d double (NaN is NULL).  NULL: `why`.
 * The caller steps and finalizes it. */
struct sqlite3_stmt *tb_history_query(struct tb_history *history, struct tb_text *why, const char *sql,
                                      const char *types, ...);
/* 1: a row, 0: the end, -1: `why`. */
int tb_history_step(struct tb_history *history, struct sqlite3_stmt *statement, struct tb_text *why);
/* A statement without a result. */
bool tb_history_do(struct tb_history *history, struct tb_text *why, const char *sql, const char *types, ...);
/* The first column of the first row; -1: no row, or `why`. */
int64_t tb_history_number(struct tb_history *history, struct tb_text *why, const char *sql, const char *types, ...);

/* ---- Writing runs: history_add.c.  Within a transaction. ---- */

struct tb_history_run {
    const char *name, *started, *suite, *seed;
    const char *uid;      /* no other run has it; "": of an older tlsbench, whose runs are told apart by the others */
    const char *tlsbench; /* what measured */
    const char *facts;    /* run.json, or "" */
    bool complete;
};
struct tb_history_series {
    const char *case_name, *driver, *metric, *unit, *better, *client, *server;
    const char *client_product, *server_product, *sampling; /* history_facts.h */
};
struct tb_history_library {
    const char *name, *product, *version, *date, *date_of, *build;
};

/* -1: `why`. */
int64_t tb_history_host(struct tb_history *history, const char *fingerprint, struct tb_text *why);
int64_t tb_history_series(struct tb_history *history, const struct tb_history_series *series, struct tb_text *why);
/* 0: it is there already, as are its samples. */
int64_t tb_history_new_run(struct tb_history *history, int64_t host, const struct tb_history_run *run,
                           struct tb_text *why);
bool tb_history_library(struct tb_history *history, int64_t run, const struct tb_history_library *library,
                        struct tb_text *why);
bool tb_history_sample(struct tb_history *history, int64_t run, int64_t series, int64_t round, double value,
                       struct tb_text *why);

/* After a run's samples: its points, and how many samples there are. */
bool tb_history_settle(struct tb_history *history, int64_t run, struct tb_text *why);

/* A whole run, in a transaction of its own; *known: it was there already.  `counts`: of the counters pass, or NULL;
 * `facts`: its run.json. */
bool tb_history_add(struct tb_history *history, const struct tb_plan *plan, const struct tb_counts *counts,
                    const struct json_t *facts, bool *known, struct tb_text *why);

/* After the files of a run were written.  What goes wrong is told on standard error; the run's files are there. */
void tb_history_keep(const struct tb_run *run);
