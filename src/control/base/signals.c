#include "control/base/signals.h"
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

/* Every signal that by default ends a process ends a run in an orderly way, also a real-time one.  All but these do;
 * and SIGKILL and SIGSTOP, which nobody can receive. */
static const int others[] = {
    SIGABRT, SIGBUS,  SIGFPE,  SIGILL,  SIGSEGV, SIGSYS,  SIGTRAP, /* a fault of tlsbench itself stays a crash */
    SIGPIPE, SIGXFSZ,                                              /* the write fails instead: tb_signals_ignore */
    SIGCONT, SIGTSTP, SIGTTIN, SIGTTOU, SIGURG,  SIGWINCH          /* by default these end no process */
};

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
    signal(SIGCHLD, SIG_DFL); /* ignored, children would end without a trace */
    sigfillset(&mask);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        sigdelset(&mask, others[i]);
    for (int number = 1; number <= SIGRTMAX; number++)
        if (is_ignored(number))
            sigdelset(&mask, number);
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

void tb_signal_name(char name[TB_SIGNAL_NAME], int number)
{
    const char *abbreviation = sigabbrev_np(number);
    if (abbreviation)
        snprintf(name, TB_SIGNAL_NAME, "SIG%s", abbreviation);
    else if (number >= SIGRTMIN && number <= SIGRTMAX)
        snprintf(name, TB_SIGNAL_NAME, "SIGRTMIN+%d", number - SIGRTMIN);
    else
        snprintf(name, TB_SIGNAL_NAME, "signal %d", number);
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
