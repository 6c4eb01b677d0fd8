/* catalog.h - the one list of drivers: their parameters, the values these may take, and the metrics that come out.
 *
 * Suite files, the command line, case names, CSV columns, tables and help are all made from it.  What a driver does
 * stands in bench/drivers/<driver>.c.  A new driver is a name here, its metrics in metric_list.h, a row in
 * catalog.c and a file there.
 */
#pragma once
#include "core/case.h"
#include "core/metric_list.h"
#include <stdbool.h>
#include <stddef.h>

/* X(name) for each driver, in the order of lists and tables: catalog.c has its row, bench/drivers what it does. */
#define TB_DRIVERS(X) X(kx) X(signature) X(aead) X(schedule) X(trust) X(handshake) X(refusal) X(bulk) X(http) X(steady)

/* What a metric of a pair of processes is of: the pair is as fast as its busier side. */
enum tb_metric_kind {
    TB_METRIC_OWN,      /* of the work itself */
    TB_METRIC_RATE,     /* as many as the busier side lets through */
    TB_METRIC_LATENCY,  /* with many connections in flight mostly waiting for the busier side: labels say how many */
    TB_METRIC_SIDE_CPU, /* CPU time that one side takes for an operation; what TLS costs is told in it */
    TB_METRIC_SHARE,    /* how busy a side is, which says whose limit a rate is: neither more nor less is better */
    TB_METRIC_CAPACITY  /* that turned round: what one core of a side does in a second */
};

/* Of how many threads a metric is. */
enum tb_metric_threads {
    TB_METRIC_OF_ONE,    /* of one; a headline unless the case names its threads */
    TB_METRIC_OF_ANY,    /* of any number: of several their sum, or what all of them have in common */
    TB_METRIC_OF_THREADS /* only where the case names its threads: parameter threads */
};

struct tb_metric_info {
    enum tb_metric id;
    const char *name; /* of the id: "time", "handshakes_per_second" */
    const char *unit; /* "ns", "1/s", "GB/s", "us", "ns/B", "B", "ratio"; GB is 10^9 bytes */
    bool more_is_better;
    bool headline;   /* shown in the terminal's table; the first headline metric is the one that ratios are made of */
    const char *doc; /* one line */
    const char *transport; /* the transport it belongs to, NULL: all of the driver's */
    const char *operation; /* the operation it belongs to, NULL: all */
    bool counted;          /* instructions, by callgrind: in runs of their own, which time nothing */
    enum tb_metric_threads threads;
    enum tb_metric_kind kind;
    bool gates;             /* decides in check unless told otherwise, beside the primary metric; a headline or not */
    double threshold_pct;   /* what a difference is compared with when nobody says; 0: what is usual for the case */
    double least_threshold; /* of a noisy metric, 0.05 is 5 %: what holds for cases or for all holds for it where it is
                             * larger, and a rule of its own name always; 0: as any other */
};

struct tb_param_info {
    enum tb_param param;
    const char *const *values; /* all that are allowed, NULL terminated; NULL: a number from 1, empty: from 0 */
    const char *fallback;      /* when a suite does not name it; NULL: it must be named; "": it does not apply, or it is
                                  optional (case.h) */
};

struct tb_driver_info {
    const char *name;  /* "kx", "signature", "aead", "handshake", "bulk" */
    const char *title; /* of its table */
    const char *doc;
    const struct tb_param_info *params; /* in the order of the case's name */
    size_t num_params;
    const struct tb_metric_info *metrics;
    size_t num_metrics;
    unsigned counted; /* operations of one count of instructions: callgrind takes 20 to 50 times as long */
    bool steady;      /* reference work, in which no library has a part */
    bool handshakes;  /* an operation is a whole handshake: client and server take turns, in flights */
    bool connections; /* whole connections that go well: what they take is counted */

    /* Both may be NULL.  Does a parameter that the driver takes apply, by the values before it?  Do the values, each of
     * which is allowed, go together?  false: `why`. */
    bool (*applies)(const struct tb_case *c, enum tb_param param);
    bool (*check)(const struct tb_case *c, struct tb_text *why);
};

const struct tb_driver_info *tb_drivers(size_t *num);
size_t tb_driver_place(const struct tb_driver_info *driver); /* in that table, and in TB_DRIVERS */
const struct tb_driver_info *tb_driver_by_name(const char *name);
const struct tb_metric_info *tb_metric_by_name(const struct tb_driver_info *driver, const char *name);
const struct tb_metric_info *tb_metric_by_id(const struct tb_driver_info *driver, enum tb_metric id);
const struct tb_metric_info *tb_primary_metric(const struct tb_case *c); /* the first headline metric that applies */
const struct tb_metric_info *tb_counted_metric(const struct tb_case *c); /* the same of those counted; NULL: none is */
bool tb_metric_applies(const struct tb_metric_info *metric, const struct tb_case *c);
bool tb_metric_is_headline(const struct tb_metric_info *metric, const struct tb_case *c); /* of this case */
const char *tb_metric_name(enum tb_metric metric);                                        /* "" of tb_metric_other */

bool tb_case_is_steady(const struct tb_case *c); /* no library has a part in it */
bool tb_case_has_sides(const struct tb_case *c); /* client and server work in turn, and each can be told apart */
bool tb_case_is_pair(const struct tb_case *c);   /* a server and a client process, not one worker: transport loopback */
bool tb_case_has_counters(const struct tb_case *c); /* whole connections that go well: what they take is counted */
