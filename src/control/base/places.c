#include "control/base/places.h"
#include "control/base/files.h"
#include "core/text.h"
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool join(char path[PATH_MAX], const char *folder, const char *rest)
{
    int len = snprintf(path, PATH_MAX, "%s/%s", folder, rest);
    return len > 0 && len < PATH_MAX;
}

/* "" when it is nowhere on the PATH. */
static void find_program(char found[PATH_MAX], const char *name)
{
    struct tb_words folders = {0};
    const char *path = getenv("PATH");
    found[0] = '\0';
    if (!tb_words_split(&folders, path ? path : "/usr/bin:/usr/local/bin", ":"))
        return;
    for (size_t i = 0; i < folders.num; i++)
        if (join(found, folders.items[i], name) && access(found, X_OK) == 0)
            break;
        else
            found[0] = '\0';
    tb_words_free(&folders);
}

bool tb_places_find(struct tb_places *places, struct tb_text *why)
{
    char program[PATH_MAX], up[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
    if (len <= 0) {
        tb_text_printf(why, "where this program is cannot be read from /proc/self/exe: %s", strerror(errno));
        return false;
    }
    program[len] = '\0';
    char *bin = dirname(program);
    memcpy(up, bin, strlen(bin) + 1);
    char *top = dirname(up);
    find_program(places->valgrind, "valgrind");
    if (join(places->worker, bin, "tlsbench-worker") && join(places->counters, bin, "tlsbench-counters") &&
        join(places->still, bin, "tlsbench-still.so") && join(places->modules, top, "modules") &&
        join(places->pki, top, "pki"))
        return true;
    tb_text_add(why, "the path of this program is too long");
    return false;
}

const char *tb_places_suites(const char *asked, struct tb_text *why)
{
    const char *const candidates[] = {TB_SUITES_DIR, "bench/suites"};
    if (asked && tb_is_folder(asked))
        return asked;
    if (asked) {
        tb_text_printf(why, "--suites %s: not a folder", asked);
        return NULL;
    }
    for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
        if (tb_is_folder(candidates[i]))
            return candidates[i];
    tb_text_printf(why, "no suites: neither %s nor %s is a folder; --suites DIR names it", candidates[0],
                   candidates[1]);
    return NULL;
}
