#include "control/sample/builds.h"
#include "control/base/temporary.h"
#include "control/sample/libraries.h"
#include "core/text.h"
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LONGEST_LABEL = 64 };

static const char label_bytes[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

static bool is_file(const char *word)
{
    size_t len = strlen(word);
    return strchr(word, '/') || (len > 3 && strcmp(word + len - 3, ".so") == 0);
}

/* The file's name without folder and .so, as a label. */
static void stem(char label[LONGEST_LABEL + 1], const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t len = strlen(base);
    if (len > 3 && strcmp(base + len - 3, ".so") == 0)
        len -= 3;
    snprintf(label, LONGEST_LABEL + 1, "%.*s", (int)len, base);
    for (char *c = label; *c; c++)
        if (!strchr(label_bytes, *c))
            *c = '-';
}

/* Splits LABEL=FILE.  In a path like ./a=b.so the part before '=' is not a label. */
static bool take_apart(const char *word, char label[LONGEST_LABEL + 1], const char **path, struct tb_text *why)
{
    const char *equals = strchr(word, '='), *slash = strchr(word, '/');
    if (!equals || (slash && slash < equals)) {
        *path = word;
        stem(label, word);
        return true;
    }
    size_t len = (size_t)(equals - word);
    *path = equals + 1;
    if (len == 0 || len > LONGEST_LABEL || strspn(word, label_bytes) < len) {
        tb_text_printf(why, "%s: a label has 1 to %d letters, digits, '.', '_' or '-'", word, LONGEST_LABEL);
        return false;
    }
    snprintf(label, LONGEST_LABEL + 1, "%.*s", (int)len, word);
    return true;
}

/* Adds a library under the label, with a number if needed.  Returns its name; NULL: out of memory. */
static const char *add_unique(struct tb_libraries *libraries, const char *label, const char *module)
{
    char name[LONGEST_LABEL + 32];
    snprintf(name, sizeof name, "%s", label);
    for (unsigned number = 2; tb_libraries_get(libraries, name, NULL); number++)
        snprintf(name, sizeof name, "%s#%u", label, number);
    const struct tb_library *library = tb_libraries_add(libraries, name, module, true);
    return library ? library->name : NULL;
}

static bool find_file(const char *word, char label[LONGEST_LABEL + 1], char module[PATH_MAX], struct tb_text *why)
{
    const char *path;
    if (!take_apart(word, label, &path, why))
        return false;
    if (realpath(path, module) && access(module, R_OK) == 0)
        return true;
    tb_text_printf(why, "module %s: %s", path, strerror(errno));
    return false;
}

/* These return the new library's name, borrowed from it.  NULL: failure, see `why`. */
static const char *take_file(struct tb_libraries *libraries, const char *word, struct tb_text *why)
{
    char label[LONGEST_LABEL + 1], module[PATH_MAX];
    return find_file(word, label, module, why) ? add_unique(libraries, label, module) : NULL;
}

bool tb_builds_relinked(char relinked[PATH_MAX], const char *module, struct tb_text *why_not)
{
    const char *slash = strrchr(module, '/'), *base = slash ? slash + 1 : module;
    struct stat facts, of_module;
    int len = snprintf(relinked, PATH_MAX, "%.*srelinked/%s", (int)(base - module), module, base);
    if (len >= PATH_MAX || stat(relinked, &facts) != 0 || stat(module, &of_module) != 0) {
        tb_text_printf(why_not, "there is no %s", relinked);
        return false;
    }
    if (facts.st_mtim.tv_sec < of_module.st_mtim.tv_sec) {
        tb_text_printf(why_not, "%s is older than the module", relinked);
        return false;
    }
    return true;
}

/* Makes a copy with another layout if there is one, or at least another file. */
static const char *take_copy(struct tb_libraries *libraries, const struct tb_library *library, const char *label,
                             struct tb_text *why)
{
    char copy[PATH_MAX];
    struct tb_text ignored;
    tb_text_init(&ignored, 0); /* the command reports it */
    bool relinked = tb_builds_relinked(copy, library->module, &ignored);
    tb_text_free(&ignored);
    if (relinked)
        return add_unique(libraries, label, copy);
    if (!tb_file_copy(copy, library->module, why))
        return NULL;
    const char *twin = add_unique(libraries, label, copy);
    if (twin)
        libraries->items[libraries->num - 1].temporary = true;
    else
        unlink(copy);
    return twin;
}

static const char *take_twin(struct tb_libraries *libraries, const char *name, enum tb_twins twins, struct tb_text *why)
{
    const struct tb_library *library = tb_libraries_get(libraries, name, why);
    if (!library)
        return NULL;
    char label[LONGEST_LABEL + 1];
    snprintf(label, sizeof label, "%s", library->name);
    if (twins == TB_TWINS_SAME_FILE)
        return add_unique(libraries, label, library->module);
    return take_copy(libraries, library, label, why);
}

/* The library name of an earlier identical word; NULL: this is the first. */
static const char *name_of_first(const struct tb_words *words, const struct tb_words *names)
{
    for (size_t i = 0; i < names->num; i++)
        if (strcmp(words->items[i], words->items[names->num]) == 0)
            return names->items[i];
    return NULL;
}

bool tb_builds_take(struct tb_libraries *libraries, struct tb_words *words, enum tb_twins twins, struct tb_text *why)
{
    struct tb_words names = {0};
    bool good = true;
    for (size_t i = 0; i < words->num && good; i++) {
        const char *name = words->items[i];
        const char *first = twins == TB_TWINS_NONE ? NULL : name_of_first(words, &names);
        if (first)
            name = take_twin(libraries, first, twins, why);
        else if (is_file(name))
            name = take_file(libraries, name, why);
        good = name && tb_words_add(&names, name, strlen(name));
    }
    if (!good && !why->len)
        tb_text_add(why, "out of memory");
    for (size_t i = 0; i < words->num && good; i++) {
        char *word = words->items[i];
        words->items[i] = names.items[i];
        names.items[i] = word;
    }
    tb_words_free(&names);
    return good;
}

bool tb_builds_take_end(struct tb_libraries *libraries, char **word, struct tb_text *why)
{
    char label[LONGEST_LABEL + 1], module[PATH_MAX];
    if (!*word || !is_file(*word))
        return true;
    if (!find_file(*word, label, module, why))
        return false;
    const struct tb_library *known = tb_libraries_get(libraries, label, NULL);
    const char *name = known && strcmp(known->module, module) == 0 ? label : add_unique(libraries, label, module);
    char *copy = name ? strdup(name) : NULL;
    if (copy) {
        free(*word);
        *word = copy;
    } else {
        tb_text_add(why, "out of memory");
    }
    return copy != NULL;
}

/* ---- Identical builds ---- */

struct mapping {
    void *bytes;
    size_t len;
};

static bool map(struct mapping *mapping, const char *path)
{
    struct stat facts;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fstat(fd, &facts) == 0 && facts.st_size > 0;
    if (good) {
        mapping->len = (size_t)facts.st_size;
        mapping->bytes = mmap(NULL, mapping->len, PROT_READ, MAP_PRIVATE, fd, 0);
        good = mapping->bytes != MAP_FAILED;
    }
    if (fd >= 0)
        close(fd);
    return good;
}

static bool same_bytes(const char *path_a, const char *path_b)
{
    struct mapping a, b;
    bool same = false;
    if (strcmp(path_a, path_b) == 0)
        return true;
    if (!map(&a, path_a))
        return false;
    if (map(&b, path_b)) {
        same = a.len == b.len && memcmp(a.bytes, b.bytes, a.len) == 0;
        munmap(b.bytes, b.len);
    }
    munmap(a.bytes, a.len);
    return same;
}

static bool is_shared(const struct tb_library *library)
{
    return strcmp(library->attested.library.linkage, "shared") == 0;
}

bool tb_builds_identical(const struct tb_library *a, const struct tb_library *b)
{
    bool shared_a = is_shared(a), shared_b = is_shared(b);
    if (shared_a && shared_b) /* their modules differ by the name at least */
        return same_bytes(a->attested.library.image, b->attested.library.image) &&
               same_bytes(a->attested.library.tls_image, b->attested.library.tls_image);
    return shared_a == shared_b && same_bytes(a->module, b->module);
}

/* The archives of a module, a JSON array; NULL where they are not known. */
static json_t *archives_of(const struct tb_library *library)
{
    const char *origin = library->attested.library.origin;
    return json_loadb(origin, strcspn(origin, "\n"), 0, NULL);
}

bool tb_builds_same_archives(const struct tb_library *a, const struct tb_library *b)
{
    json_t *of_a = archives_of(a), *of_b = archives_of(b);
    size_t num = json_array_size(of_a);
    bool same = num > 0 && num == json_array_size(of_b) && !is_shared(a) && !is_shared(b);
    for (size_t i = 0; i < num && same; i++) {
        json_t *sum = json_object_get(json_array_get(of_a, i), "sha256");
        same = sum && json_equal(sum, json_object_get(json_array_get(of_b, i), "sha256"));
    }
    json_decref(of_a);
    json_decref(of_b);
    return same;
}
