/* plan.h - what a run measures, and the results so far: cases, the variants of each, and a cell for every case and
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

/* What is compared within a case: a library, or for loopback cases a client's and a server's. */
struct tb_variant {
    const struct tb_library *client, *server; /* the same one for local cases */
    char *name;                               /* "boringssl", "openssl-3.5+boringssl" */
    struct tb_injection injected[2];          /* slowed down on purpose: the client's library, the server's; inject.h */
    bool plain;                               /* plain TCP, beside the libraries: never a base of ratios */
};

struct tb_cell {
    const struct tb_variant *variant;
    bool closed;                    /* not measured, or not any more: counts and reasons say why */
    size_t counts[TB_NUM_STATUSES]; /* samples by their status */
    char *reasons[TB_NUM_STATUSES]; /* of the first sample of each */
    size_t first[TB_NUM_STATUSES];  /* round of the first sample of each, from 0 */
    size_t deaths;                  /* failed samples whose worker crashed, or left without a word */
    size_t stalls;                  /* samples that ran into a time limit, whoever is to blame */
    size_t dirty;                   /* good samples that left the vector registers dirty: core/vectors.h */
    double *values;                 /* [metric * rounds + round], each sample's median chunk; NaN: none */
    double *judged;                 /* the same of what verdicts go by: see grid.h */
    double *least;                  /* [metric], of all chunks, NaN: none */
    double operation_ns;            /* time of one operation; 0: not known yet */
    uint64_t chunk_operations;      /* that make a chunk long enough on this variant */
    uint64_t cost_ns;               /* of one sample: guessed, then as it was last */
};

struct tb_planned {
    struct tb_case c;
    char *name;
    bool pair;
    bool steady;  /* no library has a part in it: it tells whether the machine moved */
    bool skipped; /* in the rounds to come */
    const struct tb_metric_info *primary;
    const struct tb_words *metrics; /* that are shown: names or globs, borrowed; NULL: the headlines */
    uint64_t operations;            /* of a chunk, the same for all variants; local cases */
    struct tb_cell *cells;          /* one a variant */
    size_t num_cells;
    const struct tb_planned *partner; /* that it is compared with, itself if others are with it; NULL: variants are */
    const struct tb_planned *plain;   /* where the plain variant of the same transfer is measured; NULL: nowhere */
};

struct tb_plan {
    struct tb_planned *items;
    size_t num;
    struct tb_variant *variants; /* first those of local cases, then those of loopback cases, then plain TCP */
    size_t num_local, num_pair, num_plain;
    uint64_t rounds, seed;
    bool counted; /* instructions, and no times */
};

/* What the variants are made of. */
struct tb_choice {
    struct tb_library *const *libraries;
    size_t num_libraries;
    const struct tb_library *server; /* of all loopback cases; NULL: each library serves itself */
    bool pairs;                      /* every library as client against every library as server */
    const struct tb_library *plain;  /* plain; NULL: none */
    bool counted;                    /* instructions: every case has to have them */
};

bool tb_plan_make(struct tb_plan *plan, const struct tb_cases *cases, const struct tb_choice *choice, uint64_t rounds,
                  uint64_t seed, struct tb_text *why);
void tb_plan_free(struct tb_plan *plan);

/* From now on these metrics are shown (names or globs; borrowed) and no others, of each case that has one of them. */
void tb_plan_show(struct tb_plan *plan, const struct tb_words *metrics);

/* Does the metric stand in tables and comparisons of the case?  Times and counts are of different runs. */
bool tb_planned_shows(const struct tb_planned *planned, const struct tb_metric_info *metric);

/* NULL: the case is not in the plan. */
struct tb_planned *tb_plan_find(const struct tb_plan *plan, const struct tb_case *c);

/* All cases sit the next rounds out, or none does. */
void tb_plan_skip(struct tb_plan *plan, bool skip);

struct tb_subject tb_plan_subject(const struct tb_planned *planned, const struct tb_cell *cell);

/* Any case of the plan with the same shape of transfer, beside which plain TCP is measured; NULL: there is none. */
const struct tb_planned *tb_plan_plain_beside(const struct tb_plan *plan, const struct tb_case *c);

/* The cell of plain TCP for a case, NULL: there is none. */
const struct tb_cell *tb_plan_plain(const struct tb_planned *planned);
