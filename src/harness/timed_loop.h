/* timed_loop.h - the one place where local and memory cases are timed.
 *
 * The unit is a chunk: one call of the driver's run for a fixed number of operations, or several if fewer can be
 * prepared at once.  Clocks are read twice per call, never per operation.  One chunk is discarded before those that
 * count.  The loop runs under Google Benchmark, with a chunk as a repetition.  The record's figures come from the
 * clocks around the driver's call; Google Benchmark's clocks enclose them, and must agree on what ran.
 */
#pragma once
#include "harness/driver.h"

struct tb_gbench_clock; /* src/harness/gbench.h */

/* The timed region.  Clocks are nested: thread CPU time outermost, since reading it can take most of a microsecond,
 * then the monotonic clock, then the time-stamp counter.  A slowed-down job spins inside, after the work (injector.h),
 * so that all three clocks include it, and a check can be tested with a regression of known size and shape.  The region
 * begins with clean vector registers and records how the last operation left them; between operations they stay as the
 * library leaves them.
 *
 * If operations use up objects (driver.h: prepare), a chunk is several calls of run, and its times are their sums
 * without the preparation.  `clock` is paused during the preparation; NULL: there is no other clock.  In a sample that
 * is profiled, each call is a region (core/regions.h). */
enum tb_status tb_timed_chunk(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                              uint64_t operations, struct tb_gbench_clock *clock, struct tb_chunk *chunk);

/* The time that was the thread's own: wall time less what it waited for a core. */
double tb_own_ns(const struct tb_chunk *chunk);

/* One discarded chunk, then `chunks` that count, each adding a value of `time` and `cpu_time` (ns per operation) to the
 * record beside what the driver's settle adds; and at the end one of `mean_time`: the mean over all operations of these
 * chunks of the time that was the thread's own, wall time less what it waited for a core (proc(5), schedstat).  So
 * mean_time includes costs that only few operations pay, and excludes time that the scheduler gave to other tasks,
 * which would hide them.  Sets the record's operations and ready_ns.  Stops at the first failure.
 */
enum tb_status tb_timed_loop(const struct tb_job *job, const struct tb_local_ops *ops, void *state, uint64_t operations,
                             unsigned chunks);

/* Adds `time` and `cpu_time` of a chunk, and sets `vectors` to the state of the vector registers after it. */
enum tb_status tb_record_chunk(const struct tb_job *job, const struct tb_chunk *chunk);

/* Parts of a chunk's record, also of several threads (threads.h); false: no memory.  The rate of operations goes under
 * the name that the driver has for it: operations_per_second, or else throughput. */
bool tb_record_rate(const struct tb_job *job, double operations_per_second);
bool tb_record_vectors(struct tb_record *record, bool dirty); /* what one chunk left dirty stays so */
