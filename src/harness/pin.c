#include "harness/pin.h"
#include "core/text.h"
#include <errno.h>
#include <sched.h>
#include <string.h>

bool tb_pin(uint64_t cpu, struct tb_text *why)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (cpu < CPU_SETSIZE)
        CPU_SET(cpu, &set);
    if (sched_setaffinity(0, sizeof set, &set) == 0)
        return true;
    tb_text_printf(why, "--cpu %llu: %s; this process may use", (unsigned long long)cpu,
                   errno == EINVAL ? "no such core" : strerror(errno));
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        CPU_ZERO(&set);
    for (int i = 0; i < CPU_SETSIZE; i++)
        if (CPU_ISSET(i, &set))
            tb_text_printf(why, " %d", i);
    return false;
}
