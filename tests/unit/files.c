/* Files are written whole: whoever looks sees the old file or the new one, nobody's other file is touched, and a pipe
 * that does not block gets all of it. */
#include "control/base/files.h"
#include "core/text.h"
#include "core/write_all.h"
#include "made_files.h"
#include "unit.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *in_root(const char *name)
{
    static char path[2][PATH_MAX];
    static size_t next;
    next = !next;
    snprintf(path[next], PATH_MAX, "%s/%s", made_root(), name);
    return path[next];
}

static void expect_content(const char *name, const char *expected)
{
    struct tb_text why;
    tb_text_init(&why, 1000);
    char *content = tb_file_read(in_root(name), 1000, &why);
    assert_non_null(content);
    assert_string_equal(content, expected);
    free(content);
    tb_text_free(&why);
}

static void write_file(const char *name, const char *content)
{
    struct tb_text why;
    tb_text_init(&why, 1000);
    assert_true(tb_file_write(in_root(name), content, strlen(content), &why));
    assert_string_equal(why.data, "");
    tb_text_free(&why);
}

/* A file may have the name that ours could have until it is whole; it may even be a history. */
static void others_stay(void **state)
{
    (void)state;
    make_file("/page.html.new", "SQLite format 3");
    write_file("page.html", "a page");
    expect_content("page.html", "a page");
    expect_content("page.html.new", "SQLite format 3");
    assert_int_equal(unlink(in_root("page.html")), 0);
    assert_int_equal(unlink(in_root("page.html.new")), 0);
}

static void permissions_are_the_usual_ones(void **state)
{
    (void)state;
    struct stat status;
    mode_t mask = umask(027);
    write_file("page.html", "a page");
    umask(mask);
    assert_int_equal(stat(in_root("page.html"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
    assert_int_equal(unlink(in_root("page.html")), 0);
}

/* Two that write one file at once: what is there at any time is whole, and of one of them. */
static void two_writers(void **state)
{
    (void)state;
    struct tb_target first, second;
    struct tb_text why;
    tb_text_init(&why, 1000);
    write_file("page.html", "the page before");
    assert_true(tb_target_find(&first, in_root("page.html"), &why) &&
                tb_target_find(&second, in_root("page.html"), &why));
    int one = tb_target_open(&first, &why), two = tb_target_open(&second, &why);
    assert_true(one >= 0 && two >= 0);
    assert_true(tb_write_all(one, "the first page", 14));
    assert_true(tb_write_all(two, "half of", 7));
    assert_int_equal(close(one), 0);
    assert_true(tb_target_end(&first, true, &why));
    expect_content("page.html", "the first page");
    assert_true(tb_write_all(two, " the second", 11));
    assert_int_equal(close(two), 0);
    assert_true(tb_target_end(&second, true, &why));
    expect_content("page.html", "half of the second");
    assert_string_equal(why.data, "");
    assert_int_equal(unlink(in_root("page.html")), 0);
    assert_int_equal(access(first.partial, F_OK) + access(second.partial, F_OK), -2);
    tb_text_free(&why);
}

static void nothing_is_left_of_a_failure(void **state)
{
    (void)state;
    struct tb_target target;
    struct tb_text why;
    tb_text_init(&why, 1000);
    write_file("page.html", "the page before");
    assert_true(tb_target_find(&target, in_root("page.html"), &why));
    int fd = tb_target_open(&target, &why);
    assert_true(fd >= 0 && tb_write_all(fd, "half", 4) && close(fd) == 0);
    assert_false(tb_target_end(&target, false, &why));
    expect_content("page.html", "the page before");
    assert_int_equal(access(target.partial, F_OK), -1);
    assert_int_equal(unlink(in_root("page.html")), 0);
    tb_text_free(&why);
}

/* The other end of a pipe that is full when the writing begins. */
static int read_slowly(int fd)
{
    char data[512];
    size_t all = 0;
    ssize_t got;
    usleep(20000);
    while ((got = read(fd, data, sizeof data)) > 0)
        all += (size_t)got;
    return all == 1 << 17 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void a_pipe_that_does_not_block_gets_all(void **state)
{
    (void)state;
    static char data[1 << 17];
    int ends[2], status;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    pid_t reader = fork();
    if (reader == 0) {
        close(ends[1]);
        _exit(read_slowly(ends[0]));
    }
    assert_true(reader > 0);
    assert_true(tb_write_all(ends[1], data, sizeof data));
    assert_int_equal(close(ends[0]) | close(ends[1]), 0);
    assert_int_equal(waitpid(reader, &status, 0), reader);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(others_stay), cmocka_unit_test(permissions_are_the_usual_ones),
                                       cmocka_unit_test(two_writers), cmocka_unit_test(nothing_is_left_of_a_failure),
                                       cmocka_unit_test(a_pipe_that_does_not_block_gets_all)};
    return cmocka_run_group_tests(tests, make_root, remove_root);
}
