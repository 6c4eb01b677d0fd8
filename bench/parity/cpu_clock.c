/* cpu_clock.c - preloaded into a library's own benchmark tool: every clock becomes the thread's CPU clock.
 *
 * The tool then divides by the CPU time that it had, not by the time that went by, so that it can share one core with
 * our worker and still tell its true rate.  Sharing a core is the point: whatever the machine does, it does to both.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

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
