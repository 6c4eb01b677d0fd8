#include "core/cores.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* "0,64" or "0-1", in ascending order. */
int tb_first_sibling(int cpu)
{
    char path[96], list[32], *end;
    snprintf(path, sizeof path, "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list", cpu);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd >= 0 ? read(fd, list, sizeof list - 1) : -1;
    if (fd >= 0)
        close(fd);
    if (len <= 0)
        return cpu;
    list[len] = '\0';
    long first = strtol(list, &end, 10);
    return end > list && first >= 0 && first <= cpu ? (int)first : cpu;
}
