/* pair_costs.h - what each side of a pair spent on its work, and how busy that kept it: the same metrics for all
 * drivers.
 */
#pragma once
#include "harness/pair.h"

/* Of one window: client_cpu and server_cpu, client_capacity and server_capacity, client_busy and server_busy.
 * Operations are what each side counted itself in its own window, above 0.  `in_a_second` turns operations by the
 * nanosecond into the unit of the capacities: 1e9, or 1 of bytes for GB/s.  Over loopback the kernel delivers what is
 * sent in the sender's time: some of what receiving costs counts as the sender's.  false: no memory. */
bool tb_pair_add_costs(struct tb_record *record, const struct tb_pair_usage *client, double client_operations,
                       const struct tb_pair_usage *server, double server_operations, double in_a_second);
