#include "control/sample/libraries.h"
#include "control/base/environment.h"
#include "control/base/files.h"
#include "control/base/places.h"
#include "control/base/signals.h"
#include "control/sample/instances.h"
#include "control/sample/judge.h"
#include "control/sample/process.h"
#include "control/sample/worker_line.h"
#include "core/clock.h"
#include "core/text.h"
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { INFO_PATIENCE_S = 20 };

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct tb_library *)a)->name, ((const struct tb_library *)b)->name);
}

struct tb_library *tb_libraries_add(struct tb_libraries *libraries, const char *name, const char *module, bool by_file)
{
    struct tb_library *items = tb_grow(libraries->items, libraries->num, sizeof *items);
    if (!items)
        return NULL;
    libraries->items = items;
    struct tb_library *library = &items[libraries->num++];
    *library = (struct tb_library){.name = strdup(name), .module = strdup(module), .by_file = by_file};
    tb_record_init(&library->attested);
    return library->name && library->module ? library : NULL;
}

static bool add(struct tb_libraries *libraries, const char *folder, const char *name)
{
    char *module = NULL;
    bool good = asprintf(&module, "%s/%s.so", folder, name) > 0 && tb_libraries_add(libraries, name, module, false);
    free(module);
    return good;
}

static bool have(const struct tb_libraries *libraries, const char *name)
{
    return tb_libraries_get(libraries, name, NULL) != NULL;
}

static bool is_refused(const struct tb_libraries *libraries, const char *name)
{
    struct tb_text reason;
    tb_text_init(&reason, 4000);
    bool refused = tb_libraries_why_refused(libraries, name, &reason);
    tb_text_free(&reason);
    return refused;
}

/* A module of `built`, a folder that a build fills, that has the name of a refused line may not be the library that is
 * meant by that name. */
static bool find_in(struct tb_libraries *libraries, const char *folder, bool built)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return errno == ENOENT;
    bool good = true;
    struct dirent *entry;
    while (good && (entry = readdir(dir))) {
        size_t len = strlen(entry->d_name);
        if (len <= 3 || strcmp(entry->d_name + len - 3, ".so") != 0)
            continue;
        char name[sizeof entry->d_name];
        memcpy(name, entry->d_name, len + 1);
        name[len - 3] = '\0';
        good = have(libraries, name) || (built && is_refused(libraries, name)) || add(libraries, folder, name);
    }
    closedir(dir);
    return good;
}

/* Where refused and absent libraries are recorded; without memory, they are not reported. */
static void find_records(struct tb_libraries *libraries, const struct tb_places *places)
{
    libraries->bring = places->bring;
    if (asprintf(&libraries->refused, "%s/../refused", *places->brought ? places->brought : places->modules) < 0)
        libraries->refused = NULL;
    if (!*places->libraries || asprintf(&libraries->absent, "%s/absent", places->libraries) < 0)
        libraries->absent = NULL;
}

