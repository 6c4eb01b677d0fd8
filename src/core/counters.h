/* counters.h - the one list of what the counters pass counts.  Values are for one operation (a handshake, a write, a
 * request, a call), and for a connection of one side. */
#pragma once
#include "core/case.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_text;

/* Whose count it is: that of a side of a connection, or of a local case, which has no connection and so no sides. */
enum tb_counter_side { TB_SIDE_CLIENT, TB_SIDE_SERVER, TB_SIDE_LOCAL, TB_NUM_SIDES };

const char *tb_counter_side_name(enum tb_counter_side side); /* in counters.csv: "client", "server", "local" */

struct tb_counter_info {
    const char *name; /* name in counters.csv; in a record, after the side's prefix */
    const char *unit; /* "count" or "B" */
    bool of_threads;  /* counted of several threads, too: what they need while they are at work together */
    bool of_local;    /* counted of local cases, too: what an operation needs without a connection */
    const char *doc;  /* one line */
};

extern const struct tb_counter_info tb_counters[];
extern const size_t tb_num_counters;

struct tb_metric_info;

/* "client_", "server_"; "" of local cases. */
const char *tb_counter_prefix(enum tb_counter_side side);

/* The counter as a metric, with that prefix: "server_allocations", "allocations".  Less is better, and `counted` is
 * set. */
const struct tb_metric_info *tb_counter_metric(size_t counter, enum tb_counter_side side);

/* The counter behind a metric: "allocations".  NULL: none.  A timed metric of a driver may have the same name. */
const char *tb_counter_of(const struct tb_metric_info *metric);

/* Does the case have a timed metric of that name? */
bool tb_counter_is_metric(size_t counter, enum tb_counter_side side, const struct tb_case *c);

/* Does the case have counters of this side; and can this one be among them?  Then the last one says why such cases lack
 * it all the same; NULL: they do not. */
bool tb_counter_has_side(const struct tb_case *c, enum tb_counter_side side);
bool tb_counter_belongs(size_t counter, enum tb_counter_side side, const struct tb_case *c);
const char *tb_counter_lacks(size_t counter, const struct tb_case *c);

/* Is it counted for such cases?  Not if the case has no counters, nor if it already has a timed metric of that name. */
bool tb_counter_applies(size_t counter, enum tb_counter_side side, const struct tb_case *c);

/* Appends "kx, signature, ... or http", the drivers whose cases have counters. */
void tb_counter_drivers(struct tb_text *text);

#define TB_COUNTER_CALLS "system_calls" /* has one part per kind of system call: */
#define TB_COUNTER_KIND  "system_call_" /* followed by the name of the call */
