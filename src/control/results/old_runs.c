#include "control/results/old_runs.h"
#include "control/base/files.h"
#include "control/base/words.h"
#include "control/results/export.h"
#include "control/store/run_dir.h"
#include "core/text.h"
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FACTS_LIMIT = 64 << 20, OTHERS_LIMIT = 4000, BLOCK = 512 /* bytes, of st_blocks */ };

/* The files that tlsbench writes into the folder of a run, apart from exports.  The history has the content of the
 * first ones, but for single chunks: the samples' values, the counters, and run.json. */
static const struct {
    const char *pattern;
    bool in_history;
} files[] = {
    {"samples.csv", true},  {"samples.csv.partial", true}, {"summary.csv", true},       {TB_SUMMARY_PARTIAL, true},
    {"run.json", true},     {"counters.csv", true},        {"reserve", true},           {"comparison.csv", false},
    {"anatomy.csv", false}, {"comparison-*.csv", false},   {"profile-*.folded", false}, {"capacity.csv", false},
    {"check.json", false},
};

/* The file of an export in the run's folder, with a library's name in it if there are several. */
static bool is_export(const char *name)
{
    size_t num;
    const struct tb_exporter *const *exporters = tb_exporters(&num);
    for (size_t i = 0; i < num; i++) {
        const char *file = exporters[i]->file, *ending = file + strcspn(file, ".");
        char pattern[100];
        snprintf(pattern, sizeof pattern, "%.*s-*%s", (int)(ending - file), file, ending);
        if (strcmp(name, file) == 0 || fnmatch(pattern, name, 0) == 0)
            return true;
    }
    return false;
}

/* The length of the name that a file which was not completed was to have, "run.json" of "run.json.aB3dE6.new", or as an
 * older tlsbench named it, "run.json.new"; 0: it is not one. */
static size_t half_name(const char *name)
{
    size_t len = strlen(name), ending = strlen(TB_PARTIAL_ENDING), drawn = strlen(".XXXXXX");
    if (len <= ending || strcmp(name + len - ending, TB_PARTIAL_ENDING) != 0)
        return 0;
    len -= ending;
    bool is_drawn = len > drawn && name[len - drawn] == '.' && !memchr(name + len - drawn + 1, '.', drawn - 1);
    return is_drawn ? len - drawn : len;
}

/* Did tlsbench write it?  *in_history: and the history has its content. */
static bool is_ours(const char *name, bool *in_history)
{
    char whole[NAME_MAX + 1];
    size_t half = half_name(name);
    snprintf(whole, sizeof whole, "%.*s", (int)(half ? half : strlen(name)), name);
    *in_history = half > 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (fnmatch(files[i].pattern, whole, 0) == 0) {
            *in_history = half > 0 || files[i].in_history;
            return true;
        }
    return is_export(whole);
}

/* ---- One run ---- */

/* Takes a file of the run's folder into account. */
static bool take_file(struct tb_old_run *run, const char *folder, const char *name, struct tb_text *others,
                      struct tb_text *why)
{
    char path[PATH_MAX];
    struct stat status;
    bool in_history;
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return tb_file_blame(why, folder);
    }
    if (lstat(path, &status) != 0)
        return errno == ENOENT || tb_file_blame(why, path);
    bool ours = S_ISREG(status.st_mode) && is_ours(name, &in_history);
    if (!ours && run->hold == TB_HOLD_NONE) {
        run->hold = TB_HOLD_FILE;
        snprintf(run->holder, sizeof run->holder, "%s", name);
    }
    if (ours && !in_history)
        tb_text_printf(others, "%s%s", others->len ? ", " : "", name);
    if (status.st_nlink == 1)
        run->bytes += (uint64_t)status.st_blocks * BLOCK;
    return true;
}

