/* signals.h - SIGINT, SIGTERM, SIGHUP and SIGCHLD as events of one file descriptor.
 *
 * The signals are blocked for as long as the struct is open, so that nothing is ever interrupted half way; who waits
 * for workers polls `fd` beside their pipes.
 */
#pragma once
#include <signal.h>
#include <stdbool.h>

struct tb_signals {
    int fd;
    int caught;      /* SIGINT, SIGTERM or SIGHUP once it came, else 0 */
    sigset_t before; /* the mask that workers are started with */
};

bool tb_signals_open(struct tb_signals *signals); /* false: errno says why */
void tb_signals_read(struct tb_signals *signals); /* takes all that are pending, never blocks */
void tb_signals_close(struct tb_signals *signals);
