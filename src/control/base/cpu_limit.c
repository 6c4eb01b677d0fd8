#include "control/base/cpu_limit.h"
#include "core/cgroups.h"
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static bool add_group(void *visitor, const char *folder, bool unified)
{
    struct tb_cpu_limit *limit = visitor;
    limit->unified = unified;
    return tb_words_add(&limit->groups, folder, strlen(folder));
}

bool tb_cpu_limit_find(struct tb_cpu_limit *limit, const char *root)
{
    *limit = (struct tb_cpu_limit){0};
    return tb_cgroups_visit(root, "cpu", add_group, limit);
}

void tb_cpu_limit_free(struct tb_cpu_limit *limit)
{
    tb_words_free(&limit->groups);
}

/* ---- Reading the limits ---- */

static FILE *open_in(const char *group, const char *name)
{
    char path[2 * PATH_MAX + 32];
    return snprintf(path, sizeof path, "%s/%s", group, name) < (int)sizeof path ? fopen(path, "re") : NULL;
}

static double read_number(const char *group, const char *name)
{
    double value = 0;
    FILE *file = open_in(group, name);
    if (file && fscanf(file, "%lf", &value) != 1)
        value = 0;
    if (file)
        fclose(file);
    return value;
}

/* In cores; 0: no quota ("max", -1, or the root of version 2, which has no such file). */
static double quota_of(const char *group, bool unified)
{
    double quota = 0, period = 0;
    if (unified) {
        FILE *file = open_in(group, "cpu.max");
        if (file && fscanf(file, "%lf %lf", &quota, &period) != 2)
            quota = 0;
        if (file)
            fclose(file);
    } else {
        quota = read_number(group, "cpu.cfs_quota_us");
        period = read_number(group, "cpu.cfs_period_us");
    }
    return quota > 0 && period > 0 ? quota / period : 0;
}

double tb_cpu_limit_cores(const struct tb_cpu_limit *limit)
{
    double least = 0;
    for (size_t i = 0; i < limit->groups.num; i++) {
        double quota = quota_of(limit->groups.items[i], limit->unified);
        if (quota > 0 && (least == 0 || quota < least))
            least = quota;
    }
    return least;
}

/* "throttled_usec N" in version 2, "throttled_time N" (ns) in version 1. */
static uint64_t throttled_of(const char *group, bool unified)
{
    char key[64];
    uint64_t value, throttled = 0;
    FILE *file = open_in(group, "cpu.stat");
    while (file && fscanf(file, "%63s %" SCNu64, key, &value) == 2)
        if (strcmp(key, unified ? "throttled_usec" : "throttled_time") == 0)
            throttled = unified ? value * 1000 : value;
    if (file)
        fclose(file);
    return throttled;
}

uint64_t tb_cpu_limit_throttled_ns(const struct tb_cpu_limit *limit)
{
    uint64_t throttled = 0;
    for (size_t i = 0; i < limit->groups.num; i++)
        throttled += throttled_of(limit->groups.items[i], limit->unified);
    return throttled;
}
