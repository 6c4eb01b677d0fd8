/* progress.c - the line of progress on a terminal that is resized, in a pipe, and when nobody wants it. */
#include "control/run/progress.h"
#include "unit.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { BYTES = 4096 };

static const struct tb_step step = {.phase = "",
                                    .round = 1,
                                    .rounds = 9,
                                    .done = 0.5,
                                    .left_ns = 1000000000,
                                    .case_name = "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16",
                                    .library = "openssl-3.5",
                                    .estimate = ""};

/* A pair of file descriptors; what goes to stderr comes out of the other one. */
struct world {
    int reader, writer, saved;
    struct tb_progress progress;
};

static void divert(struct world *world)
{
    world->saved = dup(STDERR_FILENO);
    assert_true(world->saved >= 0);
    assert_int_equal(dup2(world->writer, STDERR_FILENO), STDERR_FILENO);
}

static void put_back(struct world *world)
{
    assert_int_equal(dup2(world->saved, STDERR_FILENO), STDERR_FILENO);
    close(world->saved);
    close(world->writer);
    close(world->reader);
}

/* What was shown since the last call: a terminal may pass it on late, so it ends in a mark. */
static void take(const struct world *world, char text[BYTES])
{
    size_t len = 0;
    assert_int_equal(write(world->writer, "~", 1), 1);
    do {
        ssize_t more = read(world->reader, text + len, BYTES - 1 - len);
        assert_true(more > 0);
        len += (size_t)more;
    } while (text[len - 1] != '~');
    text[len - 1] = '\0';
}

static void resize(const struct world *world, unsigned short columns)
{
    const struct winsize size = {.ws_row = 24, .ws_col = columns};
    assert_int_equal(ioctl(world->writer, TIOCSWINSZ, &size), 0);
}

static void open_terminal(struct world *world)
{
    struct termios raw;
    world->reader = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(world->reader >= 0 && grantpt(world->reader) == 0 && unlockpt(world->reader) == 0);
    world->writer = open(ptsname(world->reader), O_RDWR | O_NOCTTY);
    assert_true(world->writer >= 0 && tcgetattr(world->writer, &raw) == 0);
    cfmakeraw(&raw);
    assert_int_equal(tcsetattr(world->writer, TCSANOW, &raw), 0);
    assert_int_equal(setenv("TERM", "vt100", 1), 0);
    assert_int_equal(unsetenv("XTERM_VERSION"), 0);
}

/* Shows the step as if enough time had passed. */
static void show(struct world *world)
{
    world->progress.shown_ns = 0;
    tb_progress_show(&world->progress, &step);
}

/* A line of 79 columns takes three rows once the terminal has 30, and all of them are cleared. */
static void resized(void **state)
{
    (void)state;
    struct world world;
    char text[BYTES], rows[BYTES];
    open_terminal(&world);
    resize(&world, 80);
    divert(&world);
    tb_progress_begin(&world.progress, false);
    show(&world);
    take(&world, text);
    show(&world);
    take(&world, rows);
    resize(&world, 30);
    show(&world);
    char narrow[BYTES];
    take(&world, narrow);
    resize(&world, 200);
    show(&world);
    char wide[BYTES];
    take(&world, wide);
    tb_progress_clear(&world.progress);
    put_back(&world);
    assert_null(strchr(text, '\033')); /* there was nothing to clear */
    assert_int_equal(strlen(text), 79);
    assert_memory_equal(rows, "\r\033[J", 4);
    assert_int_equal(strlen(rows), 4 + 79);
    assert_memory_equal(narrow, "\033[2A\r\033[J", 8); /* 79 columns are rows of 30, 30 and 19 */
    assert_int_equal(strlen(narrow), 8 + 29);
    assert_memory_equal(wide, "\r\033[J", 4);
}

/* xterm cuts lines off; going up would delete what stands above. */
static void resized_xterm(void **state)
{
    (void)state;
    struct world world;
    char text[BYTES];
    open_terminal(&world);
    assert_int_equal(setenv("XTERM_VERSION", "XTerm(379)", 1), 0);
    resize(&world, 80);
    divert(&world);
    tb_progress_begin(&world.progress, false);
    show(&world);
    take(&world, text);
    resize(&world, 30);
    show(&world);
    take(&world, text);
    put_back(&world);
    assert_int_equal(unsetenv("XTERM_VERSION"), 0);
    assert_memory_equal(text, "\r\033[J", 4);
}

/* In a pipe a line stays for ten seconds, without control characters. */
static void piped(void **state)
{
    (void)state;
    struct world world;
    int ends[2];
    char text[BYTES];
    assert_int_equal(pipe(ends), 0);
    world.reader = ends[0];
    world.writer = ends[1];
    divert(&world);
    tb_progress_begin(&world.progress, false);
    for (int i = 0; i < 5; i++)
        tb_progress_show(&world.progress, &step);
    tb_progress_clear(&world.progress);
    take(&world, text);
    tb_progress_begin(&world.progress, true);
    show(&world);
    tb_progress_clear(&world.progress);
    char quiet[BYTES];
    take(&world, quiet);
    put_back(&world);
    assert_null(strchr(text, '\033'));
    char *line = strchr(text, '\n');
    assert_non_null(line);
    assert_string_equal(line, "\n");
    assert_string_equal(quiet, "");
}

/* A remaining time that is not known is not shown as none. */
static void without_time(void **state)
{
    (void)state;
    struct world world;
    struct tb_step unknown = step;
    int ends[2];
    char text[BYTES], other[BYTES];
    unknown.left_ns = 0;
    assert_int_equal(pipe(ends), 0);
    world.reader = ends[0];
    world.writer = ends[1];
    divert(&world);
    tb_progress_begin(&world.progress, false);
    show(&world);
    take(&world, text);
    world.progress.shown_ns = 0;
    tb_progress_show(&world.progress, &unknown);
    take(&world, other);
    put_back(&world);
    assert_non_null(strstr(text, "round 1/9  50%, 1 s left: openssl-3.5 in handshake/"));
    assert_non_null(strstr(other, "round 1/9  50%: openssl-3.5 in handshake/"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(resized), cmocka_unit_test(resized_xterm),
                                       cmocka_unit_test(piped), cmocka_unit_test(without_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
