/* cpu_limit.h - the CPU quota that control groups put on this process, and how long they stopped it.
 *
 * A container's or a service's limit (docker --cpus, systemd's CPUQuota=) is a quota of CPU time in each period: a
 * group that has used it up stands still until the period ends.  A limit holds for all groups below it, so that every
 * level from the process's own group up to the root counts.  Both versions of control groups are read: cpu.max and
 * cpu.stat of version 2 (kernel: Documentation/admin-guide/cgroup-v2.rst), cpu.cfs_quota_us, cpu.cfs_period_us and
 * cpu.stat of version 1 (Documentation/scheduler/sched-bwc.rst).
 */
#pragma once
#include "control/base/words.h"
#include <stdint.h>

struct tb_cpu_limit {
    struct tb_words groups; /* folders, the process's own first, then those above it */
    bool unified;           /* of version 2 */
};

/* Finds the groups of this process.  `root` stands before /proc and /sys: "" but in tests.  Where there are no control
 * groups, there is no limit.  false: out of memory. */
bool tb_cpu_limit_find(struct tb_cpu_limit *limit, const char *root);
void tb_cpu_limit_free(struct tb_cpu_limit *limit);

double tb_cpu_limit_cores(const struct tb_cpu_limit *limit);          /* the tightest quota: 0.2 of a core; 0: none */
uint64_t tb_cpu_limit_throttled_ns(const struct tb_cpu_limit *limit); /* so far, all levels together */
