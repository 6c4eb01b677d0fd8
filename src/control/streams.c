#include "control/streams.h"
#include "control/exit.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void tb_streams_open(void)
{
    static const char *const stand_ins[] = {"/dev/null", "/dev/full", "/dev/null"};
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) /* the lowest that is free: it takes that number */
            if (open(stand_ins[fd], fd == STDIN_FILENO ? O_RDONLY : O_WRONLY) != fd)
                _exit(TB_EXIT_NOTHING); /* nowhere to say it */
}

int tb_streams_close(int exit_code)
{
    bool failed_before = ferror(stdout);
    int error = fflush(stdout) == 0 ? 0 : errno;
    if (!failed_before && !error)
        return exit_code;
    if (error != EPIPE)
        fprintf(stderr, "tlsbench: standard output cannot be written%s%s: what is printed there is not complete\n",
                error ? ": " : "", error ? strerror(error) : "");
    return exit_code == TB_EXIT_GOOD ? TB_EXIT_NOTHING : exit_code;
}
