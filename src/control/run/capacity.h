/* capacity.h - measures the highest rate of arrivals at which each library keeps a promise: core/capacity.h.
 *
 * A first search of each library begins at the rate of the case.  Then every round has a fresh search of each library,
 * with samples of its own, the libraries in turn.  The figure of a library is the median of those searches.
 *
 * A search that finds no rate tells a bound: the promise was broken even at the lowest rate, or kept at the highest
 * that the generator could offer.  To leave such rounds out would favour the slow or the fast ones, so the figure, the
 * ratio and their intervals take them as anything within that bound (tb_median_interval_of_ranges): an end that depends
 * on one is lower or higher for it, or not known.  Rounds that were lost to other work on the machine are left out.
 */
#pragma once
#include "control/run/run.h"
#include "core/capacity.h"
#include "core/catalog.h"
#include "core/ratio.h"
#include "core/stats.h"

enum {
    TB_FIRST_SAMPLES = 8,
    TB_ROUND_SAMPLES = 5
}; /* that a search takes: the first one, from far away; another one */

struct tb_promised {
    const struct tb_metric_info *metric; /* a percentile of the latency */
    double us;                           /* it must be at most this */
    char words[48];                      /* "p99 within 5 ms" */
};

/* One sample at one rate. */
struct tb_tried {
    size_t round; /* from 1; 0: of the first search */
    uint64_t rate;
    enum tb_sample_status status;
    char *reason; /* "" if ok */
    enum tb_promise promise;
    double latency_us, client_busy, server_busy; /* NAN: the sample has none */
};

struct tb_library_capacity {
    const struct tb_cell *cell;
    struct tb_tried *tried;
    size_t num_tried;
    struct tb_range near;          /* what the first search found */
    struct tb_range *found;        /* of each round; NAN: nothing.  A rate, or after TB_CAPACITY_BELOW from 0 to the
                                    * lowest rate, after ABOVE from the highest that was kept to INFINITY */
    size_t searches;               /* that were begun, the first one among them */
    size_t ended;                  /* those of rounds that ended: the figure is their median */
    size_t below, above;           /* of them, those that ended with TB_CAPACITY_BELOW or ABOVE */
    double least_kept;             /* of those above: the lowest of the highest rates kept */
    size_t lost;                   /* rounds whose search was ended by other work on the machine, twice; and the first
                                    * search, if all of them were */
    const struct tb_tried *failed; /* the sample that ended the measurement of this library; NULL: none */
};

struct tb_capacities {
    struct tb_promised promised;
    const struct tb_planned *planned;
    struct tb_library_capacity *items;
    size_t num;
    size_t past; /* searches that are over or were left out, of num for the first ones and for each round */
    /* Called after each search, so that a kill loses one search at most.  false with `why`: it ends the run */
    bool (*keep)(const struct tb_run *run, const struct tb_capacities *capacities, struct tb_text *why);
};

/* Returns false if interrupted, or if memory runs out (run->why). */
bool tb_capacity_measure(struct tb_capacities *capacities, struct tb_run *run);
void tb_capacities_free(struct tb_capacities *capacities);

/* The median over the rounds and its interval, by order.  An end that is not known is 0 or INFINITY.  Returns false if
 * the median has no bounds, or if too few searches ended: tb_capacity_reason says why. */
bool tb_capacity_figure(const struct tb_library_capacity *item, size_t rounds, struct tb_interval *interval);
/* Of `item` and the first library, by rounds that have a search of both; where both ended with ABOVE, the ratio may be
 * anything.  An end that is not known is 0 or INFINITY.  Returns false if one of them has no figure, or if the median
 * has no bounds. */
bool tb_capacity_ratio(const struct tb_capacities *capacities, const struct tb_library_capacity *item, size_t rounds,
                       double confidence, struct tb_ratio *ratio);
/* ok: there is a figure.  void: the searches ended, but too many found no rate.  unmeasured: none ended. */
enum tb_sample_status tb_capacity_status(const struct tb_library_capacity *item, size_t rounds);
/* Why there is no figure, or why an end of its interval is not known; "": neither. */
void tb_capacity_reason(const struct tb_library_capacity *item, size_t rounds, struct tb_text *why);

/* Median share of the time for which the sides were busy in samples that kept the promise at the highest rate of their
 * search.  Returns false if there is none. */
bool tb_capacity_busy(const struct tb_library_capacity *item, size_t rounds, double *client, double *server);
