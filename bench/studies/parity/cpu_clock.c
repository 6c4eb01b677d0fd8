/* cpu_clock.c - preloaded into a library's own benchmark tool: every clock becomes the thread's CPU clock, and standard
 * output is line buffered.
 *
 * The tool then divides by its CPU time and not by wall time, so it can share a core with tlsbench's worker and still
 * report its true rate.  Sharing a core is intended: any effect of the machine hits both.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

enum { TICKS_PER_SECOND = 1000000 };

/* Figures are read as soon as they are printed. */
__attribute__((constructor)) static void write_lines_at_once(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    (void)clock;
    return (int)syscall(SYS_clock_gettime, CLOCK_THREAD_CPUTIME_ID, now);
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    struct timespec cpu;
    (void)zone;
    int result = clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu);
    now->tv_sec = cpu.tv_sec;
    now->tv_usec = cpu.tv_nsec / 1000;
    return result;
}

/* openssl speed uses the user time of times(), in steps of 10 ms, of which it has about fifty, and without the kernel's
 * time; tlsbench includes that. */
clock_t times(struct tms *used)
{
    struct timespec cpu;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &cpu) != 0)
        return (clock_t)-1;
    clock_t ticks = cpu.tv_sec * TICKS_PER_SECOND + cpu.tv_nsec / (1000000000 / TICKS_PER_SECOND);
    *used = (struct tms){.tms_utime = ticks};
    return ticks;
}

long sysconf(int name)
{
    if (name == _SC_CLK_TCK)
        return TICKS_PER_SECOND;
    long (*next)(int) = (long (*)(int))dlsym(RTLD_NEXT, "sysconf");
    return next ? next(name) : -1;
}
