#include "control/plan/suite_files.h"
#include "core/text.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_suite(const char *file)
{
    size_t len = strlen(file);
    return len > 4 && strcmp(file + len - 4, ".ini") == 0;
}

/* By the names without ".ini": ci stands before ci-full, although '.' comes after '-'. */
static int by_name(const struct dirent **left, const struct dirent **right)
{
    size_t a = strlen((*left)->d_name), b = strlen((*right)->d_name);
    a -= is_suite((*left)->d_name) ? 4 : 0;
    b -= is_suite((*right)->d_name) ? 4 : 0;
    int order = strncmp((*left)->d_name, (*right)->d_name, a < b ? a : b);
    return order ? order : (a > b) - (a < b);
}

bool tb_suites_list(struct tb_words *names, const char *folder, struct tb_text *why)
{
    struct dirent **entries;
    int num = scandir(folder, &entries, NULL, by_name);
    if (num < 0) {
        tb_text_printf(why, "no suites: %s: %s; name the folder of your suites with --suites DIR", folder,
                       strerror(errno));
        return false;
    }
    bool good = true;
    for (int i = 0; i < num; i++) {
        if (good && is_suite(entries[i]->d_name))
            good = tb_words_add(names, entries[i]->d_name, strlen(entries[i]->d_name) - 4);
        free(entries[i]);
    }
    free(entries);
    if (!good)
        tb_text_add(why, "out of memory");
    return good;
}

bool tb_suite_is_path(const char *name)
{
    return strchr(name, '/') || is_suite(name);
}

bool tb_suites_heed(const char *folder, const struct tb_words *names, struct tb_text *why)
{
    bool heeded = !folder || names->num == 0;
    for (size_t i = 0; i < names->num && !heeded; i++)
        heeded = !tb_suite_is_path(names->items[i]);
    if (!heeded)
        tb_text_printf(why,
                       "--suites has no effect, because %s is the path of a suite; leave it out, or name a suite that "
                       "is in %s",
                       names->items[0], folder);
    return heeded;
}

char *tb_suites_find(const char *name, const char *folder, struct tb_text *why)
{
    struct tb_words names = {0};
    char *path = NULL;
    if (tb_suite_is_path(name))
        return strdup(name);
    bool listed = tb_suites_list(&names, folder, why), known = listed && tb_words_have(&names, name);
    if (listed && !known) {
        tb_text_printf(why, "there is no suite '%s'", name);
        tb_words_choices(why, name, &names, folder);
    }
    if (known && asprintf(&path, "%s/%s.ini", folder, name) < 0)
        path = NULL;
    tb_words_free(&names);
    return path;
}
