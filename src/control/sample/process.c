#include "control/sample/process.h"
#include "control/base/signals.h"
#include "core/clock.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Makes `fd` descriptor `to` of the new program.  If it already has that number, dup2 would not clear its close-on-exec
 * flag. */
static bool hand_over(int fd, int to)
{
    return fd == to ? fcntl(fd, F_SETFD, 0) == 0 : dup2(fd, to) >= 0;
}

/* Runs in the child between fork and exec.  The standard streams come first: `out` may have the number of the records'
 * descriptor, but no other one can, since the standard streams are open (streams.h) and the pipes were made in this
 * order. */
static void become(char *const argv[], char *const envp[], int out, int err, const sigset_t *mask, pid_t parent)
{
    int null = open("/dev/null", O_RDONLY);
    bool ready = setpgid(0, 0) == 0 && null >= 0 && hand_over(null, STDIN_FILENO) && hand_over(err, STDOUT_FILENO) &&
                 hand_over(err, STDERR_FILENO) && hand_over(out, TB_RECORD_FD) &&
                 prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && sigprocmask(SIG_SETMASK, mask, NULL) == 0;
    tb_signals_default();
    if (getppid() != parent) /* the parent died before PR_SET_PDEATHSIG took effect */
        _exit(127);
    if (ready)
        execve(argv[0], argv, envp);
    dprintf(STDERR_FILENO, "cannot run %s: %s\n", argv[0], strerror(errno));
    _exit(127);
}

/* Only the controller's end is non-blocking: a worker's writes must not fail with EAGAIN. */
static bool make_pipe(int ends[2])
{
    return pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0 && fcntl(ends[1], F_SETFL, 0) == 0;
}

bool tb_process_start(struct tb_process *process, char *const argv[], char *const envp[],
                      const struct tb_signals *signals)
{
    int out[2] = {-1, -1}, err[2] = {-1, -1};
    pid_t parent = getpid();
    *process = (struct tb_process){.out = -1, .err = -1};
    tb_text_init(&process->output, TB_OUTPUT_LIMIT);
    if (make_pipe(out) && make_pipe(err)) {
        process->pid = fork();
        if (process->pid == 0)
            become(argv, envp, out[1], err[1], &signals->before, parent);
    } else {
        process->pid = -1;
    }
    int error = errno;
    close_end(&out[1]);
    close_end(&err[1]);
    process->out = out[0];
    process->err = err[0];
    if (process->pid > 0)
        return true;
    process->pid = 0;
    errno = error;
    return false;
}

static void keep_last(struct tb_process *process, const char *data, size_t len)
{
    if (len > TB_ERRORS_KEPT) {
        data += len - TB_ERRORS_KEPT;
        len = TB_ERRORS_KEPT;
    }
    size_t over = process->errors_len + len > TB_ERRORS_KEPT ? process->errors_len + len - TB_ERRORS_KEPT : 0;
    memmove(process->errors, process->errors + over, process->errors_len - over);
    memcpy(process->errors + process->errors_len - over, data, len);
    process->errors_len += len - over;
    process->errors[process->errors_len] = '\0';
}

/* Reads a limited amount, so that a worker that writes endlessly cannot keep the controller from its deadline. */
static void drain(struct tb_process *process)
{
    char data[16384];
    for (int turn = 0; turn < 16 && process->out >= 0; turn++) {
        ssize_t got = read(process->out, data, sizeof data);
        if (got > 0)
            tb_text_add_bytes(&process->output, data, (size_t)got);
        else if (got == 0 || errno != EAGAIN)
            close_end(&process->out);
        else
            break;
    }
    for (int turn = 0; turn < 16 && process->err >= 0; turn++) {
        ssize_t got = read(process->err, data, sizeof data);
        if (got > 0)
            keep_last(process, data, (size_t)got);
        else if (got == 0 || errno != EAGAIN)
            close_end(&process->err);
        else
            break;
    }
}

/* The group is killed while its leader is a zombie: until it is waited for, no other process can have its id. */
static void reap(struct tb_process *process, int flags)
{
    siginfo_t info = {0};
    int waited;
    if (process->pid == 0)
        return;
    do
        waited = waitid(P_PID, (id_t)process->pid, &info, WEXITED | WNOWAIT | flags);
    while (waited != 0 && errno == EINTR);
    if (waited != 0 && errno == ECHILD) { /* somebody else has waited for it: its number may be another's by now */
        process->pid = 0;
        process->wait_status = 0;
    }
    if (waited != 0 || info.si_pid == 0)
        return;
    kill(-process->pid, SIGKILL);
    while (waitpid(process->pid, &process->wait_status, 0) < 0 && errno == EINTR)
        continue;
    process->pid = 0;
    drain(process); /* all its output is in the pipes now */
    close_end(&process->out);
    close_end(&process->err);
}

static void listen_to(struct pollfd *fds, nfds_t *num, const struct tb_process *process)
{
    const int ends[] = {process->out, process->err};
    for (size_t i = 0; i < 2; i++)
        if (ends[i] >= 0)
            fds[(*num)++] = (struct pollfd){.fd = ends[i], .events = POLLIN};
}

enum tb_wait tb_process_wait(struct tb_process *process, struct tb_process *beside,
                             bool (*done)(const struct tb_process *process), uint64_t deadline_ns,
                             struct tb_signals *signals)
{
    for (;;) {
        drain(process);
        reap(process, WNOHANG);
        if (beside) {
            drain(beside);
            reap(beside, WNOHANG);
        }
        if (signals->caught)
            return TB_WAIT_SIGNAL;
        if (process->pid == 0 || (done && done(process)))
            return TB_WAIT_DONE;
        uint64_t now = tb_now_ns();
        if (now >= deadline_ns)
            return TB_WAIT_DEADLINE;
        struct pollfd fds[5] = {{.fd = signals->fd, .events = POLLIN}};
        nfds_t num = 1;
        listen_to(fds, &num, process);
        if (beside)
            listen_to(fds, &num, beside);
        uint64_t wait_ms = (deadline_ns - now + 999999) / 1000000;
        poll(fds, num, wait_ms < 10000 ? (int)wait_ms : 10000);
        tb_signals_read(signals);
    }
}

/* The delay of its first thread, as the worker itself would have reported it.  See proc(5); 0: not available. */
static uint64_t run_delay_ns(pid_t pid)
{
    char path[64];
    uint64_t delay = 0;
    snprintf(path, sizeof path, "/proc/%ld/schedstat", (long)pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return 0;
    if (fscanf(file, "%*u %" SCNu64, &delay) != 1)
        delay = 0;
    fclose(file);
    return delay;
}

void tb_process_kill(struct tb_process *process)
{
    if (process->pid == 0)
        return;
    process->run_delay_ns = run_delay_ns(process->pid);
    process->killed = true;
    kill(-process->pid, SIGKILL);
    kill(process->pid, SIGKILL); /* it may not have its own group yet */
    reap(process, 0);
}

void tb_process_end(struct tb_process *process)
{
    tb_process_kill(process);
    close_end(&process->out);
    close_end(&process->err);
    tb_text_free(&process->output);
}

void tb_process_last_words(const struct tb_process *process, struct tb_text *text)
{
    const char *start = process->errors, *end = start + process->errors_len;
    while (end > start && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' '))
        end--;
    const char *line = end;
    while (line > start && line[-1] != '\n')
        line--;
    tb_text_add_bytes(text, line, (size_t)(end - line));
}
