/* still.c - a constant environment: what a library gets from the system's random sources or the clock is the same in
 * every process.
 *
 * It is preloaded into workers whose instructions are counted, never into timed ones.  The libraries' generators are
 * unchanged and are counted as well; only their seeds repeat.  It replaces the calls that OpenSSL, BoringSSL, AWS-LC
 * and wolfSSL seed themselves with: getrandom (also as a raw system call), getentropy, the random devices however they
 * are opened, and other inputs: the date and the process id.  Instructions that return random numbers (RDRAND, RDSEED)
 * cannot be replaced, so they must be hidden from the libraries.
 */
#include "core/random.h"
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { DEVICE_BYTES = 1 << 20, OUR_NUMBER = 4711 };

static struct tb_random sequence = {UINT64_C(0x746c7362656e6368)}; /* one for all, so client and server differ */

static void fill(void *dst, size_t len)
{
    unsigned char *bytes = dst;
    for (size_t i = 0; i < len; i++)
        bytes[i] = (unsigned char)tb_random_next(&sequence);
}

/* ---- Random numbers ---- */

ssize_t getrandom(void *dst, size_t len, unsigned flags)
{
    (void)flags;
    fill(dst, len);
    return (ssize_t)len;
}

int getentropy(void *dst, size_t len)
{
    fill(dst, len);
    return 0;
}

long syscall(long number, ...)
{
    long arguments[6];
    va_list list;
    va_start(list, number);
    for (size_t i = 0; i < 6; i++)
        arguments[i] = va_arg(list, long);
    va_end(list);
    if (number == SYS_getrandom)
        return getrandom((void *)arguments[0], (size_t)arguments[1], 0);
    long (*real)(long, ...);
    *(void **)&real = dlsym(RTLD_NEXT, "syscall");
    return real(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
}

/* A file with such bytes. */
static int open_device(int flags)
{
    static unsigned char bytes[4096];
    int fd = memfd_create("random", flags & O_CLOEXEC ? MFD_CLOEXEC : 0);
    bool good = fd >= 0;
    for (size_t written = 0; good && written < DEVICE_BYTES; written += sizeof bytes) {
        fill(bytes, sizeof bytes);
        good = write(fd, bytes, sizeof bytes) == sizeof bytes;
    }
    if (good && lseek(fd, 0, SEEK_SET) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static bool is_device(const char *path)
{
    return strcmp(path, "/dev/urandom") == 0 || strcmp(path, "/dev/random") == 0;
}

/* The mode is passed only if a file may be created: open(2). */
static int open_at(int folder, const char *path, int flags, va_list list)
{
    bool makes = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE;
    int mode = makes ? va_arg(list, int) : 0;
    if (is_device(path))
        return open_device(flags);
    int (*real)(int, const char *, int, ...);
    *(void **)&real = dlsym(RTLD_NEXT, "openat");
    return real(folder, path, flags, mode);
}

int open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    int fd = open_at(AT_FDCWD, path, flags, list);
    va_end(list);
    return fd;
}

int open64(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    int fd = open_at(AT_FDCWD, path, flags, list);
    va_end(list);
    return fd;
}

int openat(int folder, const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    int fd = open_at(folder, path, flags, list);
    va_end(list);
    return fd;
}

int openat64(int folder, const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    int fd = open_at(folder, path, flags, list);
    va_end(list);
    return fd;
}

/* Called instead of open and openat by code compiled with _FORTIFY_SOURCE if the flags are not known at compile
 * time. */
int __open_2(const char *path, int flags);
int __open64_2(const char *path, int flags);
int __openat_2(int folder, const char *path, int flags);
int __openat64_2(int folder, const char *path, int flags);

int __open_2(const char *path, int flags)
{
    return open(path, flags);
}

int __open64_2(const char *path, int flags)
{
    return open(path, flags);
}

int __openat_2(int folder, const char *path, int flags)
{
    return openat(folder, path, flags);
}

int __openat64_2(int folder, const char *path, int flags)
{
    return openat(folder, path, flags);
}

static FILE *open_stream(const char *path, const char *mode, const char *name)
{
    FILE *(*real)(const char *, const char *);
    int fd = is_device(path) ? open_device(O_CLOEXEC) : -1;
    if (fd >= 0)
        return fdopen(fd, mode);
    *(void **)&real = dlsym(RTLD_NEXT, name);
    return real(path, mode);
}

FILE *fopen(const char *path, const char *mode)
{
    return open_stream(path, mode, "fopen");
}

FILE *fopen64(const char *path, const char *mode)
{
    return open_stream(path, mode, "fopen64");
}

/* ---- The date and the process id ---- */

static time_t today(void)
{
    const char *seconds = getenv("TLSBENCH_STILL");
    return seconds ? (time_t)strtoll(seconds, NULL, 10) : 0;
}

time_t time(time_t *out)
{
    time_t now = today();
    if (out)
        *out = now;
    return now;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    (void)zone;
    *now = (struct timeval){.tv_sec = today()};
    return 0;
}

/* Clocks for measuring continue to run. */
int clock_gettime(clockid_t id, struct timespec *now)
{
    if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) {
        *now = (struct timespec){.tv_sec = today()};
        return 0;
    }
    int (*real)(clockid_t, struct timespec *);
    *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
    return real(id, now);
}

pid_t getpid(void)
{
    return OUR_NUMBER;
}
