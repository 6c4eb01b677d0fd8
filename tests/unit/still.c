/* The replacements of src/still, preloaded: every way to open the random devices, and no other files. */
#include "unit.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* As in glibc: called by code compiled with _FORTIFY_SOURCE. */
int __open_2(const char *path, int flags);
int __openat64_2(int folder, const char *path, int flags);

static int by_open(const char *path)
{
    return open(path, O_RDONLY);
}

static int by_open64(const char *path)
{
    return open64(path, O_RDONLY | O_CLOEXEC);
}

static int by_openat(const char *path)
{
    return openat(AT_FDCWD, path, O_RDONLY);
}

static int by_openat64(const char *path)
{
    return openat64(AT_FDCWD, path, O_RDONLY);
}

static int by_open_2(const char *path)
{
    return __open_2(path, O_RDONLY);
}

static int by_openat64_2(const char *path)
{
    return __openat64_2(AT_FDCWD, path, O_RDONLY);
}

static int by_fopen(const char *path)
{
    FILE *file = fopen(path, "r");
    return file ? fileno(file) : -1;
}

static int by_fopen64(const char *path)
{
    FILE *file = fopen64(path, "r");
    return file ? fileno(file) : -1;
}

static int (*const ways[])(const char *path) = {by_open,   by_open64,     by_openat, by_openat64,
                                                by_open_2, by_openat64_2, by_fopen,  by_fopen64};
enum { NUM_WAYS = sizeof ways / sizeof *ways };

static bool is_kernels_device(int fd)
{
    struct stat facts;
    assert_int_equal(fstat(fd, &facts), 0);
    return S_ISCHR(facts.st_mode);
}

static void random_devices_are_ours_however_they_are_opened(void **state)
{
    (void)state;
    for (size_t i = 0; i < NUM_WAYS; i++) {
        int fds[] = {ways[i]("/dev/urandom"), ways[i]("/dev/random")};
        for (size_t j = 0; j < 2; j++) {
            unsigned char bytes[16];
            assert_true(fds[j] >= 0);
            assert_false(is_kernels_device(fds[j]));
            assert_int_equal(read(fds[j], bytes, sizeof bytes), sizeof bytes);
        }
    }
}

static void other_devices_are_the_kernels(void **state)
{
    (void)state;
    for (size_t i = 0; i < NUM_WAYS; i++) {
        int fd = ways[i]("/dev/null");
        assert_true(fd >= 0);
        assert_true(is_kernels_device(fd));
    }
}

static mode_t mode_of(int fd)
{
    struct stat facts;
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &facts), 0);
    assert_int_equal(close(fd), 0);
    return facts.st_mode & 0777;
}

static void the_mode_of_a_new_file_is_handed_on(void **state)
{
    char folder[] = "/tmp/tlsbench-still-XXXXXX";
    (void)state;
    umask(0);
    assert_non_null(mkdtemp(folder));
    int at = open(folder, O_RDONLY | O_DIRECTORY);
    assert_true(at >= 0);
    assert_int_equal(mode_of(openat(at, "made", O_WRONLY | O_CREAT | O_EXCL, 0604)), 0604);
    assert_int_equal(mode_of(openat64(at, "made", O_RDONLY)), 0604);
    int unnamed = open(folder, O_WRONLY | O_TMPFILE, 0640); /* not supported by every file system */
    if (unnamed >= 0)
        assert_int_equal(mode_of(unnamed), 0640);
    assert_int_equal(unlinkat(at, "made", 0), 0);
    assert_int_equal(rmdir(folder), 0);
}

/* The first random bytes of a process, by each of the calls. */
static void draw(unsigned char drawn[32])
{
    int fd = open("/dev/urandom", O_RDONLY);
    assert_int_equal(read(fd, drawn, 8), 8);
    assert_int_equal(getrandom(drawn + 8, 8, 0), 8);
    assert_int_equal(getentropy(drawn + 16, 8), 0);
    assert_int_equal(syscall(SYS_getrandom, drawn + 24, 8, 0), 8);
}

static void a_child_draws(int out)
{
    unsigned char drawn[32];
    draw(drawn);
    _exit(write(out, drawn, sizeof drawn) == sizeof drawn ? 0 : 1);
}

static void processes_draw_the_same(void **state)
{
    unsigned char drawn[2][32];
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        int ends[2], status;
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0)
            a_child_draws(ends[1]);
        assert_true(child > 0);
        assert_int_equal(read(ends[0], drawn[i], sizeof drawn[i]), sizeof drawn[i]);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
    }
    assert_memory_equal(drawn[0], drawn[1], sizeof drawn[0]);
    assert_memory_not_equal(drawn[0], drawn[0] + 8, 8);
}

static void the_date_stands_and_clocks_that_measure_go_on(void **state)
{
    struct timeval now;
    struct timespec wall, before, after;
    (void)state;
    assert_int_equal(time(NULL), 1767225600);
    assert_int_equal(gettimeofday(&now, NULL), 0);
    assert_int_equal(now.tv_sec, 1767225600);
    assert_int_equal(clock_gettime(CLOCK_REALTIME, &wall), 0);
    assert_int_equal(wall.tv_sec, 1767225600);
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &before), 0);
    do
        assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &after), 0);
    while (after.tv_sec == before.tv_sec && after.tv_nsec == before.tv_nsec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(processes_draw_the_same),
        cmocka_unit_test(random_devices_are_ours_however_they_are_opened),
        cmocka_unit_test(other_devices_are_the_kernels),
        cmocka_unit_test(the_mode_of_a_new_file_is_handed_on),
        cmocka_unit_test(the_date_stands_and_clocks_that_measure_go_on),
    };
    return cmocka_run_group_tests_name("still", tests, NULL, NULL);
}
