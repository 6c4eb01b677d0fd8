/* The next run removes the files that a killed run left in TMPDIR, and nothing else. */
#include "control/base/temporary.h"
#include "core/text.h"
#include "unit.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char top[] = "/tmp/unit_temporary.XXXXXX";

static const char *in_top(const char *name)
{
    static char path[200];
    snprintf(path, sizeof path, "%s/%s", top, name);
    return path;
}

static bool is_there(const char *name)
{
    struct stat status;
    return lstat(in_top(name), &status) == 0;
}

static void make_file(const char *name)
{
    int fd = open(in_top(name), O_WRONLY | O_CREAT | O_EXCL, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, "profile", 7), 7);
    assert_int_equal(close(fd), 0);
}

static void make_old(const char *name)
{
    struct timespec ago[2] = {{.tv_sec = time(NULL) - 120}, {.tv_sec = time(NULL) - 120}};
    assert_int_equal(utimensat(AT_FDCWD, in_top(name), ago, AT_SYMLINK_NOFOLLOW), 0);
}

/* As left by a killed run: the folder of callgrind's profiles, and the copy of a module. */
static void test_swept(void **state)
{
    struct tb_folder folder;
    (void)state;
    assert_int_equal(mkdir(in_top("tlsbench-kept-killed"), 0700), 0);
    make_file("tlsbench-kept-killed/profile.1");
    make_old("tlsbench-kept-killed");
    make_file("tlsbench-kept-killed.so");
    make_old("tlsbench-kept-killed.so");
    make_file("tlsbench-kept-fresh.so"); /* not locked yet */
    make_file("tlsbench-kept-used.so");
    make_old("tlsbench-kept-used.so");
    int used = open(in_top("tlsbench-kept-used.so"), O_RDONLY | O_CLOEXEC);
    assert_true(used >= 0);
    assert_int_equal(flock(used, LOCK_EX), 0);
    make_file("somebody-elses");
    make_old("somebody-elses");
    assert_int_equal(symlink("somebody-elses", in_top("tlsbench-kept-link")), 0);
    make_old("tlsbench-kept-link");

    assert_true(tb_folder_make(&folder));
    assert_false(is_there("tlsbench-kept-killed"));
    assert_false(is_there("tlsbench-kept-killed.so"));
    assert_true(is_there("tlsbench-kept-fresh.so"));
    assert_true(is_there("tlsbench-kept-used.so"));
    assert_true(is_there("tlsbench-kept-link"));
    assert_true(is_there("somebody-elses"));

    const char *name = strrchr(folder.path, '/') + 1;
    char profile[300];
    snprintf(profile, sizeof profile, "%s/profile.1", name);
    make_file(profile);
    assert_true(is_there(name));
    tb_folder_remove(&folder);
    assert_false(is_there(name));

    assert_int_equal(close(used), 0);
    assert_int_equal(unlink(in_top("tlsbench-kept-fresh.so")), 0);
    assert_int_equal(unlink(in_top("tlsbench-kept-used.so")), 0);
    assert_int_equal(unlink(in_top("tlsbench-kept-link")), 0);
    assert_int_equal(unlink(in_top("somebody-elses")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_swept)};
    if (!mkdtemp(top) || setenv("TMPDIR", top, 1) != 0)
        return EXIT_FAILURE;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(top);
    return failed;
}