bool tb_libraries_find(struct tb_libraries *libraries, const struct tb_places *places, const char *further,
                       struct tb_text *why)
{
    *libraries = (struct tb_libraries){0};
    find_records(libraries, places);
    const char *const folders[] = {further, *places->brought ? places->brought : NULL, places->modules};
    if (further && access(further, F_OK) != 0) {
        tb_text_printf(why, "--modules %s: %s", further, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (folders[i] && !find_in(libraries, folders[i], folders[i] != further)) {
            tb_text_printf(why, "modules in %s: %s", folders[i], strerror(errno));
            return false;
        }
    if (libraries->num > 0)
        qsort(libraries->items, libraries->num, sizeof *libraries->items, by_name);
    return true;
}

void tb_libraries_free(struct tb_libraries *libraries)
{
    for (size_t i = 0; i < libraries->num; i++) {
        struct tb_library *library = &libraries->items[i];
        tb_record_free(&library->attested);
        if (library->temporary)
            unlink(library->module);
        free(library->name);
        free(library->module);
        free(library->counted_cpu);
        free(library->fault);
    }
    free(libraries->items);
    free(libraries->refused);
    free(libraries->absent);
    *libraries = (struct tb_libraries){0};
}

bool tb_libraries_why_refused(const struct tb_libraries *libraries, const char *name, struct tb_text *why)
{
    char path[PATH_MAX], line[4000];
    if (!libraries->refused || strchr(name, '/') ||
        snprintf(path, sizeof path, "%s/%s", libraries->refused, name) >= (int)sizeof path)
        return false;
    tb_file_line(line, sizeof line, path);
    if (*line)
        tb_text_add(why, line);
    return *line != '\0';
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool tb_libraries_refused(struct tb_words *names, const struct tb_libraries *libraries)
{
    DIR *dir = libraries->refused ? opendir(libraries->refused) : NULL;
    bool good = true;
    struct dirent *entry;
    while (good && dir && (entry = readdir(dir))) {
        size_t len = strlen(entry->d_name);
        bool log = len > 4 && strcmp(entry->d_name + len - 4, ".log") == 0; /* the compiler's output, next to it */
        if (entry->d_name[0] != '.' && !log)
            good = tb_words_add(names, entry->d_name, len);
    }
    if (dir)
        closedir(dir);
    if (names->num > 0)
        qsort(names->items, names->num, sizeof *names->items, compare_words);
    return good;
}

/* Appends what `bring` recorded about an instance that it could not get: why, and what to do; or that it was not asked
 * for it yet. */
static bool say_absent(const struct tb_libraries *libraries, const char *name, struct tb_text *why)
{
    char path[PATH_MAX], line[2000] = "";
    if (libraries->absent && !strchr(name, '/') &&
        snprintf(path, sizeof path, "%s/%s", libraries->absent, name) < (int)sizeof path)
        tb_file_line(line, sizeof line, path);
    if (*line)
        tb_text_printf(why, "there is no library '%s' here: %s", name, line);
    else if (tb_instances_have(name))
        tb_text_printf(why, "the library '%s' was not brought yet; to get it, run: %s %s", name, libraries->bring,
                       name);
    else
        return false;
    return true;
}

static void say_unknown(const struct tb_libraries *libraries, const char *name, struct tb_text *why)
{
    struct tb_words names = {0};
    if (say_absent(libraries, name, why))
        return;
    tb_text_printf(why, "there is no library '%s'", name);
    for (size_t i = 0; i < libraries->num; i++)
        if (!tb_words_add(&names, libraries->items[i].name, strlen(libraries->items[i].name)))
            break;
    tb_words_choices(why, name, &names, NULL);
    tb_words_free(&names);
}

static bool say_refused(const struct tb_libraries *libraries, const char *name, struct tb_text *why)
{
    struct tb_text reason;
    tb_text_init(&reason, 4000);
    bool refused = tb_libraries_why_refused(libraries, name, &reason);
    if (refused)
        tb_text_printf(why, "the library '%s' is not built: %s", name, reason.data);
    tb_text_free(&reason);
    return refused;
}

struct tb_library *tb_libraries_get(const struct tb_libraries *libraries, const char *name, struct tb_text *why)
{
    for (size_t i = 0; i < libraries->num; i++)
        if (strcmp(libraries->items[i].name, name) == 0)
            return &libraries->items[i];
    if (why && !say_refused(libraries, name, why))
        say_unknown(libraries, name, why);
    return NULL;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat of_a, of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

/* Which of the loader's variables are set that can bring another file: ld.so(8). */
static void say_loader_variables(struct tb_text *text)
{
    static const char *const variables[] = {"LD_LIBRARY_PATH", "LD_PRELOAD", "LD_AUDIT"};
    size_t num = 0;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
        if (getenv(variables[i]))
            tb_text_printf(text, "%s%s", num++ ? " and " : "unset ", variables[i]);
    tb_text_add(text, num ? "; if the library itself was moved or replaced, build the module again"
                          : "the library itself was moved or replaced: build the module again");
}

/* `image`, which code was loaded from, must be a file that the module was linked with, which its figures are shown for.
 * Where it is not known what that was, as of a module that others built, nothing can be said. */
static void check_image(json_t *linked, const char *image, struct tb_text *why)
{
    json_t *item;
    bool same = json_array_size(linked) == 0;
    size_t i;
    json_array_foreach(linked, i, item)
    {
        const char *file = json_string_value(json_object_get(item, "file"));
        same = same || (file && is_same_file(file, image));
    }
    if (!same) {
        tb_text_printf(why, "its code was loaded from %s, but the module was linked with", image);
        json_array_foreach(linked, i, item)
        {
            const char *file = json_string_value(json_object_get(item, "file"));
            tb_text_printf(why, "%s %s", i ? " and" : "", file ? file : "?");
        }
        tb_text_add(why, ".  Another library would be measured under this name; ");
        say_loader_variables(why);
    }
}

/* A library may have two shared objects, and each can be replaced without the other. */
static void check_images(const struct tb_identity *identity, struct tb_text *why)
{
    if (strcmp(identity->linkage, "shared") != 0)
        return;
    json_t *linked = json_loadb(identity->origin, strcspn(identity->origin, "\n"), 0, NULL);
    check_image(linked, identity->image, why);
    if (!why->len)
        check_image(linked, identity->tls_image, why);
    json_decref(linked);
}

bool tb_library_attest(struct tb_library *library, const struct tb_places *places, struct tb_signals *signals)
{
    struct tb_worker_line line;
    struct tb_process process = {.out = -1, .err = -1};
    struct tb_text why;
    tb_text_init(&why, 1024);
    tb_worker_line_info(&line, places, library->module);
    struct tb_environment environment = {0};
    bool started = tb_environment_make(&environment, 0) &&
                   tb_process_start(&process, tb_worker_line_argv(&line), environment.variables, signals);
    enum tb_wait wait = TB_WAIT_DONE;
    if (started)
        wait = tb_process_wait(&process, NULL, NULL, tb_now_ns() + (uint64_t)INFO_PATIENCE_S * 1000000000, signals);
    else
        tb_text_printf(&why, "cannot start %s: %s", places->worker, strerror(errno));
    if (wait == TB_WAIT_DEADLINE)
        tb_process_kill(&process);
    if (started && wait != TB_WAIT_SIGNAL)
        tb_process_judge(&process, INFO_PATIENCE_S, &library->attested, &why);
    if (!why.len && !library->by_file && strcmp(library->attested.library.instance, library->name) != 0)
        tb_text_printf(&why, "the module's own name is '%s'; rename the file, or build it again",
                       library->attested.library.instance);
    if (started && wait == TB_WAIT_DONE && !why.len)
        check_images(&library->attested.library, &why);
    tb_process_end(&process);
    tb_environment_free(&environment);
    free(library->fault);
    library->fault = why.len && wait != TB_WAIT_SIGNAL ? strdup(why.data) : NULL;
    tb_text_free(&why);
    return wait != TB_WAIT_SIGNAL;
}
