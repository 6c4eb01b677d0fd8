/* capacity_found.h - what a search for capacities found, as capacity.csv in the folder of its run has it. */
#pragma once
#include "core/ratio.h"
#include "core/stats.h"
#include <stdbool.h>
#include <stddef.h>

struct json_t;
struct tb_text;

struct tb_capacity_found {
    char *library;
    char *reason;                    /* why it has no figure, or why an end of its interval is not known; "": neither */
    bool found, compared;            /* it has a figure; and a ratio to that of the first library */
    struct tb_interval interval;     /* arrivals a second; not known: low 0, high INFINITY */
    size_t searches;                 /* of which the figure is the median */
    struct tb_ratio ratio;           /* of costs; an end that is not known is 0 or INFINITY */
    double client_busy, server_busy; /* NAN: not known */
};

struct tb_capacities_found {
    char *case_name; /* with the rate at which the search began */
    char *promise;   /* "p99 within 5ms" */
    unsigned threads;
    size_t rounds;
    struct tb_capacity_found *items;
    size_t num;
    bool under_way;       /* tlsbench still searches */
    bool one_client;      /* --client: all servers have the same */
    struct json_t *facts; /* run.json; NULL: there is none, or the search has just ended */
};

/* Must be freed in any case.  false: `why` names the file, the row and the error. */
bool tb_capacities_load(struct tb_capacities_found *found, const char *folder, struct tb_text *why);
void tb_capacities_found_free(struct tb_capacities_found *found);

/* A further library, all zero; NULL: out of memory. */
struct tb_capacity_found *tb_capacities_add(struct tb_capacities_found *found);
