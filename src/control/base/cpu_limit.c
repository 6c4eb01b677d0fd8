#include "control/base/cpu_limit.h"
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Finding the group ---- */

/* Is `word` in the comma-separated list? */
static bool lists(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; *at; at += *at == ',') {
        size_t next = strcspn(at, ",");
        if (next == len && strncmp(at, word, len) == 0)
            return true;
        at += next;
    }
    return false;
}

/* The group in the hierarchy of the CPU controller, from lines "ID:CONTROLLERS:PATH" (cgroups(7)).  Version 1 takes
 * precedence: if it has the controller, version 2 does not.  Returns false if there is none. */
static bool read_group(char group[PATH_MAX], bool *unified, const char *root)
{
    char path[PATH_MAX], line[PATH_MAX + 128];
    snprintf(path, sizeof path, "%s/proc/self/cgroup", root);
    FILE *file = fopen(path, "re");
    bool found = false;
    *unified = true;
    while (file && *unified && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        char *controllers = strchr(line, ':'), *where = controllers ? strchr(controllers + 1, ':') : NULL;
        if (!where)
            continue;
        *controllers++ = '\0';
        *where++ = '\0';
        bool cpu = lists(controllers, "cpu");
        if (!cpu && *controllers)
            continue;
        snprintf(group, PATH_MAX, "%s", where);
        *unified = !cpu;
        found = true;
    }
    if (file)
        fclose(file);
    return found;
}

/* mountinfo encodes blanks and the like as octal escapes. */
static void unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from; to++)
        if (from[0] == '\\' && strspn(from + 1, "01234567") >= 3) {
            char digits[4] = {from[1], from[2], from[3], '\0'};
            *to = (char)strtol(digits, NULL, 8);
            from += 4;
        } else {
            *to = *from++;
        }
    *to = '\0';
}

/* Parses one line of proc_pid_mountinfo(5): "ID PARENT DEV ROOT POINT OPTIONS [FIELD]... - TYPE SOURCE SUPER-OPTIONS".
 * Is it the mount of that hierarchy? */
static bool read_mount(char *line, bool unified, char **mount_root, char **point)
{
    char *rest = strstr(line, " - "), *state;
    if (!rest)
        return false;
    *rest = '\0';
    char type[32], options[1024];
    if (sscanf(rest + 3, "%31s %*s %1023s", type, options) != 2 || strcmp(type, unified ? "cgroup2" : "cgroup") != 0 ||
        (!unified && !lists(options, "cpu")))
        return false;
    char *field = strtok_r(line, " ", &state);
    for (int i = 0; field && i < 3; i++)
        field = strtok_r(NULL, " ", &state);
    *mount_root = field;
    *point = field ? strtok_r(NULL, " ", &state) : NULL;
    if (!*point)
        return false;
    unescape(*mount_root);
    unescape(*point);
    return true;
}

/* ---- The group's folder, and its ancestors ---- */

/* `group` is relative to `mount_root`.  If it is outside of what a container sees, only the mount itself is used. */
static bool add_folders(struct tb_cpu_limit *limit, const char *root, const char *point, const char *mount_root,
                        const char *group)
{
    char folder[2 * PATH_MAX];
    size_t above = strcmp(mount_root, "/") == 0 ? 0 : strlen(mount_root);
    bool inside = strncmp(group, mount_root, above) == 0 && (group[above] == '/' || group[above] == '\0');
    int top = snprintf(folder, sizeof folder, "%s%s", root, point);
    int len = top + snprintf(folder + top, sizeof folder - (size_t)top, "%s", inside ? group + above : "");
    if (len >= (int)sizeof folder)
        return true; /* longer than any valid path */
    while (len > top && folder[len - 1] == '/')
        folder[--len] = '\0';
    for (;;) {
        if (!tb_words_add(&limit->groups, folder, strlen(folder)))
            return false;
        char *slash = strrchr(folder + top, '/');
        if (!slash)
            return true;
        *slash = '\0';
    }
}

bool tb_cpu_limit_find(struct tb_cpu_limit *limit, const char *root)
{
    char group[PATH_MAX], path[PATH_MAX], line[3 * PATH_MAX];
    bool found = false, memory = true;
    *limit = (struct tb_cpu_limit){0};
    if (!read_group(group, &limit->unified, root))
        return true;
    snprintf(path, sizeof path, "%s/proc/self/mountinfo", root);
    FILE *file = fopen(path, "re");
    while (file && !found && fgets(line, sizeof line, file)) {
        char *mount_root, *point;
        line[strcspn(line, "\n")] = '\0';
        found = read_mount(line, limit->unified, &mount_root, &point);
        if (found)
            memory = add_folders(limit, root, point, mount_root, group);
    }
    if (file)
        fclose(file);
    return memory;
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
