#include "counters/tracer.h"
#include "counters/tally.h"
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SYSTEM_CALL_STOP = SIGTRAP | 0x80 };

struct tracer {
    pid_t child;
    struct tb_tally *tally; /* of the current system call */
    uint64_t number, argument[3];
};

int tb_trace_fork(bool threads)
{
    pid_t parent = getpid(), child = fork();
    if (child != 0)
        return child;
    /* Until the parent traces the child, nothing else would end a stopped child if the parent is killed. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        _exit(TB_TRACE_LOST);
    tb_tallies()->traced = ptrace(PTRACE_TRACEME, 0, 0, 0) == 0;
    if (tb_tallies()->traced)
        raise(SIGSTOP); /* until the parent follows */
    if (tb_tallies()->traced && threads)
        tb_tallies()->traced = tb_trace_stop_at_futex();
    return 0;
}

static void read_records(const struct tracer *tracer, uint64_t address, size_t len)
{
    uint8_t bytes[4096];
    while (len > 0) {
        size_t step = len < sizeof bytes ? len : sizeof bytes;
        struct iovec here = {bytes, step}, there = {(void *)(uintptr_t)address, step};
        if (process_vm_readv(tracer->child, &here, 1, &there, 1, 0) != (ssize_t)step) {
            tb_tallies()->unread_writes = true;
            return;
        }
        tb_record_scan_add(&tracer->tally->scan, bytes, step);
        address += step;
        len -= step;
    }
}

/* Records data that is sent on the connection's own descriptor. */
static void take_write(const struct tracer *tracer, int64_t sent)
{
    bool one_buffer = tracer->number == SYS_write || tracer->number == SYS_sendto;
    bool several = tracer->number == SYS_writev || tracer->number == SYS_sendmsg;
    int fd = tb_tallies()->fd;
    if ((!one_buffer && !several) || sent <= 0 || fd < 0 || (int)tracer->argument[0] != fd)
        return;
    tracer->tally->writes++;
    tracer->tally->bytes += (uint64_t)sent;
    if (one_buffer)
        read_records(tracer, tracer->argument[1], (size_t)sent);
    else
        tb_tallies()->unread_writes = true;
}

static void look(struct tracer *tracer)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, tracer->child, sizeof info, &info) <= 0)
        return;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        uint64_t last = TB_SYSTEM_CALL_NUMBERS - 1;
        tracer->tally = tb_tally_now();
        tracer->number = info.entry.nr;
        for (int i = 0; i < 3; i++)
            tracer->argument[i] = info.entry.args[i];
        tracer->tally->system_calls[tracer->number < last ? tracer->number : last]++;
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT && tracer->tally && !info.exit.is_error) {
        take_write(tracer, info.exit.rval);
    }
}

static bool wait_for(pid_t child, int *status)
{
    pid_t got;
    do
        got = waitpid(child, status, 0);
    while (got < 0 && errno == EINTR);
    return got == child;
}

int tb_trace_pass_on(int status)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    signal(WTERMSIG(status), SIG_DFL);
    raise(WTERMSIG(status));
    return TB_TRACE_LOST;
}

int tb_trace_follow(int child, bool threads)
{
    struct tracer tracer = {.child = child};
    int status;
    bool begun = false;
    if (threads)
        return tb_trace_follow_threads(child);
    while (wait_for(child, &status)) {
        if (!WIFSTOPPED(status))
            return tb_trace_pass_on(status);
        int deliver = 0;
        if (!begun) /* its SIGSTOP; it is killed if this process dies */
            begun = ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) == 0;
        else if (WSTOPSIG(status) == SYSTEM_CALL_STOP)
            look(&tracer);
        else
            deliver = WSTOPSIG(status);
        if (ptrace(PTRACE_SYSCALL, child, 0, deliver) != 0 && errno != ESRCH)
            break;
    }
    kill(child, SIGKILL);
    return TB_TRACE_LOST;
}
