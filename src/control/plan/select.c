#include "control/plan/select.h"
#include "control/plan/metric_lacks.h"
#include "control/plan/pattern.h"
#include "control/plan/suite.h"
#include "core/catalog.h"
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

/* The library of that name, or its replacement.  Fails only if memory runs out. */
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

/* Takes the libraries that exist, or their replacements; the names of others are added to `absent`. */
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

static bool is_glob(const char *pattern)
{
    return strpbrk(pattern, "*?[") != NULL;
}

/* Adds why the build refused the names that match the glob, a sentence for each.  false: out of memory. */
static bool add_refused(struct tb_text *text, const struct tb_libraries *libraries, const char *glob)
{
    struct tb_words names = {0};
    bool good = tb_libraries_refused(&names, libraries);
    for (size_t i = 0; good && i < names.num; i++) {
        if (fnmatch(glob, names.items[i], 0) != 0)
            continue;
        tb_text_printf(text, "%sthe library '%s' is not built: ", text->len ? ".  " : "", names.items[i]);
        (void)tb_libraries_why_refused(libraries, names.items[i], text);
    }
    tb_words_free(&names);
    return good;
}

/* "all" and globs: every library but plain TCP, which is measured beside them anyway. */
static bool take_matching(struct tb_selection *selection, const struct tb_libraries *libraries, const char *pattern,
                          struct tb_text *note, struct tb_text *why)
{
    const struct tb_library *plain = tb_libraries_get(libraries, TB_PLAIN, NULL);
    const char *glob = is_glob(pattern) ? pattern : "*";
    bool matched = false;
    for (size_t i = 0; i < libraries->num; i++) {
        struct tb_library *library = &libraries->items[i];
        if (library == plain || fnmatch(glob, library->name, 0) != 0)
            continue;
        matched = true;
        if (!take(selection, library)) {
            tb_text_add(why, "out of memory");
            return false;
        }
    }
    if (!matched)
        tb_text_printf(why, "--library '%s' matches no library here; tlsbench list libraries shows them", pattern);
    if (add_refused(matched ? note : why, libraries, glob))
        return matched;
    tb_text_add(why, "out of memory");
    return false;
}

static bool take_asked(struct tb_selection *selection, const struct tb_libraries *libraries,
                       const struct tb_words *asked, struct tb_text *note, struct tb_text *why)
{
    for (size_t i = 0; i < asked->num; i++) {
        if (is_glob(asked->items[i]) || strcmp(asked->items[i], "all") == 0) {
            if (!take_matching(selection, libraries, asked->items[i], note, why))
                return false;
            continue;
        }
        struct tb_library *library = tb_libraries_get(libraries, asked->items[i], why);
        if (!library)
            return false;
        if (!take(selection, library)) {
            tb_text_add(why, "out of memory");
            return false;
        }
    }
    return true;
}

/* Which of the names are absent, and what is measured.  false: out of memory. */
static bool describe(struct tb_text *note, const struct tb_selection *selection, const struct tb_libraries *libraries,
                     const struct tb_words *names, const struct tb_text *absent, bool distro)
{
    if (!absent->len)
        return true;
    tb_text_printf(note, "not built here:%s", absent->data);
    for (size_t i = 0; i < names->num; i++)
        if (!add_refused(note, libraries, names->items[i]))
            return false;
    if (selection->num && distro)
        tb_text_add(note, ".  The distribution's own builds are measured instead, some of which lack their fast code:");
    else if (selection->num)
        tb_text_add(note, ".  Measured are:");
    for (size_t i = 0; i < selection->num; i++)
        tb_text_printf(note, " %s", selection->items[i]->name);
    return true;
}

static bool take_defaults(struct tb_selection *selection, const struct tb_libraries *libraries,
                          const struct tb_words *of_suite, struct tb_text *note)
{
    struct tb_words defaults = {0}, distro = {0};
    const struct tb_words *names = of_suite->num ? of_suite : &defaults;
    struct tb_text absent, further;
    tb_text_init(&absent, 1000);
    tb_text_init(&further, 1000);
    bool good = tb_words_split(&defaults, TB_DEFAULT_INSTANCES, " ") &&
                tb_words_split(&distro, TB_DISTRO_INSTANCES, " ") && take_present(selection, libraries, names, &absent);
    bool instead = good && selection->num == 0;
    if (instead)
        good = take_present(selection, libraries, &distro, &further);
    good = good && describe(note, selection, libraries, names, &absent, instead);
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
        return take_asked(selection, libraries, asked, note, why);
    if (take_defaults(selection, libraries, of_suite, note))
        return true;
    tb_text_add(why, "out of memory");
    return false;
}

