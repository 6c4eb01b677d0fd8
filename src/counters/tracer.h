/* tracer.h - a child whose system calls are counted, for the current tb_tallies()->account. */
#pragma once

/* Forks.  In the child it returns 0, and from then on each of its system calls is traced; if the kernel does not allow
 * that (some containers), tb_tallies()->traced stays false and the child continues anyway.  In the parent it returns
 * the child's process id, for tb_trace_follow.  -1: failure with errno. */
int tb_trace_fork(void);

/* Traces until the child has ended; returns its exit code.  If a signal ended the child, this process ends by the same
 * signal. */
int tb_trace_follow(int child);
