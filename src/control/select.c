#include "control/select.h"
#include "control/suite.h"
#include "core/text.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

/* ---- Libraries ---- */

static bool take(struct tb_selection *selection, struct tb_library *library)
{
    for (size_t i = 0; i < selection->num; i++)
        if (selection->items[i] == library)
            return true;
    struct tb_library **items = tb_grow(selection->items, selection->num, sizeof *items);
    if (!items)
        return false;
    selection->items = items;
    items[selection->num++] = library;
    return true;
}

/* What is there for a name: the library, or else its stand-in.  false: no memory. */
static bool find(struct tb_library **library, const struct tb_libraries *libraries, const char *name)
{
    struct tb_words stand_ins = {0};
    size_t len = strlen(name);
    *library = tb_libraries_get(libraries, name, NULL);
    if (*library)
        return true;
    bool good = tb_words_split(&stand_ins, TB_STAND_INS, " ");
    for (size_t i = 0; i < stand_ins.num && !*library; i++)
        if (strncmp(stand_ins.items[i], name, len) == 0 && stand_ins.items[i][len] == '=')
            *library = tb_libraries_get(libraries, stand_ins.items[i] + len + 1, NULL);
    tb_words_free(&stand_ins);
    return good;
}

/* Those of the names that are there, or what stands in for them; those that are not are added to `absent`. */
static bool take_present(struct tb_selection *selection, const struct tb_libraries *libraries,
                         const struct tb_words *names, struct tb_text *absent)
{
    for (size_t i = 0; i < names->num; i++) {
        struct tb_library *library;
        if (!find(&library, libraries, names->items[i]))
            return false;
        if (!library || strcmp(library->name, names->items[i]) != 0)
            tb_text_printf(absent, " %s", names->items[i]);
        if (library && !take(selection, library))
            return false;
    }
    return true;
}

static bool take_asked(struct tb_selection *selection, const struct tb_libraries *libraries,
                       const struct tb_words *asked, struct tb_text *why)
{
    for (size_t i = 0; i < asked->num; i++) {
        struct tb_library *library = tb_libraries_get(libraries, asked->items[i], why);
        if (!library)
            return false;
        if (!take(selection, library)) {
            tb_text_add(why, "no memory");
            return false;
        }
    }
    return true;
}

static void describe(struct tb_text *note, const struct tb_selection *selection, const struct tb_text *absent,
                     bool distro)
{
    if (!absent->len || selection->num == 0)
        return;
    tb_text_printf(note, "not built here:%s.  ", absent->data);
    if (distro)
        tb_text_add(note, "Measured instead are the distribution's own builds, some of them without their fast code:");
    else
        tb_text_add(note, "Measured are:");
    for (size_t i = 0; i < selection->num; i++)
        tb_text_printf(note, " %s", selection->items[i]->name);
}

static bool take_defaults(struct tb_selection *selection, const struct tb_libraries *libraries,
                          const struct tb_words *of_suite, struct tb_text *note)
{
    struct tb_words defaults = {0}, distro = {0};
    struct tb_text absent, further;
    tb_text_init(&absent, 1000);
    tb_text_init(&further, 1000);
    bool good = tb_words_split(&defaults, TB_DEFAULT_INSTANCES, " ") &&
                tb_words_split(&distro, TB_DISTRO_INSTANCES, " ") &&
                take_present(selection, libraries, of_suite->num ? of_suite : &defaults, &absent);
    bool instead = good && selection->num == 0;
    if (instead)
        good = take_present(selection, libraries, &distro, &further);
    describe(note, selection, &absent, instead);
    tb_text_free(&absent);
    tb_text_free(&further);
    tb_words_free(&defaults);
    tb_words_free(&distro);
    return good;
}

bool tb_select_libraries(struct tb_selection *selection, const struct tb_libraries *libraries,
                         const struct tb_words *asked, const struct tb_words *of_suite, struct tb_text *note,
                         struct tb_text *why)
{
    *selection = (struct tb_selection){0};
    if (asked->num)
        return take_asked(selection, libraries, asked, why);
    if (take_defaults(selection, libraries, of_suite, note))
        return true;
    tb_text_add(why, "no memory");
    return false;
}

void tb_selection_free(struct tb_selection *selection)
{
    free(selection->items);
    *selection = (struct tb_selection){0};
}

/* ---- Cases ---- */

static bool is_glob(const char *pattern)
{
    return strpbrk(pattern, "*?[") != NULL;
}

/* What the suite's cases are called, in their order. */
static bool name_all(struct tb_words *names, const struct tb_cases *cases)
{
    struct tb_text name;
    bool good = true;
    tb_text_init(&name, 1000);
    for (size_t i = 0; i < cases->num && good; i++) {
        tb_text_clear(&name);
        tb_case_name(&cases->items[i], &name);
        good = tb_words_add(names, name.data, name.len);
    }
    tb_text_free(&name);
    return good;
}

/* The name that shares the longest beginning with the pattern: what a mistyped glob meant.  NULL: none shares anything.
 */
static const char *most_alike(const struct tb_words *names, const char *pattern)
{
    const char *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < names->num; i++) {
        size_t len = 0;
        while (pattern[len] && pattern[len] == names->items[i][len])
            len++;
        if (len > longest) {
            longest = len;
            best = names->items[i];
        }
    }
    return best;
}

static bool take_glob(struct tb_cases *kept, const struct tb_cases *cases, const struct tb_words *names,
                      const char *pattern, struct tb_text *why)
{
    bool matched = false;
    for (size_t i = 0; i < cases->num; i++) {
        if (fnmatch(pattern, names->items[i], 0) != 0)
            continue;
        matched = true;
        if (!tb_cases_add(kept, &cases->items[i], why))
            return false;
    }
    if (!matched) {
        const char *nearest = most_alike(names, pattern);
        tb_text_printf(why, "--case '%s' matches no case of this suite", pattern);
        if (nearest)
            tb_text_printf(why, "; the nearest is '%s'", nearest);
    }
    return matched;
}

static bool take_name(struct tb_cases *kept, const char *name, struct tb_text *why)
{
    struct tb_case c;
    tb_text_printf(why, "--case %s: ", name);
    if (!tb_case_parse(&c, name, why))
        return false;
    tb_text_clear(why);
    return tb_cases_add(kept, &c, why);
}

bool tb_select_cases(struct tb_cases *cases, const struct tb_words *patterns, struct tb_text *why)
{
    struct tb_cases kept = {0};
    struct tb_words names = {0};
    if (patterns->num == 0)
        return true;
    bool good = name_all(&names, cases);
    if (!good)
        tb_text_add(why, "no memory");
    for (size_t i = 0; i < patterns->num && good; i++) {
        const char *pattern = patterns->items[i];
        good = is_glob(pattern) ? take_glob(&kept, cases, &names, pattern, why) : take_name(&kept, pattern, why);
    }
    tb_words_free(&names);
    if (!good) {
        tb_cases_free(&kept);
        return false;
    }
    tb_cases_free(cases); /* misfits of the suite are of no interest to who names cases */
    *cases = kept;
    return true;
}
