/* pair_costs.h - what all drivers of a pair make of their counts in the same way. */
#pragma once
#include "harness/pair.h"

/* Adds client_cpu and server_cpu, client_capacity and server_capacity, client_busy and server_busy of one window.  The
 * operations of each side are its own count in its own window, above 0.  `in_a_second` converts operations per ns to
 * the unit of the capacities: 1e9, or 1 for bytes in GB/s; 0: none, because sides that mostly wait for arrivals cost
 * more per operation than busy ones.  Over loopback the kernel delivers data in the sender's time, so some of the
 * receiver's cost is charged to the sender.  Fails only if memory runs out. */
bool tb_pair_add_costs(struct tb_record *record, const struct tb_pair_usage *client, double client_operations,
                       const struct tb_pair_usage *server, double server_operations, double in_a_second);

/* Of one of several threads: adds its rate in one window, in operations per second.  Else does nothing.  Fails only if
 * memory runs out. */
bool tb_pair_add_thread_rate(const struct tb_job *job, struct tb_record *record, double operations, uint64_t wall_ns);

/* Adds those percentiles of latencies that the case has.  Fails only if memory runs out, or if a percentile is that of
 * an arrival which did not finish: pair_arrivals.c then has told so before. */
bool tb_pair_add_latencies(const struct tb_job *job, struct tb_record *record,
                           const struct tb_pair_latencies *latencies);
