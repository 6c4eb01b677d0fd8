/* The link between client and server of a pair, however its bytes arrive. */
#include "harness/pair_link.h"
#include "unit.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct ends {
    struct tb_pair_link here, there;
};

static void begin(struct ends *ends)
{
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
    *ends = (struct ends){.here = {.fd = pair[0]}, .there = {.fd = pair[1]}};
}

static void end(struct ends *ends)
{
    close(ends->here.fd);
    close(ends->there.fd);
}

static void put(const struct ends *ends, const char *bytes, size_t len)
{
    assert_int_equal(write(ends->there.fd, bytes, len), len);
}

static void expect_line(struct ends *ends, const char *expected)
{
    char line[TB_LINE_CAP];
    assert_int_equal(tb_link_receive(&ends->here, line), TB_OK);
    assert_string_equal(line, expected);
}

static void expect_status(struct ends *ends, enum tb_status expected)
{
    char line[TB_LINE_CAP];
    assert_int_equal(tb_link_receive(&ends->here, line), expected);
}

static void test_lines(void **state)
{
    struct ends ends;
    (void)state;
    begin(&ends);
    expect_status(&ends, TB_WANT_READ);
    assert_true(tb_link_send(&ends.there, "counts %d %s", 12, "34"));
    assert_true(tb_link_send(&ends.there, "bye"));
    expect_line(&ends, "counts 12 34");
    expect_line(&ends, "bye"); /* arrived in the same read */
    expect_status(&ends, TB_WANT_READ);
    for (const char *c = "one by one"; *c; c++) {
        put(&ends, c, 1);
        expect_status(&ends, TB_WANT_READ);
    }
    put(&ends, "\n\nrest", 6);
    expect_line(&ends, "one by one");
    expect_line(&ends, "");
    close(ends.there.fd);
    expect_status(&ends, TB_CLOSED); /* an incomplete line is not returned */
    close(ends.here.fd);
}

static void test_one_line_is_one_line(void **state)
{
    struct ends ends;
    char longest[TB_LINE_CAP + 100], line[TB_LINE_CAP];
    (void)state;
    begin(&ends);
    assert_true(tb_link_send(&ends.there, "failed void %s", "first\r\nsecond"));
    expect_line(&ends, "failed void first  second");
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_true(tb_link_send(&ends.there, "%s", longest)); /* is cut */
    assert_int_equal(tb_link_receive(&ends.here, line), TB_OK);
    assert_int_equal(strlen(line), TB_LINE_CAP - 1);
    put(&ends, longest, TB_LINE_CAP); /* without an end, which tlsbench never sends */
    errno = 0;
    expect_status(&ends, TB_ERROR);
    assert_int_equal(errno, EMSGSIZE);
    end(&ends);
}

static void test_waiting(void **state)
{
    struct ends ends;
    char line[TB_LINE_CAP];
    (void)state;
    begin(&ends);
    errno = 0;
    assert_int_equal(tb_link_await(&ends.here, line, 10), TB_ERROR);
    assert_int_equal(errno, ETIMEDOUT);
    put(&ends, "ready\n", 6);
    assert_int_equal(tb_link_await(&ends.here, line, 10), TB_OK);
    assert_string_equal(line, "ready");
    close(ends.there.fd);
    assert_int_equal(tb_link_await(&ends.here, line, 10), TB_CLOSED);
    assert_false(tb_link_send(&ends.here, "into nothing")); /* without SIGPIPE */
    close(ends.here.fd);
}

static void test_words(void **state)
{
    (void)state;
    assert_string_equal(tb_link_word("refused no such suite", "refused"), "no such suite");
    assert_string_equal(tb_link_word("bye", "bye"), "");
    assert_null(tb_link_word("byebye", "bye"));
    assert_null(tb_link_word("by", "bye"));
    assert_null(tb_link_word("", "bye"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_one_line_is_one_line),
        cmocka_unit_test(test_waiting),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
