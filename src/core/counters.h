/* counters.h - the one list of what the counters pass counts.  Values are those of one side and one operation: a
 * handshake, a write, a request. */
#pragma once
#include "core/case.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_counter_info {
    const char *name; /* in counters.csv; in a record behind "client_" or "server_" */
    const char *unit; /* "count" or "B" */
    const char *doc;  /* one line */
};

extern const struct tb_counter_info tb_counters[];
extern const size_t tb_num_counters;

struct tb_metric_info;

/* The same as a metric of one side, "server_allocations": less is better, and `counted`. */
const struct tb_metric_info *tb_counter_metric(size_t counter, bool server);

/* The counter whose metric has that name: "allocations"; NULL: none has.  A driver may have a metric of the name. */
const char *tb_counter_of(const struct tb_metric_info *metric);

/* Has the case a metric of that name among those that are timed with it? */
bool tb_counter_is_metric(size_t counter, bool server, const struct tb_case *c);

/* Is it counted of such cases?  Not of those that have no counters at all, nor where it is such a metric. */
bool tb_counter_applies(size_t counter, bool server, const struct tb_case *c);

#define TB_COUNTER_CALLS "system_calls" /* has a part for each kind: */
#define TB_COUNTER_KIND  "system_call_" /* and its name */
