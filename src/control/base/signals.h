/* signals.h - receives the signals that end a run, and SIGCHLD, through one file descriptor.
 *
 * They are blocked while the struct is open, so no system call is interrupted.  Code that waits for workers polls `fd`
 * together with their pipes.  Which signals end a run in an orderly way stands in signals.c: all that by default end a
 * process, but for faults of the program itself.  A signal that was ignored when tlsbench was started (nohup) stays
 * ignored.
 */
#pragma once
#include <signal.h>
#include <stdbool.h>

struct tb_signals {
    int fd;
    int caught;      /* the signal that ends the run; 0: none yet */
    sigset_t before; /* the mask for workers */
};

bool tb_signals_open(struct tb_signals *signals); /* on failure errno is set */
void tb_signals_read(struct tb_signals *signals); /* reads all pending signals, never blocks */
void tb_signals_close(struct tb_signals *signals);

/* "SIGTERM", "SIGRTMIN+3" */
enum { TB_SIGNAL_NAME = 24 };
void tb_signal_name(char name[TB_SIGNAL_NAME], int number);

/* Ignores the signals that would kill this process when a write fails: a pipe without a reader, a file at its limit
 * (ulimit -f).  The write then returns an error.  tb_signals_default restores them, for a child before exec. */
void tb_signals_ignore(void);
void tb_signals_default(void);
