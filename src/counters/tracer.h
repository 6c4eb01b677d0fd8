/* tracer.h - a child whose system calls are counted, for the current tb_tallies()->account. */
#pragma once
#include <stdbool.h>

enum { TB_TRACE_LOST = 1 }; /* exit code if the child cannot be followed */

/* Forks.  In the child it returns 0, and from then on each of its system calls is traced, or with `threads` futex calls
 * only, of all its threads; if the kernel does not allow that (some containers), tb_tallies()->traced stays false and
 * the child continues anyway.  In the parent it returns the child's process id, for tb_trace_follow.  -1: failure with
 * errno. */
int tb_trace_fork(bool threads);

/* Traces until the child has ended; returns its exit code.  If a signal ended the child, this process ends by the same
 * signal. */
int tb_trace_follow(int child, bool threads);

/* Between tracer.c and tracer_threads.c: ends as the child did, whose last status this is; the child's filter, which
 * begins when its tracer knows of it, false: the kernel does not allow it; and the tracer's part. */
int tb_trace_pass_on(int status);
bool tb_trace_stop_at_futex(void);
int tb_trace_follow_threads(int child);
