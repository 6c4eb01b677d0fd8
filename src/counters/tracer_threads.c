/* tracer_threads.c - a child with several threads, which is stopped at futex calls only (seccomp(2),
 * SECCOMP_RET_TRACE). Whoever makes such a call has already found a lock taken, or somebody waiting for one; all others
 * run as they would without a tracer. */
#include "counters/tally.h"
#include "counters/tracer.h"
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

bool tb_trace_stop_at_futex(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_futex, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof code / sizeof *code, code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* Before the call is made: of the side in whose call that thread is. */
static void note_futex(int thread)
{
    struct tb_tallies *tallies = tb_tallies_of_id(thread);
    if (tallies)
        tallies->of[tallies->account].system_calls[SYS_futex]++;
}

static int wait_for_any(int *status)
{
    int got;
    do
        got = waitpid(-1, status, __WALL);
    while (got < 0 && errno == EINTR);
    return got;
}

/* New threads are traced, too; each begins with a SIGSTOP that is not for it. */
int tb_trace_follow_threads(int child)
{
    const long options = PTRACE_O_EXITKILL | PTRACE_O_TRACECLONE | PTRACE_O_TRACESECCOMP;
    int status, thread;
    bool begun = false;
    while ((thread = wait_for_any(&status)) > 0) {
        if (!WIFSTOPPED(status) && thread == child)
            return tb_trace_pass_on(status);
        if (!WIFSTOPPED(status)) /* a thread has ended */
            continue;
        int deliver = 0, event = status >> 16;
        if (!begun)
            begun = ptrace(PTRACE_SETOPTIONS, child, 0, options) == 0;
        else if (event == PTRACE_EVENT_SECCOMP)
            note_futex(thread);
        else if (event == 0 && WSTOPSIG(status) != SIGSTOP)
            deliver = WSTOPSIG(status);
        if (ptrace(PTRACE_CONT, thread, 0, deliver) != 0 && errno != ESRCH)
            break;
    }
    kill(child, SIGKILL);
    return TB_TRACE_LOST;
}
