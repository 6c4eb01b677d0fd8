#include "control/signals.h"
#include <sys/signalfd.h>
#include <unistd.h>

bool tb_signals_open(struct tb_signals *signals)
{
    sigset_t mask;
    *signals = (struct tb_signals){.fd = -1};
    sigemptyset(&mask);
    sigaddset(&mask, SIGINT);
    sigaddset(&mask, SIGTERM);
    sigaddset(&mask, SIGHUP);
    sigaddset(&mask, SIGCHLD);
    if (sigprocmask(SIG_BLOCK, &mask, &signals->before) != 0)
        return false;
    signals->fd = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
    return signals->fd >= 0;
}

void tb_signals_read(struct tb_signals *signals)
{
    struct signalfd_siginfo info;
    while (read(signals->fd, &info, sizeof info) == (ssize_t)sizeof info)
        if (info.ssi_signo != SIGCHLD)
            signals->caught = (int)info.ssi_signo;
}

/* A second Ctrl-C while results are written must not kill us half way, so signals that are still pending are taken
 * first. */
void tb_signals_close(struct tb_signals *signals)
{
    if (signals->fd < 0)
        return;
    tb_signals_read(signals);
    close(signals->fd);
    sigprocmask(SIG_SETMASK, &signals->before, NULL);
}
