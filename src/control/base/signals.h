/* signals.h - the signals that end a run, and SIGCHLD, as events of one file descriptor.
 *
 * They are blocked while the struct is open, so no system call is interrupted.  Code that waits for workers polls `fd`
 * together with their pipes.  SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGUSR1 and SIGUSR2 end a run in order.  A
 * signal that was ignored when tlsbench was started (nohup) stays ignored.
 */
#pragma once
#include <signal.h>
#include <stdbool.h>

struct tb_signals {
    int fd;
    int caught;      /* the one that ends the run once it came, else 0 */
    sigset_t before; /* the mask that workers are started with */
};

bool tb_signals_open(struct tb_signals *signals); /* false: errno says why */
void tb_signals_read(struct tb_signals *signals); /* takes all that are pending, never blocks */
void tb_signals_close(struct tb_signals *signals);

/* Ignores the signals that would kill this process when a write fails: a pipe without a reader, a file at its limit
 * (ulimit -f).  The write then returns an error.  The second function restores them, for a child that becomes another
 * program. */
void tb_signals_ignore(void);
void tb_signals_default(void);