void tb_selection_free(struct tb_selection *selection)
{
    free(selection->items);
    *selection = (struct tb_selection){0};
}

/* ---- Cases ---- */

/* The names of the suite's cases, in order. */
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

static bool take_glob(struct tb_cases *kept, const struct tb_cases *cases, const struct tb_words *names,
                      const char *pattern, struct tb_text *why)
{
    bool matched = false;
    for (size_t i = 0; i < cases->num; i++) {
        if (!tb_pattern_matches(pattern, names->items[i]))
            continue;
        matched = true;
        if (!tb_cases_add(kept, &cases->items[i], why))
            return false;
    }
    if (!matched) {
        const char *nearest = tb_words_most_alike(names, pattern);
        tb_text_printf(why, "--case '%s' matches no case of this suite", pattern);
        if (nearest)
            tb_text_printf(why, "; the nearest is '%s'", nearest);
        tb_text_add(why, ".  A case that no suite has is measured by its whole name; tlsbench list cases shows all "
                         "names, and list parameters what they are made of");
    }
    return matched;
}

/* Names the suite's case that is most like the name, if it is of the same driver. */
static void add_nearest(struct tb_text *why, const struct tb_words *names, const char *name)
{
    const char *nearest = tb_words_most_alike(names, name);
    size_t driver = strcspn(name, "/");
    if (!nearest || strncmp(nearest, name, driver) != 0 || nearest[driver] != '/')
        return;
    tb_text_stop(why);
    tb_text_printf(why, "  The nearest case of this suite is %s", nearest);
}

/* Takes a full name, whether in the suite or not, or a prefix of the suite's names. */
static bool take_name(struct tb_cases *kept, const struct tb_cases *cases, const struct tb_words *names,
                      const char *name, struct tb_text *why)
{
    struct tb_case c;
    tb_text_printf(why, "--case %s: ", name);
    if (tb_case_parse(&c, name, why)) {
        tb_text_clear(why);
        return tb_cases_add(kept, &c, why);
    }
    for (size_t i = 0; i < names->num; i++)
        if (tb_pattern_matches(name, names->items[i])) {
            tb_text_clear(why);
            return take_glob(kept, cases, names, name, why);
        }
    add_nearest(why, names, name);
    return false;
}

bool tb_select_cases(struct tb_cases *cases, const struct tb_words *patterns, struct tb_text *why)
{
    struct tb_cases kept = {0};
    struct tb_words names = {0};
    if (patterns->num == 0)
        return true;
    bool good = name_all(&names, cases);
    if (!good)
        tb_text_add(why, "out of memory");
    for (size_t i = 0; i < patterns->num && good; i++) {
        const char *pattern = patterns->items[i];
        good = is_glob(pattern) ? take_glob(&kept, cases, &names, pattern, why)
                                : take_name(&kept, cases, &names, pattern, why);
    }
    tb_words_free(&names);
    if (!good) {
        tb_cases_free(&kept);
        return false;
    }
    tb_cases_free(cases); /* the suite's misfits do not matter to users who name cases */
    *cases = kept;
    return true;
}

/* ---- Stored runs ---- */

bool tb_filter_has(const struct tb_words *words, const char *name)
{
    for (size_t i = 0; i < words->num; i++)
        if (fnmatch(words->items[i], name, 0) == 0)
            return true;
    return words->num == 0;
}

/* Drops the cases that are not wanted, except reference work. */
static void keep_cases(struct tb_cases *cases, const bool *wanted)
{
    size_t num = 0;
    for (size_t i = 0; i < cases->num; i++)
        if (wanted[i] || tb_case_is_steady(&cases->items[i]))
            cases->items[num++] = cases->items[i];
    cases->num = num;
}

