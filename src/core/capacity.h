/* capacity.h - the search for the highest rate of arrivals that keeps a promise, such as "p99 within 5 ms".
 *
 * Whether a sample keeps the promise depends on chance, more and more rarely at higher rates.  The capacity is the rate
 * at which half of the samples keep it.  One search brackets that rate and halves the bracket, on a logarithmic scale,
 * until it is narrow; each answer is that of one sample, and one wrong answer leads a search astray.  So the figure is
 * the median of several searches, each with samples of its own and from a start of its own, with the interval for a
 * median (stats.h); the first search, which begins far away, only tells the others where to begin.
 */
#pragma once
#include "core/random.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TB_LEAST_RATE = 50, /* a sample at this rate takes 20 s: arrivals.h */
    TB_MOST_RATE = 1000000
};

enum tb_promise {
    TB_PROMISE_KEPT,
    TB_PROMISE_BROKEN,
    TB_PROMISE_UNKNOWN /* the generator could not keep up, so the server was not asked */
};

struct tb_capacity_search {
    uint64_t rate;       /* to try next */
    uint64_t kept;       /* highest rate that kept the promise; 0: none */
    uint64_t broken;     /* lowest rate that broke it; 0: none */
    uint64_t unknown;    /* lowest rate that the generator could not offer; 0: none */
    uint64_t again;      /* that rate when it was asked for a second time; 0: none was */
    double step, narrow; /* factors: from one rate to the next until there is a bracket; width at which it ends */
};

/* step > narrow > 1 */
void tb_capacity_begin(struct tb_capacity_search *search, uint64_t start, double step, double narrow);

/* Takes the answer at search->rate.  Returns false when the search is over; otherwise search->rate is the next one.
 * Before a rate that the generator could not offer ends a search, it is asked for again: something may have disturbed
 * the generator for a moment. */
bool tb_capacity_hear(struct tb_capacity_search *search, enum tb_promise promise);

enum tb_capacity_end {
    TB_CAPACITY_FOUND,
    TB_CAPACITY_BELOW, /* even at TB_LEAST_RATE the promise is broken */
    TB_CAPACITY_ABOVE  /* kept at the highest rate that the generator could offer: search->kept, 0: at none */
};
/* After a search: *rate is the geometric mean of the bracket.  A generator that was late, even when asked again,
 * between a rate that kept the promise and one that broke it, at most a step apart, was disturbed: it did offer the
 * higher one.
 */
enum tb_capacity_end tb_capacity_found(const struct tb_capacity_search *search, double *rate);

/* The start of a fresh search near `rate`: up to a step away, evenly on the logarithmic scale, so that searches do not
 * share the rates that they try. */
uint64_t tb_capacity_start(struct tb_random *random, double rate, double step);
