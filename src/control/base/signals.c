#include "control/base/signals.h"
#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* Signals that would end a process and are sent on purpose: by a terminal, a batch system, a limit of CPU time. */
static const int ending[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2};

/* nohup, and a shell for background jobs, make the process ignore a signal; it stays ignored. */
static bool is_ignored(int signal_number)
{
    struct sigaction action;
    return sigaction(signal_number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

bool tb_signals_open(struct tb_signals *signals)
{
    sigset_t mask;
    *signals = (struct tb_signals){.fd = -1};
    sigemptyset(&mask);
    signal(SIGCHLD, SIG_DFL); /* ignored, children would end without a trace */
    sigaddset(&mask, SIGCHLD);
    for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
        if (!is_ignored(ending[i]))
            sigaddset(&mask, ending[i]);
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

/* A second Ctrl-C while results are written must not kill the process half way, so pending signals are consumed
 * first. */
void tb_signals_close(struct tb_signals *signals)
{
    if (signals->fd < 0)
        return;
    tb_signals_read(signals);
    close(signals->fd);
    sigprocmask(SIG_SETMASK, &signals->before, NULL);
}

void tb_signals_ignore(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

void tb_signals_default(void)
{
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
}