static bool refuse_pattern(const struct tb_words *names, const char *pattern, const char *where, struct tb_text *why)
{
    const char *nearest = tb_words_most_alike(names, pattern);
    tb_text_printf(why, "--case '%s' matches no case of %s", pattern, where);
    if (nearest || names->num)
        tb_text_printf(why, "; %s is '%s'", nearest ? "the nearest" : "one of its cases",
                       nearest ? nearest : names->items[0]);
    return false;
}

bool tb_filter_cases(struct tb_cases *cases, const struct tb_words *patterns, const char *where, struct tb_text *why)
{
    struct tb_words names = {0};
    bool *wanted = calloc(cases->num + 1, sizeof *wanted), good = wanted && name_all(&names, cases);
    if (!good)
        tb_text_add(why, "out of memory");
    for (size_t i = 0; good && i < patterns->num; i++) {
        bool matched = false;
        for (size_t j = 0; j < names.num; j++) {
            bool fits = tb_pattern_matches(patterns->items[i], names.items[j]);
            wanted[j] = wanted[j] || fits;
            matched = matched || fits;
        }
        good = matched || refuse_pattern(&names, patterns->items[i], where, why);
    }
    if (good && patterns->num)
        keep_cases(cases, wanted);
    tb_words_free(&names);
    free(wanted);
    return good;
}

/* The names of all metrics that these cases can have, without duplicates. */
static bool name_metrics(struct tb_words *names, const struct tb_cases *cases)
{
    for (size_t i = 0; i < cases->num; i++) {
        const struct tb_driver_info *driver = cases->items[i].driver;
        for (size_t j = 0; j < driver->num_metrics; j++) {
            const char *name = driver->metrics[j].name;
            if (tb_metric_applies(&driver->metrics[j], &cases->items[i]) && !tb_words_have(names, name) &&
                !tb_words_add(names, name, strlen(name)))
                return false;
        }
    }
    return true;
}

static bool has_one(const struct tb_case *c, const struct tb_words *metrics)
{
    for (size_t i = 0; i < c->driver->num_metrics; i++)
        if (tb_metric_applies(&c->driver->metrics[i], c) && tb_filter_has(metrics, c->driver->metrics[i].name))
            return true;
    return false;
}

static bool check_metric(const struct tb_words *names, const char *metric, const char *where, struct tb_text *why)
{
    for (size_t i = 0; i < names->num; i++)
        if (fnmatch(metric, names->items[i], 0) == 0)
            return true;
    tb_text_printf(why, "--metric '%s': no case of %s has this metric", metric, where);
    tb_metric_lacks(why, metric, names);
    return false;
}

bool tb_filter_metrics(struct tb_cases *cases, const struct tb_words *metrics, const char *where, struct tb_text *why)
{
    struct tb_words names = {0};
    bool *wanted = calloc(cases->num + 1, sizeof *wanted), good = wanted && name_metrics(&names, cases);
    if (!good)
        tb_text_add(why, "out of memory");
    for (size_t i = 0; good && i < metrics->num; i++)
        good = check_metric(&names, metrics->items[i], where, why);
    for (size_t i = 0; good && i < cases->num; i++)
        wanted[i] = has_one(&cases->items[i], metrics);
    if (good && metrics->num)
        keep_cases(cases, wanted);
    tb_words_free(&names);
    free(wanted);
    return good;
}

bool tb_filter_names(struct tb_words *names, const struct tb_words *asked, const char *where, struct tb_text *why)
{
    struct tb_words kept = {0};
    bool good = true;
    for (size_t i = 0; good && i < asked->num; i++) {
        const char *name = asked->items[i];
        if (!tb_words_have(names, name)) {
            tb_text_printf(why, "--library %s: %s has no library of that name", name, where);
            tb_words_choices(why, name, names, NULL);
            good = false;
        } else if (!tb_words_have(&kept, name) && !tb_words_add(&kept, name, strlen(name))) {
            tb_text_add(why, "out of memory");
            good = false;
        }
    }
    if (!good || asked->num == 0) {
        tb_words_free(&kept);
        return good;
    }
    tb_words_free(names);
    *names = kept;
    return true;
}
