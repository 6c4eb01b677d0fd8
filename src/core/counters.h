/* counters.h - the one list of what the counters pass counts.  Values are those of one side and one operation: a
 * handshake, a write, a request. */
#pragma once
#include <stddef.h>

struct tb_counter_info {
    const char *name; /* in counters.csv; in a record behind "client_" or "server_" */
    const char *unit; /* "count" or "B" */
    const char *doc;  /* one line */
};

extern const struct tb_counter_info tb_counters[];
extern const size_t tb_num_counters;

#define TB_COUNTER_CALLS "system_calls" /* has a part for each kind: */
#define TB_COUNTER_KIND  "system_call_" /* and its name */
