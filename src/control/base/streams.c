#include "control/base/streams.h"
#include "control/base/exit.h"
#include "core/utf8.h"
#include "core/write_all.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 4096 };

/* All output goes through one of these. */
struct channel {
    int fd;
    struct tb_cleaner cleaner;
};

static struct channel channels[] = {{.fd = STDOUT_FILENO}, {.fd = STDERR_FILENO}};

/* The write function of a stream for the C library: 0 is a failure, with errno set. */
static ssize_t write_clean(void *cookie, const char *text, size_t len)
{
    struct channel *channel = cookie;
    char clean[3 * (PIECE + 4)];
    for (size_t at = 0; at < len;) {
        size_t piece = len - at < PIECE ? len - at : PIECE;
        if (!tb_write_all(channel->fd, clean, tb_clean(&channel->cleaner, text + at, piece, clean)))
            return 0;
        at += piece;
    }
    return (ssize_t)len;
}

static FILE *filtered(struct channel *channel, int buffering)
{
    FILE *stream = fopencookie(channel, "w", (cookie_io_functions_t){.write = write_clean});
    if (stream)
        setvbuf(stream, NULL, buffering, BUFSIZ);
    return stream;
}

/* What the caller left open is of no use to workers: a library would count it, and a lock would outlive tlsbench.  A
 * kernel without this call leaves them as they are. */
static void keep_to_ourselves(void)
{
    close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
}

void tb_streams_open(void)
{
    static const char *const stand_ins[] = {"/dev/null", "/dev/full", "/dev/null"};
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) /* takes the lowest free descriptor, which is this one */
            if (open(stand_ins[fd], fd == STDIN_FILENO ? O_RDONLY : O_WRONLY) != fd)
                _exit(TB_EXIT_NOTHING); /* there is no stream to report it on */
    keep_to_ourselves();
    FILE *out = filtered(&channels[0], isatty(STDOUT_FILENO) ? _IOLBF : _IOFBF);
    FILE *err = filtered(&channels[1], _IONBF);
    if (!out || !err) {
        static const char why[] = "tlsbench: out of memory; free memory and run it again\n";
        tb_write_all(STDERR_FILENO, why, strlen(why)); /* the last possible report */
        _exit(TB_EXIT_NOTHING);
    }
    stdout = out;
    stderr = err;
}

void tb_streams_control(FILE *stream, const char *sequence)
{
    int fd = stream == stdout ? STDOUT_FILENO : stream == stderr ? STDERR_FILENO : -1;
    if (fd < 0)
        fputs(sequence, stream);
    else if (fflush(stream) == 0)
        tb_write_all(fd, sequence, strlen(sequence)); /* an error here also occurs when text is written */
}

/* Writes the incomplete character at the end of a text. */
static bool write_held(struct channel *channel)
{
    char clean[3 * 4];
    return tb_write_all(channel->fd, clean, tb_clean(&channel->cleaner, "", 0, clean));
}

int tb_streams_close(int exit_code)
{
    bool failed_before = ferror(stdout);
    int error = fflush(stdout) == 0 && write_held(&channels[0]) ? 0 : errno;
    if (!failed_before && !error)
        return exit_code;
    if (error != EPIPE)
        fprintf(stderr,
                "tlsbench: standard output cannot be written%s%s, so what was printed is incomplete; run it again, or "
                "print a stored run: tlsbench show results/latest\n",
                error ? ": " : "", error ? strerror(error) : "");
    return exit_code == TB_EXIT_GOOD ? TB_EXIT_NOTHING : exit_code;
}
