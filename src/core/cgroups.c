#include "core/cgroups.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The group in the hierarchy of the controller, from lines "ID:CONTROLLERS:PATH".  Version 1 takes precedence: if it
 * has the controller, version 2 does not.  Returns false if there is none. */
static bool read_group(char group[PATH_MAX], bool *unified, const char *root, const char *controller)
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
        bool first = lists(controllers, controller);
        if (!first && *controllers)
            continue;
        snprintf(group, PATH_MAX, "%s", where);
        *unified = !first;
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
 * Is it the mount of the controller's hierarchy? */
static bool read_mount(char *line, bool unified, const char *controller, char **mount_root, char **point)
{
    char *rest = strstr(line, " - "), *state;
    if (!rest)
        return false;
    *rest = '\0';
    char type[32], options[1024];
    if (sscanf(rest + 3, "%31s %*s %1023s", type, options) != 2 || strcmp(type, unified ? "cgroup2" : "cgroup") != 0 ||
        (!unified && !lists(options, controller)))
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

struct visit {
    bool (*call)(void *visitor, const char *folder, bool unified);
    void *visitor;
    bool unified;
};

/* `group` is relative to `mount_root`.  If it is outside of what a container sees, only the mount itself is used. */
static bool visit_folders(const struct visit *visit, const char *root, const char *point, const char *mount_root,
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
        if (!visit->call(visit->visitor, folder, visit->unified))
            return false;
        char *slash = strrchr(folder + top, '/');
        if (!slash)
            return true;
        *slash = '\0';
    }
}

bool tb_cgroups_visit(const char *root, const char *controller,
                      bool (*call)(void *visitor, const char *folder, bool unified), void *visitor)
{
    struct visit visit = {call, visitor, false};
    char group[PATH_MAX], path[PATH_MAX], line[3 * PATH_MAX];
    bool found = false, good = true;
    if (!read_group(group, &visit.unified, root, controller))
        return true;
    snprintf(path, sizeof path, "%s/proc/self/mountinfo", root);
    FILE *file = fopen(path, "re");
    while (file && !found && fgets(line, sizeof line, file)) {
        char *mount_root, *point;
        line[strcspn(line, "\n")] = '\0';
        found = read_mount(line, visit.unified, controller, &mount_root, &point);
        if (found)
            good = visit_folders(&visit, root, point, mount_root, group);
    }
    if (file)
        fclose(file);
    return good;
}
