#include "control/store/run_absent.h"
#include "control/base/files.h"
#include "control/base/words.h"
#include "control/store/run_dir.h"
#include "core/text.h"
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool has(const char *folder, const char *file)
{
    char path[PATH_MAX];
    return snprintf(path, sizeof path, "%s/%s", folder, file) < (int)sizeof path && access(path, F_OK) == 0;
}

static bool has_run(const char *folder)
{
    return has(folder, "samples.csv") || (has(folder, "samples.csv.partial") && !tb_run_is_search(folder));
}

/* The names of all runs in a folder, and of the links to them. */
static void list_runs(struct tb_words *names, const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        char path[PATH_MAX];
        if (snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < (int)sizeof path && has_run(path) &&
            entry->d_name[0] != '.' && !tb_words_add(names, entry->d_name, strlen(entry->d_name)))
            break;
    }
    if (dir)
        closedir(dir);
}

/* Names the run whose name is the nearest: beside the missing one, or in results/. */
static void suggest(const char *folder, struct tb_text *why)
{
    char parent[PATH_MAX];
    struct tb_words names = {0};
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/')
        len--;
    snprintf(parent, sizeof parent, "%.*s", (int)len, folder);
    char *slash = strrchr(parent, '/');
    const char *name = slash ? slash + 1 : parent, *where = slash ? parent : "results";
    if (slash)
        *slash = '\0';
    list_runs(&names, *where ? where : "/");
    const char *nearest = tb_nearest(name, (const char *const *)names.items, names.num);
    if (nearest)
        tb_text_printf(why, "; did you mean '%s/%s'?", where, nearest);
    tb_words_free(&names);
}

static void blame_folder(const char *folder, struct tb_text *why)
{
    char latest[PATH_MAX];
    tb_text_printf(why, "%s is not the folder of a run: it has no samples.csv", folder);
    if (has(folder, "capacity.csv"))
        tb_text_add(why, ".  It has capacity.csv, the results of a search for a capacity, which tlsbench show and "
                         "tlsbench report take; the history, compare, check and export do not");
    else if (snprintf(latest, sizeof latest, "%s/latest", folder) < (int)sizeof latest && has_run(latest))
        tb_text_printf(why, "; did you mean '%s'?", latest);
    else
        tb_text_add(why, "; name one, such as results/latest");
}

void tb_run_blame(const char *folder, struct tb_text *why)
{
    if (tb_is_folder(folder)) {
        blame_folder(folder, why);
    } else if (access(folder, F_OK) == 0) {
        tb_text_printf(why, "%s is a file, and not the folder of a run; name a folder, such as results/latest", folder);
    } else if (errno != ENOENT) {
        tb_text_printf(why, "%s: %s", folder, strerror(errno));
    } else {
        tb_text_printf(why, "there is no folder %s", folder);
        suggest(folder, why);
        tb_text_stop(why);
        tb_text_add(why, "  Each run has a folder in results, or in the folder of its --results");
    }
}

bool tb_run_is_absent(const char *word)
{
    const char *slash = strchr(word, '/'), *equals = strchr(word, '='); /* LABEL=MODULE */
    const char *path = equals && (!slash || equals < slash) ? equals + 1 : word;
    size_t len = strlen(word);
    bool is_module = len > 3 && strcmp(word + len - 3, ".so") == 0;
    return !is_module && (slash || tb_is_run_name(word)) && access(path, F_OK) != 0;
}
