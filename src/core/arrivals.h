/* arrivals.h - load that does not wait for the server (an open loop): when connections are planned to arrive, and what
 * may be said of their latencies.
 *
 * In a closed loop a slow answer delays the next request, so the slow time is seen once, though everybody who came in
 * it would have waited (coordinated omission; Tene, How NOT to measure latency, 2015; Schroeder et al., Open versus
 * closed, NSDI 2006).  Here each connection has a planned start that depends on nothing but the rate and the seed.  Its
 * latency counts from that start, even if the client got to it later.
 *
 * Times are whole nanoseconds from the start of the plan.  No floating point is involved, so a seed means the same plan
 * on every machine.
 */
#pragma once
#include "core/random.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_text;

enum {
    TB_FEWEST_ARRIVALS = 1000, /* in all windows of a sample together, by plan: p99.9 lies between the two longest of
                                * them; a third fewer say nothing of it */
    TB_WARM_ARRIVALS = 64,     /* finished before the first window, at least */
    TB_LATE_US = 1000,         /* an arrival that starts later than this is late */
    TB_DRAIN_MS = 1000,        /* after the last window: how long its arrivals may still take to finish */
    TB_FEWEST_PLACES = 64,     /* connections in flight for which both ends have room, at least */
    TB_MOST_PLACES = 10000
};

struct tb_arrivals {
    struct tb_random random;
    uint64_t rate; /* a second; 1 to 10^6 */
    bool poisson;  /* exponential distances; false: fixed ones */
    uint64_t at;   /* of the latest arrival, in 2^-32 of the mean distance */
};

/* The planned start of the next arrival; the first is one distance after 0.  Fixed distances do not drift: arrival n is
 * at the whole part of n * 10^9 / rate.  Exact for 2^32 arrivals. */
uint64_t tb_arrivals_next(struct tb_arrivals *arrivals);

/* An exponential variate of mean 1, in 2^-32: from comparisons of uniform ones alone (von Neumann, Various techniques
 * used in connection with random digits, 1951). */
uint64_t tb_random_exponential(struct tb_random *random);

/* Of `rate` arrivals a second, those of one of `threads` threads, which have independent plans: together Poisson
 * processes are one of all their arrivals, while fixed distances are those within a thread.  `thread` counts from 0. */
uint64_t tb_arrivals_share(uint64_t rate, unsigned threads, size_t thread);

/* Connections that both ends have room for: those of one second, within the limits above.  More in flight means that
 * the server is a second behind. */
size_t tb_arrivals_places(uint64_t rate);

/* The length of each of `windows` windows of at least `window_ns`, long enough for TB_FEWEST_ARRIVALS. */
uint64_t tb_arrivals_window_ns(uint64_t rate, uint64_t windows, uint64_t window_ns);

/* The length of the warm-up, at least `least_ns`, in which TB_WARM_ARRIVALS and `more` arrive. */
uint64_t tb_arrivals_warm_up_ns(uint64_t rate, uint64_t more, uint64_t least_ns);

/* The q-quantile of latencies (stats.h: unbiased).  INFINITY is the latency of an arrival that did not finish: it is
 * longer than every other.  Returns false if the quantile depends on one of those (it is not reached), if there are
 * fewer than tb_quantile_needs, or if memory runs out. */
bool tb_latency_quantile(const double *latencies, size_t num, double q, double *value);
/* Of num latencies, how many may be of arrivals that did not finish, so that p99.9 is reached. */
size_t tb_arrivals_most_lost(size_t num);

/* A moment of the client: the time, and the CPU time that it had used by then. */
struct tb_client_moment {
    uint64_t wall_ns, cpu_ns;
};

/* Did other work have the client's core for most of the time by which it comes late, `now`, to an arrival?  After
 * `before` the client may have slept until the planned start.  Of the time after that, what it was not at work is
 * other work's: programs, a quota, or the hypervisor, whose share the kernel does not count as CPU time. */
bool tb_arrivals_held_up(const struct tb_client_moment *before, uint64_t planned_ns,
                         const struct tb_client_moment *now);

/* What was seen of the arrivals of all windows. */
struct tb_arrivals_seen {
    uint64_t rate;
    size_t num, late, held_up;  /* late: started more than TB_LATE_US after the plan; of these, because of other work */
    size_t unfinished, refused; /* refused ones are not among the unfinished */
    size_t resumed, unserved;   /* unserved: were to resume, but the client had no session left */
    size_t finished;            /* in the windows, whenever they had arrived */
    size_t places;      /* connections in flight for which there was room; on kept ones, requests that may wait */
    size_t wanted;      /* as many as tb_arrivals_places asks for: with fewer, refusals say nothing of the server */
    bool kept;          /* the arrivals are requests on connections that last */
    double lateness_us; /* 99th percentile */
    double client_busy; /* share of the time for which the client had work: CPU time by wall time */
    bool shares_cores;  /* the server is on this host, whose cores are fewer than the threads of both: those of the
                         * server are other work to the client's, unless it was given other cores */
};

/* The words with which the reason begins, by which a search for the capacity tells them apart. */
#define TB_OVERLOADED     "the server could not keep up"
#define TB_GENERATOR_LATE "the generator could not keep up"

enum tb_arrivals_verdict {
    TB_ARRIVALS_GOOD,
    TB_ARRIVALS_LATE,      /* over one in a hundred was late, most of them because the client was at work */
    TB_ARRIVALS_DISTURBED, /* over one in a hundred was late, but without other work on the machine, or the server's
                            * threads on the same cores, there would have been fewer */
    TB_ARRIVALS_NO_ROOM,   /* so many were refused for lack of descriptors or ports that p99.9 is not reached */
    TB_ARRIVALS_OVERLOADED /* so many did not finish that p99.9 is not reached; or connections in flight held all
                            * sessions; or the backlog grew by over one in ten, so latencies would depend on the length
                            * of the sample */
};

/* Did the server keep up with what arrived, on time or late?  Then the latencies are known. */
bool tb_arrivals_kept_up(const struct tb_arrivals_seen *seen);

/* Appends the reason to `why`, with what to do. */
enum tb_arrivals_verdict tb_arrivals_judge(const struct tb_arrivals_seen *seen, struct tb_text *why);
