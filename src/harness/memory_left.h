/* memory_left.h - the memory that processes here can still take without swapping. */
#pragma once
#include <stdint.h>

struct tb_memory_left {
    uint64_t bytes;  /* UINT64_MAX: unknown */
    char limit[512]; /* the file of the control group that leaves the least; "": none leaves less than the machine */
};

/* The least of what the machine has (proc(5), meminfo: MemAvailable) and of what the limits of this process's control
 * groups leave: memory.max and memory.high of version 2 (kernel: Documentation/admin-guide/cgroup-v2.rst),
 * memory.limit_in_bytes of version 1 (Documentation/admin-guide/cgroup-v1/memory.rst).  Pages of files that nobody used
 * of late (inactive_file) are as good as free.  `root` is the prefix of /proc and /sys, "" except in tests. */
void tb_memory_left(struct tb_memory_left *left, const char *root);
