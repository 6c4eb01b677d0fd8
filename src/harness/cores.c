#include "harness/cores.h"
#include "core/cores.h"
#include "harness/options.h"

static void take(struct tb_cores *cores, cpu_set_t *allowed, int cpu)
{
    cores->core[cores->num++] = cpu;
    CPU_CLR((unsigned)cpu, allowed);
}

void tb_cores_find(struct tb_cores *cores, uint64_t first)
{
    cpu_set_t allowed, used; /* used: by their first siblings */
    CPU_ZERO(&used);
    cores->num = 0;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    if (first < CPU_SETSIZE && CPU_ISSET(first, &allowed)) {
        CPU_SET((unsigned)tb_first_sibling((int)first), &used);
        take(cores, &allowed, (int)first);
    }
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        int sibling = CPU_ISSET((unsigned)cpu, &allowed) ? tb_first_sibling(cpu) : -1;
        if (sibling < 0 || CPU_ISSET((unsigned)sibling, &used))
            continue;
        CPU_SET((unsigned)sibling, &used);
        take(cores, &allowed, cpu);
    }
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET((unsigned)cpu, &allowed))
            take(cores, &allowed, cpu);
}
