/* signals.h - the signals that end a run, and SIGCHLD, as events of one file descriptor.
 *
 * They are blocked for as long as the struct is open, so that nothing is ever interrupted half way; who waits for
 * workers polls `fd` beside their pipes.  SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGUSR1 and SIGUSR2 end a run in
 * order.  What was ignored when we were started (nohup) stays ignored.
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

/* What would kill us for a write that fails: a pipe whose reader has left, a file at its limit (ulimit -f).  Ignored,
 * it is an error of that write, and said as one.  The second function undoes it, in a child that becomes another
 * program. */
void tb_signals_ignore(void);
void tb_signals_default(void);
