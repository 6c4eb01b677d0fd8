/* catalog.h - the one list of drivers: their parameters, the allowed values, and the metrics they produce.
 *
 * Suite files, the command line, case names, CSV columns, tables and help are all made from it.  A driver is
 * implemented in bench/drivers/<driver>.c.  To add one, add its name here, its metrics in metric_list.h, a row in
 * catalog.c and that file.
 */
#pragma once
#include "core/case.h"
#include "core/metric_list.h"
#include <stdbool.h>
#include <stddef.h>

/* X(name) for each driver, in the order of lists and tables. */
#define TB_DRIVERS(X)                                                                                                  \
    X(kx) X(signature) X(aead) X(schedule) X(trust) X(startup) X(handshake) X(refusal) X(bulk) X(http) X(held) X(steady)

/* For a pair of processes: what a metric depends on.  A pair is as fast as its busier side. */
enum tb_metric_kind {
    TB_METRIC_OWN,      /* of the work itself */
    TB_METRIC_RATE,     /* as many as the busier side lets through */
    TB_METRIC_LATENCY,  /* with many connections in flight mostly waiting for the busier side: labels say how many */
    TB_METRIC_SIDE_CPU, /* CPU time that one side takes for an operation; what TLS costs is told in it */
    TB_METRIC_SHARE,    /* how busy a side is, which says whose limit a rate is: neither more nor less is better */
    TB_METRIC_CAPACITY, /* that turned round: what one core of a side does in a second */
    TB_METRIC_MEMORY    /* that a process of the pair holds */
};

/* Of how many threads a metric is. */
enum tb_metric_threads {
    TB_METRIC_OF_ONE,    /* of one; a headline unless the case names its threads */
    TB_METRIC_OF_ANY,    /* of any number: of several their sum, or what all of them have in common */
    TB_METRIC_OF_THREADS /* only where the case names its threads: parameter threads */
};

/* Of which kind of load a metric of a pair is: core/arrivals.h. */
enum tb_metric_load {
    TB_METRIC_OF_ANY_LOAD,
    TB_METRIC_OF_CLOSED_LOOP, /* only where a new connection begins when one is finished */
    TB_METRIC_OF_ARRIVALS     /* only where the case has arrivals */
};

struct tb_metric_info {
    enum tb_metric id;
    const char *name; /* "time", "handshakes_per_second": derived from the id */
    const char *unit; /* "ns", "1/s", "GB/s", "us", "ns/B", "B", "ratio"; GB is 10^9 bytes */
    bool more_is_better;
    bool headline;   /* shown in the terminal's table; the first headline metric is the one that ratios are made of */
    const char *doc; /* one line */
    const char *transport; /* the transport it belongs to, NULL: all of the driver's */
    const char *operation; /* the operation it belongs to, NULL: all */
    enum tb_param only;    /* optional parameter without which the case lacks it; 0: it needs none */
    bool counted;          /* instructions, by callgrind: in runs of their own, which time nothing */
    bool hardware;         /* counted by the processor, only on request: --metric cycles, energy */
    enum tb_metric_threads threads;
    enum tb_metric_load load;
    enum tb_metric_kind kind;
    bool gates;             /* by default, check decides on it in addition to the primary metric; independent of
                             * `headline` */
    double threshold_pct;   /* default threshold in percent; 0: the default for the case */
    double least_threshold; /* lower bound of the threshold of a noisy metric: 0.05 is 5 %.  Rules for cases or for
                             * all metrics cannot go below it; a rule that names the metric can.  0: no bound */
};

/* What the counters pass can count of a driver's cases. */
enum tb_countable {
    TB_NOT_COUNTABLE,
    TB_COUNTABLE_SIDES, /* it makes whole, successful connections: what each side of one takes */
    TB_COUNTABLE_CALLS  /* it calls the library without a connection: what is timed, all of it the library's work */
};

struct tb_param_info {
    enum tb_param param;
    const char *const *values; /* all that are allowed, NULL terminated; NULL: a number from 1, empty: from 0 */
    const char *fallback;      /* when a suite does not name it; NULL: it must be named; "": it does not apply, or it is
                                  optional (case.h) */
};

struct tb_driver_info {
    const char *name;  /* "kx", "signature", "aead", "handshake", "bulk" */
    const char *title; /* title of its table */
    const char *doc;
    const struct tb_param_info *params; /* in the order of the case's name */
    size_t num_params;
    const struct tb_metric_info *metrics;
    size_t num_metrics;
    unsigned counted; /* operations in one instruction count; few, because callgrind is 20 to 50 times slower */
    bool steady;      /* reference work that uses no TLS library */
    bool handshakes;  /* an operation is a whole handshake; client and server take turns, in flights */
    bool holds;       /* opens connections and weighs the processes; nothing is timed: harness/pair_hold.c */
    enum tb_countable countable;

    /* Both may be NULL.  applies: does a parameter that the driver takes apply, given the values before it?  check: do
     * the values, each of which is allowed, go together?  If not, `why` has the reason. */
    bool (*applies)(const struct tb_case *c, enum tb_param param);
    bool (*check)(const struct tb_case *c, struct tb_text *why);
};

const struct tb_driver_info *tb_drivers(size_t *num);
size_t tb_driver_place(const struct tb_driver_info *driver); /* index in that table, and in TB_DRIVERS */
const struct tb_driver_info *tb_driver_by_name(const char *name);
const struct tb_metric_info *tb_metric_by_name(const struct tb_driver_info *driver, const char *name);
const struct tb_metric_info *tb_metric_by_id(const struct tb_driver_info *driver, enum tb_metric id);
const struct tb_metric_info *tb_primary_metric(const struct tb_case *c); /* the first headline metric that applies */
const struct tb_metric_info *tb_counted_metric(const struct tb_case *c); /* the first counted headline metric that
                                                                          * applies; NULL: none */
bool tb_metric_applies(const struct tb_metric_info *metric, const struct tb_case *c);
bool tb_metric_is_headline(const struct tb_metric_info *metric, const struct tb_case *c); /* of this case */
const char *tb_metric_name(enum tb_metric metric);                                        /* "" of tb_metric_other */
bool tb_metric_is_of_sample(const struct tb_metric_info *metric); /* has one value for each sample, not one for each
                                                                   * chunk */
bool tb_metric_adds_up(const struct tb_metric_info *metric);      /* that of a pair's threads together is the sum of
                                                                   * theirs, and not a mean */

bool tb_case_is_steady(const struct tb_case *c);    /* uses no TLS library */
bool tb_case_has_sides(const struct tb_case *c);    /* the work of client and server can be told apart */
bool tb_case_is_pair(const struct tb_case *c);      /* transport loopback: a server process and a client process, not
                                                     * one worker */
bool tb_case_has_counters(const struct tb_case *c); /* the counters pass can count it */
