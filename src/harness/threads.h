/* threads.h - a case on several threads of one worker at the same time.
 *
 * Each thread has a job, a state of the driver and a core of its own (cores.h); with context=shared they share the
 * first thread's context (driver.h: open_beside).  If there are fewer cores than threads, cores are used by several of
 * them, and the figures are those of threads that wait for each other's cores.  The process's first thread takes part.
 *
 * A chunk, of the operations that the record has: the threads meet at a barrier, then repeat a batch, a 32nd of the
 * chunk, timed as the whole chunk of a single thread is (timed_loop.h).  What counts is a window that all threads have
 * in common: it opens when the last one has begun, and closes when the first has done a chunk's operations in it; until
 * all know that it is closed each goes on.  A batch that the window's ends cut counts by the part that is inside.
 * Threads start and leave one after the other, tens of microseconds apart or, without a core, milliseconds; and work
 * that is done while another thread is not there yet, or is gone, is done without its load on locks, caches and the
 * cores' clock rate.  Without such a window the rate of a few threads would be sold as that of all; with one for each
 * thread, threads that take turns on one core would all have its whole rate.
 *
 * - rate of a thread: operations in the window / time of their batches that was the thread's own * share of the window
 *   for which it had a core.  So waiting for a lock slows it down, and so does waiting for a core, wherever it loses
 * it. What operations use up is prepared between batches: it is not in that time, as in a chunk of a single thread, but
 * a load while others are timed
 * - of all threads: the sum, in operations_per_second or, where the driver has it, throughput
 * - waits: times that a thread blocked, of all threads / operations.  What a thread does while it counts is the
 *   library's: it waits for a lock that another one holds, or for memory from the kernel
 * - cpu_time: CPU time of the batches of all threads / operations
 *
 * After each chunk every thread's driver checks its own work (settle); the metrics that a driver adds of one thread are
 * left out.
 */
#pragma once
#include "harness/driver.h"

/* One discarded chunk, then `chunks` that count; 0: only opens and closes the case in all threads.  The status is that
 * of the first thread that failed, by number, and job->why says which. */
enum tb_status tb_threads_run(const struct tb_job *job, const struct tb_local_ops *ops, uint64_t operations,
                              unsigned chunks);

/* TB_UNSUPPORTED: the library must not be called by more than one thread. */
enum tb_status tb_threads_possible(const struct tb_job *job);
