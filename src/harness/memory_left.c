#include "harness/memory_left.h"
#include "core/cgroups.h"
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* The number after the word that begins a line, or without a word the file's number.  Returns false if there is none:
 * no such file, or "max". */
static bool read_number(const char *folder, const char *name, const char *word, uint64_t *value)
{
    char path[2 * PATH_MAX + 64], line[256];
    bool found = false;
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return false;
    FILE *file = fopen(path, "re");
    while (file && !found && fgets(line, sizeof line, file)) {
        size_t len = word ? strlen(word) : 0;
        found = (!word || (strncmp(line, word, len) == 0 && line[len] == ' ')) &&
                sscanf(line + len, "%" SCNu64, value) == 1;
    }
    if (file)
        fclose(file);
    return found;
}

static void note(struct tb_memory_left *left, uint64_t bytes, const char *folder, const char *name)
{
    if (bytes >= left->bytes)
        return;
    left->bytes = bytes;
    snprintf(left->limit, sizeof left->limit, "%s/%s", folder, name);
}

static bool look_at(void *visitor, const char *folder, bool unified)
{
    static const char *const limits[2][2] = {{"memory.limit_in_bytes", NULL}, {"memory.max", "memory.high"}};
    struct tb_memory_left *left = visitor;
    uint64_t limit, used, unused = 0;
    if (!read_number(folder, unified ? "memory.current" : "memory.usage_in_bytes", NULL, &used))
        return true;
    read_number(folder, "memory.stat", unified ? "inactive_file" : "total_inactive_file", &unused);
    used -= unused < used ? unused : used;
    for (size_t i = 0; i < 2 && limits[unified][i]; i++)
        if (read_number(folder, limits[unified][i], NULL, &limit))
            note(left, limit > used ? limit - used : 0, folder, limits[unified][i]);
    return true;
}

static uint64_t machine_bytes(const char *root)
{
    char path[PATH_MAX], line[256];
    uint64_t kib, bytes = UINT64_MAX;
    snprintf(path, sizeof path, "%s/proc/meminfo", root);
    FILE *file = fopen(path, "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "MemAvailable: %" SCNu64 " kB", &kib) == 1)
            bytes = kib * 1024;
    if (file)
        fclose(file);
    return bytes;
}

void tb_memory_left(struct tb_memory_left *left, const char *root)
{
    *left = (struct tb_memory_left){.bytes = machine_bytes(root)};
    tb_cgroups_visit(root, "memory", look_at, left);
}
