/* clockwork.c - clocks that show the work claimed by a simulated library instead of elapsed time.
 *
 * Preloaded by tests that check a verdict: whatever else the machine does, an operation of a faulty backend takes 400
 * to 408 ns, depending on the process (TLSBENCH_FAULT_WORK: fault.h), and an artificially slowed library takes exactly
 * that much longer.  Only the worker's measuring clocks are replaced: the controller waits in real time.  For local and
 * memory cases only, since waiting for another process needs real time.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

void tb_clockwork_add(uint64_t ns);

enum { READING_NS = 20, START_NS = 1000000000 };

static uint64_t now_ns = START_NS;

void tb_clockwork_add(uint64_t ns)
{
    now_ns += ns;
}

static bool is_worker(void)
{
    return strcmp(program_invocation_short_name, "tlsbench-worker") == 0;
}

/* The kernel's count of the time waited for a core does not match this clock, so it is made unavailable. */
int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    bool makes = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE; /* otherwise there is no mode: open(2) */
    mode_t mode = makes ? va_arg(args, mode_t) : 0;
    va_end(args);
    if (is_worker() && strcmp(path, "/proc/thread-self/schedstat") == 0) {
        errno = ENOENT;
        return -1;
    }
    return openat(AT_FDCWD, path, flags, mode);
}

int clock_gettime(clockid_t id, struct timespec *now)
{
    static int (*real)(clockid_t, struct timespec *);
    uint64_t ns;
    if (is_worker() && id != CLOCK_REALTIME) {
        now_ns += READING_NS;
        ns = id == CLOCK_MONOTONIC ? now_ns : now_ns - START_NS;
        *now = (struct timespec){.tv_sec = (time_t)(ns / 1000000000), .tv_nsec = (long)(ns % 1000000000)};
        return 0;
    }
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    return real(id, now);
}
