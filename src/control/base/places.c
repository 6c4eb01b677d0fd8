#include "control/base/places.h"
#include "control/base/files.h"
#include "core/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool join(char path[PATH_MAX], const char *folder, const char *rest)
{
    int len = snprintf(path, PATH_MAX, "%s/%s", folder, rest);
    return len > 0 && len < PATH_MAX;
}

/* "" if it is not on the PATH. */
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

bool tb_places_program(char path[PATH_MAX], const char *name)
{
    find_program(path, name);
    return *path != '\0';
}

/* The folder of this program, and its parent. */
static bool find_ourselves(char bin[PATH_MAX], char top[PATH_MAX], struct tb_text *why)
{
    ssize_t len = readlink("/proc/self/exe", bin, PATH_MAX - 1);
    if (len <= 0) {
        tb_text_printf(why, "cannot find this program's own path, /proc/self/exe: %s", strerror(errno));
        return false;
    }
    bin[len] = '\0';
    *strrchr(bin, '/') = '\0';
    snprintf(top, PATH_MAX, "%s", bin);
    char *slash = strrchr(top, '/');
    if (slash)
        *slash = '\0';
    return true;
}

/* An installed program has a folder of helpers; in a build they are next to it. */
static bool is_installed(const char *top)
{
    char helpers[PATH_MAX];
    return join(helpers, top, TB_INSTALLED_HELPERS) && tb_is_folder(helpers);
}

/* By the XDG Base Directory Specification, which ignores a relative path.  false: there is none. */
static bool find_cache(char cache[PATH_MAX])
{
    const char *own = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (own && *own == '/')
        return join(cache, own, "tlsbench");
    return home && *home == '/' && join(cache, home, ".cache/tlsbench");
}

/* Modules belong to the version whose adapters they were built from; libraries do not. */
static bool find_brought(struct tb_places *places)
{
    char cache[PATH_MAX];
    places->bring = places->installed ? "tlsbench libraries bring" : "bench/run --setup-only --bring";
    places->set_up = places->installed ? "tlsbench libraries bring" : "bench/run --setup-only";
    *places->brought = *places->libraries = '\0';
    if (!places->installed)
        return snprintf(places->libraries, PATH_MAX, "%s", TB_LIBRARIES_DIR) < PATH_MAX;
    return !find_cache(cache) ||
           (join(places->libraries, cache, "libraries") && join(places->brought, cache, TB_VERSION "/modules"));
}

bool tb_places_find(struct tb_places *places, struct tb_text *why)
{
    char bin[PATH_MAX], top[PATH_MAX], helpers[PATH_MAX];
    if (!find_ourselves(bin, top, why))
        return false;
    bool installed = places->installed = is_installed(top);
    find_program(places->valgrind, "valgrind");
    find_program(places->perf, "perf");
    if (join(helpers, top, TB_INSTALLED_HELPERS) &&
        join(places->worker, installed ? helpers : bin, "tlsbench-worker") &&
        join(places->counters, installed ? helpers : bin, "tlsbench-counters") &&
        join(places->still, installed ? helpers : bin, "tlsbench-still.so") &&
        join(places->modules, top, installed ? TB_INSTALLED_MODULES : "modules") &&
        join(places->pki, top, installed ? TB_INSTALLED_DATA "/pki" : "pki") && find_brought(places))
        return true;
    tb_text_add(why, "the path of this program is too long");
    return false;
}

/* The folder of build/<preset>; the path of this program has no links and no "..".  false: there is none. */
static bool find_sources(char sources[PATH_MAX], const char *top)
{
    snprintf(sources, PATH_MAX, "%s", top);
    for (int i = 0; i < 2; i++) {
        char *slash = strrchr(sources, '/');
        if (!slash)
            return false;
        *slash = '\0';
    }
    return true;
}

/* A build folder stands in the sources, build/<preset>, or elsewhere: then configure knows where they are.  A program
 * that was copied out of its build folder has no data. */
bool tb_places_data(char path[PATH_MAX], const char *file, struct tb_text *why)
{
    char bin[PATH_MAX], top[PATH_MAX], sources[PATH_MAX], beside[PATH_MAX], cache[PATH_MAX], data[PATH_MAX];
    if (!find_ourselves(bin, top, why))
        return false;
    bool in_sources = find_sources(sources, top) && join(beside, sources, "bench/suites") && tb_is_folder(beside), fits;
    bool is_built = join(cache, top, "CMakeCache.txt") && access(cache, F_OK) == 0;
    if (is_installed(top) || (!in_sources && !is_built))
        fits = join(data, top, TB_INSTALLED_DATA);
    else
        fits = snprintf(data, PATH_MAX, "%s", in_sources ? sources : TB_SOURCE_DIR) < PATH_MAX;
    if (fits && join(path, data, file))
        return true;
    tb_text_add(why, "the path of this program is too long");
    return false;
}

bool tb_places_suites(char path[PATH_MAX], const char *asked, struct tb_text *why)
{
    if (asked) {
        if (tb_is_folder(asked) && snprintf(path, PATH_MAX, "%s", asked) < PATH_MAX)
            return true;
        tb_text_printf(why, "--suites %s: not a folder", asked);
        return false;
    }
    return tb_places_data(path, "bench/suites", why); /* which is asked only for a suite that is no file */
}
