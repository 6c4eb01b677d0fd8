/* pair_costs.h - the CPU time of each side of a pair, and how busy it was: the same metrics for all drivers.
 */
#pragma once
#include "harness/pair.h"

/* Of one window: client_cpu and server_cpu, client_capacity and server_capacity, client_busy and server_busy.
 * Operations are what each side counted itself in its own window, above 0.  `in_a_second` turns operations by the
 * nanosecond into the unit of the capacities: 1e9, or 1 of bytes for GB/s.  Over loopback the kernel delivers data in
 * the sender's time, so some of the receiver's cost is charged to the sender.  false: out of memory. */
bool tb_pair_add_costs(struct tb_record *record, const struct tb_pair_usage *client, double client_operations,
                       const struct tb_pair_usage *server, double server_operations, double in_a_second);
