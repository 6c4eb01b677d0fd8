#include "counters/system_calls.h"
#include <stdio.h>
#include <sys/syscall.h>

/* System calls that a TLS library, or libc on its behalf, is likely to use, and that exist on every architecture. */
#define CALLS(X)                                                                                                       \
    X(read)                                                                                                            \
    X(write)                                                                                                           \
    X(readv)                                                                                                           \
    X(writev)                                                                                                          \
    X(recvfrom)                                                                                                        \
    X(sendto)                                                                                                          \
    X(recvmsg)                                                                                                         \
    X(sendmsg)                                                                                                         \
    X(openat)                                                                                                          \
    X(close)                                                                                                           \
    X(fcntl)                                                                                                           \
    X(ioctl)                                                                                                           \
    X(lseek)                                                                                                           \
    X(shutdown)                                                                                                        \
    X(getsockopt)                                                                                                      \
    X(setsockopt)                                                                                                      \
    X(getsockname)                                                                                                     \
    X(getpeername)                                                                                                     \
    X(getrandom)                                                                                                       \
    X(getpid)                                                                                                          \
    X(gettid)                                                                                                          \
    X(getuid)                                                                                                          \
    X(geteuid)                                                                                                         \
    X(getgid)                                                                                                          \
    X(getegid)                                                                                                         \
    X(futex)                                                                                                           \
    X(brk)                                                                                                             \
    X(mmap)                                                                                                            \
    X(munmap)                                                                                                          \
    X(mremap)                                                                                                          \
    X(mprotect)                                                                                                        \
    X(madvise)                                                                                                         \
    X(mlock)                                                                                                           \
    X(clock_gettime)                                                                                                   \
    X(gettimeofday)                                                                                                    \
    X(sched_yield)                                                                                                     \
    X(rt_sigaction)                                                                                                    \
    X(rt_sigprocmask)                                                                                                  \
    X(getrusage)                                                                                                       \
    X(sysinfo)                                                                                                         \
    X(uname)

static const struct {
    long number;
    const char *name;
} calls[] = {
#define ROW(call) {SYS_##call, #call},
    CALLS(ROW)
#undef ROW
};

void tb_system_call_name(long number, char *name, size_t cap)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (calls[i].number == number) {
            snprintf(name, cap, "%s", calls[i].name);
            return;
        }
    snprintf(name, cap, "number %ld", number);
}
