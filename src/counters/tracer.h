/* tracer.h - a child whose system calls are counted, by tb_tallies()->account of the moment. */
#pragma once

/* Forks.  In the child: 0, and from here on each of its system calls is seen; where the kernel does not allow that
 * (some containers), tb_tallies()->traced stays false and the child goes on all the same.  In the parent: the child's
 * process id, for tb_trace_follow.  -1: errno. */
int tb_trace_fork(void);

/* Until the child has ended; returns its exit code.  A child that a signal ended ends this process with the same. */
int tb_trace_follow(int child);