static bool take_files(struct tb_old_run *run, const char *folder, struct tb_text *why)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return tb_file_blame(why, folder);
    struct tb_text others;
    struct dirent *entry;
    bool good = true;
    tb_text_init(&others, OTHERS_LIMIT);
    while (good && (entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            good = take_file(run, folder, entry->d_name, &others, why);
    closedir(dir);
    if (good && others.len && !(run->others = strdup(others.data))) {
        tb_text_add(why, "out of memory");
        good = false;
    }
    tb_text_free(&others);
    return good;
}

/* Has the folder samples, or the results of a search?  *written: tlsbench still writes it.  *search: it has no samples
 * that the history could have. */
static bool has_results(const char *folder, bool *written, bool *search)
{
    static const char *const names[] = {"samples.csv", "samples.csv.partial", "capacity.csv"};
    char path[PATH_MAX];
    struct stat status;
    bool has = false;
    *written = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (snprintf(path, sizeof path, "%s/%s", folder, names[i]) < (int)sizeof path && stat(path, &status) == 0) {
            has = true;
            *written = *written || tb_run_is_under_way(path);
        }
    *search = tb_run_is_search(folder);
    return has;
}

static bool add_run(struct tb_old_runs *runs, const char *results, const char *name, struct tb_text *why)
{
    char folder[PATH_MAX];
    struct stat status;
    bool written, search;
    if (snprintf(folder, sizeof folder, "%s/%s", results, name) >= (int)sizeof folder) {
        errno = ENAMETOOLONG;
        return tb_file_blame(why, results);
    }
    if (lstat(folder, &status) != 0 || !S_ISDIR(status.st_mode) || !has_results(folder, &written, &search))
        return true;
    struct tb_old_run *grown = tb_grow(runs->items, runs->num, sizeof *grown);
    if (!grown) {
        tb_text_add(why, "out of memory");
        return false;
    }
    runs->items = grown;
    struct tb_old_run *run = &grown[runs->num++];
    *run = (struct tb_old_run){.hold = written ? TB_HOLD_WRITER : TB_HOLD_NONE, .search = search};
    snprintf(run->name, sizeof run->name, "%s", name);
    return take_files(run, folder, why);
}

/* ---- All runs ---- */

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* If `name` is a link to a run, the run must stay. */
static void hold_target(struct tb_old_runs *runs, const char *results, const char *name)
{
    char path[PATH_MAX];
    struct stat link, target, status;
    if (snprintf(path, sizeof path, "%s/%s", results, name) >= (int)sizeof path || lstat(path, &link) != 0 ||
        !S_ISLNK(link.st_mode) || stat(path, &target) != 0)
        return;
    for (size_t i = 0; i < runs->num; i++) {
        struct tb_old_run *run = &runs->items[i];
        if (snprintf(path, sizeof path, "%s/%s", results, run->name) >= (int)sizeof path || stat(path, &status) != 0 ||
            !is_same_file(&status, &target) || run->hold == TB_HOLD_WRITER)
            continue;
        run->hold = TB_HOLD_LINK;
        snprintf(run->holder, sizeof run->holder, "%s", name);
    }
}

static int newest_first(const void *a, const void *b)
{
    return strcmp(((const struct tb_old_run *)b)->name, ((const struct tb_old_run *)a)->name);
}

bool tb_old_runs_find(struct tb_old_runs *runs, const char *results, struct tb_text *why)
{
    *runs = (struct tb_old_runs){0};
    DIR *dir = opendir(results);
    if (!dir)
        return tb_file_blame(why, results);
    struct dirent *entry;
    bool good = true;
    while (good && (entry = readdir(dir))) {
        if (tb_is_run_name(entry->d_name))
            good = add_run(runs, results, entry->d_name, why);
        else if (strncmp(entry->d_name, TB_REMOVED_PREFIX, strlen(TB_REMOVED_PREFIX)) == 0)
            runs->halves += tb_is_run_name(entry->d_name + strlen(TB_REMOVED_PREFIX));
    }
    rewinddir(dir);
    while (good && (entry = readdir(dir)))
        hold_target(runs, results, entry->d_name);
    closedir(dir);
    if (good && runs->num > 0)
        qsort(runs->items, runs->num, sizeof *runs->items, newest_first);
    return good;
}

void tb_old_runs_free(struct tb_old_runs *runs)
{
    for (size_t i = 0; i < runs->num; i++)
        free(runs->items[i].others);
    free(runs->items);
    *runs = (struct tb_old_runs){0};
}

struct json_t *tb_old_run_facts(const char *results, const struct tb_old_run *run, struct tb_text *why)
{
    char path[PATH_MAX];
    json_error_t error;
    if (snprintf(path, sizeof path, "%s/%s/run.json", results, run->name) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        tb_file_blame(why, results);
        return NULL;
    }
    char *text = tb_file_read(path, FACTS_LIMIT, why);
    json_t *facts = text ? json_loads(text, JSON_REJECT_DUPLICATES, &error) : NULL;
    if (text && !facts)
        tb_text_printf(why, "%s, line %d: %s", path, error.line, error.text);
    free(text);
    return facts;
}
