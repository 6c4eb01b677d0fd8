/* plan.h - what a run measures, and its results so far: cases, the variants of each, and a cell for every case and
 * variant.
 *
 * A cell holds two numbers for each round and metric, which are enough for summaries and verdicts.  Chunks are written
 * to samples.csv and not kept.
 */
#pragma once
#include "control/plan/expand.h"
#include "control/sample/sample.h"
#include "core/case.h"
#include "core/record.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_library;
struct tb_metric_info;

/* The unit of comparison within a case: a library, or for loopback cases the libraries of client and server. */
struct tb_variant {
    const struct tb_library *client, *server; /* the same for local cases */
    const struct tb_library *library;         /* whose figures these are: the client's; with one client for all servers,
                                               * the server's */
    char *name;                               /* "boringssl", "openssl-3.5+boringssl" */
    struct tb_injection injected[2];          /* artificial slowdowns of the client's and the server's library;
                                               * inject.h */
    bool plain;                               /* plain TCP, measured in addition to the libraries; never the base of
                                               * a ratio */
};

/* How fast a sample goes, as seen when the case was tried; 0: not known. */
struct tb_pace {
    double start_ns;   /* of the processes and the case in them, until the first operation or connection; and the end */
    double prepare_ns; /* local: of an operation, what is prepared untimed */
    double settle_ns;  /* local: the check after a chunk */
    double unit_ns;    /* loopback: of a unit of work, of all connections (of a thread) together */
    double opening_ns; /* loopback: of a connection that is opened first, and stays */
    bool slowed;       /* other work on the machine slowed it down, so that a run would measure it again */
};

struct tb_cell {
    const struct tb_variant *variant;
    bool closed;                    /* not measured, or no longer; counts and reasons say why */
    size_t counts[TB_NUM_STATUSES]; /* samples by status */
    char *reasons[TB_NUM_STATUSES]; /* reason of the first sample of each status */
    size_t first[TB_NUM_STATUSES];  /* round of the first sample of each status, from 0 */
    size_t deaths;                  /* failed samples whose worker crashed, or exited without a record */
    size_t stalls;                  /* samples that hit a time limit, whatever the cause */
    size_t dirty;                   /* good samples that left the vector registers dirty: core/vectors.h */
    double *values;                 /* [metric * rounds + round], each sample's median chunk; NaN: none */
    double *compared;               /* [metric * rounds + round], the values that verdicts use: see grid.h */
    double *least;                  /* [metric], minimum over all chunks; NaN: none */
    double operation_ns;            /* time of one operation; 0: unknown so far */
    uint64_t chunk_operations;      /* operations that make a chunk long enough on this variant */
    struct tb_pace pace;
    uint64_t cost_ns; /* of one sample: an estimate at first, then that of the latest */
};

struct tb_planned {
    struct tb_case c;
    char *name;
    bool pair;
    bool steady;  /* uses no TLS library; shows whether the machine's speed changed */
    bool skipped; /* not measured in the coming rounds */
    const struct tb_metric_info *primary;
    const struct tb_words *metrics; /* metrics to show: names or globs, borrowed; NULL: the headlines */
    uint64_t operations;            /* per chunk, the same for all variants; local cases */
    struct tb_cell *cells;          /* one per variant */
    size_t num_cells;
    const struct tb_planned *partner; /* the case that it is compared with, or itself if others are compared with it;
                                       * NULL: variants are compared */
    const struct tb_planned *plain;   /* the case with plain TCP for the same transfer; NULL: none */
};

struct tb_plan {
    struct tb_planned *items;
    size_t num;
    struct tb_variant *variants; /* first those of local cases, then of loopback cases, then plain TCP */
    size_t num_local, num_pair, num_plain;
    uint64_t rounds, seed;
    bool counted; /* counts instructions, measures no times */
};

/* Determines the variants of the cases. */
struct tb_choice {
    struct tb_library *const *libraries;
    size_t num_libraries;
    const struct tb_library *server; /* of all loopback cases; NULL: each library is its own server */
    const struct tb_library *client; /* of all loopback cases; NULL: each library is its own client; not with server */
    bool pairs;                      /* every library as client with every library as server */
    const struct tb_library *plain;  /* the module for plain TCP; NULL: none */
    bool counted;                    /* instructions are counted, so every case needs a counted metric */
};

bool tb_plan_make(struct tb_plan *plan, const struct tb_cases *cases, const struct tb_choice *choice, uint64_t rounds,
                  uint64_t seed, struct tb_text *why);
void tb_plan_free(struct tb_plan *plan);

/* From now on, cases show only these metrics (names or globs; borrowed).  None: the headlines again. */
void tb_plan_show(struct tb_plan *plan, const struct tb_words *metrics);

/* Is the metric shown in tables and comparisons of the case?  Times and counts come from different runs. */
bool tb_planned_shows(const struct tb_planned *planned, const struct tb_metric_info *metric);

/* NULL: not in the plan. */
struct tb_planned *tb_plan_find(const struct tb_plan *plan, const struct tb_case *c);

/* Does it have a case of that name, on a library of that name as the client? */
bool tb_plan_has(const struct tb_plan *plan, const char *case_name, const char *library);

/* Skips all cases in the next rounds, or none. */
void tb_plan_skip(struct tb_plan *plan, bool skip);

struct tb_subject tb_plan_subject(const struct tb_planned *planned, const struct tb_cell *cell);

/* The first case of the plan with the same kind of transfer, next to which plain TCP is measured; NULL: none. */
const struct tb_planned *tb_plan_plain_beside(const struct tb_plan *plan, const struct tb_case *c);

/* The cell of plain TCP for a case; NULL: none. */
const struct tb_cell *tb_plan_plain(const struct tb_planned *planned);
