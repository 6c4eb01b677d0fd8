#include "control/command/engine_cases.h"
#include "control/base/places.h"
#include "control/plan/pattern.h"
#include "control/plan/suite_files.h"
#include "control/plan/suites.h"
#include "control/run/run.h"
#include "core/catalog.h"
#include "core/text.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool tb_engine_suite(struct tb_run *run, const char *usual)
{
    struct tb_run_options *options = &run->options;
    struct tb_words *names = &options->named;
    char folder[PATH_MAX];
    struct tb_text note;
    run->suite_name = names->num ? names->items[0] : options->suite ? options->suite : usual;
    tb_text_init(&note, 2000);
    bool good = (names->num || tb_words_add(names, run->suite_name, strlen(run->suite_name))) &&
                tb_suites_heed(options->suites, names, &run->why) &&
                tb_places_suites(folder, options->suites, &run->why) &&
                tb_suites_load(&run->suite, names, folder, options->libraries.num > 0, &note, &run->why);
    if (!good && !run->why.len)
        tb_text_add(&run->why, "out of memory");
    if (good && note.len)
        fprintf(stderr, "tlsbench: note: %s\n", note.data);
    tb_text_free(&note);
    return good;
}

/* Is there a case that matches? */
static bool any_matches(const struct tb_cases *cases, const char *pattern)
{
    struct tb_text name;
    bool any = false;
    tb_text_init(&name, 1000);
    for (size_t i = 0; i < cases->num && !any; i++) {
        tb_text_clear(&name);
        tb_case_name(&cases->items[i], &name);
        any = tb_pattern_matches(pattern, name.data);
    }
    tb_text_free(&name);
    return any;
}

static bool suite_matches(const struct tb_suite *suite, const void *pattern)
{
    struct tb_cases cases = {0};
    struct tb_text ignored;
    tb_text_init(&ignored, 1000);
    bool matches = tb_cases_expand(&cases, suite, &ignored) && any_matches(&cases, pattern);
    tb_cases_free(&cases);
    tb_text_free(&ignored);
    return matches;
}

/* A whole name to copy. */
static void add_example(struct tb_text *why, const char *suite_name, const char *folder, const char *pattern)
{
    struct tb_suite suite;
    struct tb_cases cases = {0};
    struct tb_text ignored, name;
    tb_text_init(&ignored, 1000);
    tb_text_init(&name, 1000);
    bool found = false;
    if (tb_suite_load(&suite, suite_name, folder, &ignored) && tb_cases_expand(&cases, &suite, &ignored))
        for (size_t i = 0; i < cases.num && !found; i++) {
            tb_text_clear(&name);
            tb_case_name(&cases.items[i], &name);
            found = tb_pattern_matches(pattern, name.data);
        }
    if (found)
        tb_text_printf(why, "  One is %s", name.data);
    tb_text_free(&name);
    tb_text_free(&ignored);
    tb_cases_free(&cases);
    tb_suite_free(&suite);
}

/* Of which parameter it is a value; NULL: of none. */
static const char *param_of(const char *value)
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num; i++)
        for (size_t j = 0; j < drivers[i].num_params; j++) {
            const char *const *known = drivers[i].params[j].values;
            while (known && *known && strcmp(*known, value) != 0)
                known++;
            if (known && *known)
                return tb_param_name(drivers[i].params[j].param);
        }
    return NULL;
}

/* Of the first pattern that matches nothing, which was refused: names a suite that has what this one lacks. */
static void hint(struct tb_run *run, const struct tb_cases *cases)
{
    const struct tb_words *patterns = &run->options.cases;
    char folder[PATH_MAX];
    struct tb_text ignored;
    size_t i = 0;
    while (i < patterns->num && any_matches(cases, patterns->items[i]))
        i++;
    tb_text_init(&ignored, 1000);
    bool any = i < patterns->num && tb_places_suites(folder, run->options.suites, &ignored);
    char *suite = any ? tb_suites_first(folder, suite_matches, patterns->items[i]) : NULL;
    if (suite) {
        tb_text_stop(&run->why);
        tb_text_printf(&run->why, "  The suite %s has cases of '%s': tlsbench run %s --case '%s'.", suite,
                       patterns->items[i], suite, patterns->items[i]);
        add_example(&run->why, suite, folder, patterns->items[i]);
    }
    const char *param = i < patterns->num ? param_of(patterns->items[i]) : NULL;
    if (param) {
        tb_text_stop(&run->why);
        tb_text_printf(&run->why, "  '%s' is a value of %s: --case '*/%s/*' chooses cases by it.", patterns->items[i],
                       param, patterns->items[i]);
    }
    free(suite);
    tb_text_free(&ignored);
}

bool tb_engine_cases(struct tb_run *run, struct tb_cases *cases)
{
    if (!tb_cases_expand(cases, &run->suite, &run->why))
        return false;
    if (tb_select_cases(cases, &run->options.cases, &run->why))
        return true;
    hint(run, cases);
    return false;
}
