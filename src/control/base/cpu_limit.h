/* cpu_limit.h - the CPU quota of this process's control groups, and the time for which it was throttled.
 *
 * The limit of a container or a service (docker --cpus, systemd's CPUQuota=) is a quota of CPU time in each period: a
 * group that has used it up is stopped until the period ends.  All levels (core/cgroups.h) are read: cpu.max and
 * cpu.stat of version 2 (kernel: Documentation/admin-guide/cgroup-v2.rst), cpu.cfs_quota_us, cpu.cfs_period_us and
 * cpu.stat of version 1 (Documentation/scheduler/sched-bwc.rst).
 */
#pragma once
#include "control/base/words.h"
#include <stdint.h>

struct tb_cpu_limit {
    struct tb_words groups; /* folders: the process's own group first, then its ancestors */
    bool unified;           /* control groups version 2 */
};

/* Finds the groups of this process; without control groups there is no limit.  `root` is the prefix of /proc and /sys,
 * "" except in tests.  Fails only if memory runs out. */
bool tb_cpu_limit_find(struct tb_cpu_limit *limit, const char *root);
void tb_cpu_limit_free(struct tb_cpu_limit *limit);

double tb_cpu_limit_cores(const struct tb_cpu_limit *limit);          /* the lowest quota, such as 0.2 of a core; 0:
                                                                       * none */
uint64_t tb_cpu_limit_throttled_ns(const struct tb_cpu_limit *limit); /* total so far, of all levels together */
