/* old_runs_remove.c - removes the folder of a run, and what an interrupted removal left. */
#include "control/base/files.h"
#include "control/results/old_runs.h"
#include "control/store/run_dir.h"
#include "core/text.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool join(char path[PATH_MAX], const char *folder, const char *prefix, const char *name, struct tb_text *why)
{
    if (snprintf(path, PATH_MAX, "%s/%s%s", folder, prefix, name) < PATH_MAX)
        return true;
    errno = ENAMETOOLONG;
    return tb_file_blame(why, folder);
}

/* A folder of files.  Others may have removed any of them meanwhile. */
static bool remove_folder(const char *folder, struct tb_text *why)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return errno == ENOENT || tb_file_blame(why, folder);
    char path[PATH_MAX];
    struct dirent *entry;
    bool good = true;
    while (good && (entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            good = join(path, folder, "", entry->d_name, why) &&
                   (unlink(path) == 0 || errno == ENOENT || tb_file_blame(why, path));
    closedir(dir);
    return good && (rmdir(folder) == 0 || errno == ENOENT || tb_file_blame(why, folder));
}

/* The new name must be on the disk before the first file is gone, or a power cut may leave a half under the old one. */
bool tb_old_run_remove(const char *results, const struct tb_old_run *run, struct tb_text *why)
{
    char path[PATH_MAX], removed[PATH_MAX];
    if (!join(path, results, "", run->name, why) || !join(removed, results, TB_REMOVED_PREFIX, run->name, why))
        return false;
    return (rename(path, removed) == 0 || tb_file_blame(why, path)) && tb_folder_sync(results, why) &&
           remove_folder(removed, why);
}

bool tb_old_runs_tidy(const char *results, struct tb_text *why)
{
    DIR *dir = opendir(results);
    if (!dir)
        return tb_file_blame(why, results);
    size_t prefix = strlen(TB_REMOVED_PREFIX);
    char path[PATH_MAX];
    struct dirent *entry;
    bool good = true;
    while (good && (entry = readdir(dir)))
        if (strncmp(entry->d_name, TB_REMOVED_PREFIX, prefix) == 0 && tb_is_run_name(entry->d_name + prefix))
            good = join(path, results, "", entry->d_name, why) && remove_folder(path, why);
    closedir(dir);
    return good;
}
