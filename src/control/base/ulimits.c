#include "control/base/ulimits.h"
#include <stddef.h>
#include <stdio.h>
#include <sys/resource.h>

/* A run has the streams, the results, the history and the pipes of two workers open.  Paths and lines of text are on
 * the stack, in nested calls. */
static const struct {
    int which;
    const char *what;
    rlim_t least;
    const char *raise;
} limits[] = {
    {RLIMIT_NOFILE, "open files", 64, "ulimit -n 64"},
    {RLIMIT_STACK, "bytes of stack", 1 << 20, "ulimit -s 1024"},
};

bool tb_ulimits_suffice(void)
{
    struct rlimit limit;
    bool good = true;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        if (getrlimit(limits[i].which, &limit) != 0 || limit.rlim_cur >= limits[i].least)
            continue;
        good = false;
        fprintf(stderr, "tlsbench: the limit of %s is %llu, and tlsbench needs %llu; raise it: %s\n", limits[i].what,
                (unsigned long long)limit.rlim_cur, (unsigned long long)limits[i].least, limits[i].raise);
    }
    return good;
}
