/* counters.h - the one list of what the counters pass counts.  Values are for one side and one operation: a handshake,
 * a write, a request. */
#pragma once
#include "core/case.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_counter_info {
    const char *name; /* name in counters.csv; in a record, prefixed with "client_" or "server_" */
    const char *unit; /* "count" or "B" */
    bool of_threads;  /* counted of several threads, too: what they need while they are at work together */
    const char *doc;  /* one line */
};

extern const struct tb_counter_info tb_counters[];
extern const size_t tb_num_counters;

struct tb_metric_info;

/* The counter as a metric of one side, such as "server_allocations".  Less is better, and `counted` is set. */
const struct tb_metric_info *tb_counter_metric(size_t counter, bool server);

/* The counter behind a metric: "allocations".  NULL: none.  A timed metric of a driver may have the same name. */
const char *tb_counter_of(const struct tb_metric_info *metric);

/* Does the case have a timed metric of that name? */
bool tb_counter_is_metric(size_t counter, bool server, const struct tb_case *c);

/* Is it counted for such cases?  Not if the case has no counters, nor if it already has a timed metric of that name. */
bool tb_counter_applies(size_t counter, bool server, const struct tb_case *c);

#define TB_COUNTER_CALLS "system_calls" /* has one part per kind of system call: */
#define TB_COUNTER_KIND  "system_call_" /* followed by the name of the call */
