/* profile_host.c - whether this host lets perf sample programs. */
#include "control/run/profile.h"
#include "core/text.h"
#include <errno.h>
#include <limits.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PARANOID "/proc/sys/kernel/perf_event_paranoid"

void tb_profile_refused(struct tb_text *why, int error, int paranoid)
{
    bool denied = error == EACCES || error == EPERM;
    if (error == ENOSYS || error == ENOENT)
        tb_text_add(why, "this kernel was built without perf events (CONFIG_PERF_EVENTS); use another one");
    else if (denied && paranoid > 2 && paranoid != INT_MAX)
        tb_text_printf(why,
                       "this user may not sample programs, because %s is %d; as root: sysctl "
                       "kernel.perf_event_paranoid=2 (1 also shows the kernel's part)",
                       PARANOID, paranoid);
    else if (denied)
        tb_text_add(why, "perf_event_open is forbidden here, probably by the container's seccomp profile; start the "
                         "container with --cap-add PERFMON, or profile outside of it");
    else
        tb_text_printf(why, "perf_event_open: %s", strerror(error));
}

static int paranoid(void)
{
    int level = INT_MAX;
    FILE *file = fopen(PARANOID, "re");
    if (file && fscanf(file, "%d", &level) != 1)
        level = INT_MAX;
    if (file)
        fclose(file);
    return level;
}

/* The event that perf is asked for, on this process.  0, or errno. */
static int try_event(bool kernel)
{
    struct perf_event_attr attr = {.type = PERF_TYPE_SOFTWARE,
                                   .size = sizeof attr,
                                   .config = PERF_COUNT_SW_CPU_CLOCK,
                                   .sample_period = 1000000,
                                   .disabled = 1,
                                   .exclude_kernel = !kernel,
                                   .exclude_hv = 1};
    long fd = syscall(SYS_perf_event_open, &attr, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
    if (fd < 0)
        return errno;
    close((int)fd);
    return 0;
}

bool tb_profile_possible(const char *perf, bool *kernel, struct tb_text *why)
{
    if (!*perf) {
        tb_text_add(why, "perf is not on the PATH; install it with apt-get install linux-perf");
        return false;
    }
    *kernel = try_event(true) == 0;
    int error = *kernel ? 0 : try_event(false);
    if (error)
        tb_profile_refused(why, error, paranoid());
    return error == 0;
}
