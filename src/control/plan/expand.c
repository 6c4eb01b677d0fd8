#include "control/plan/expand.h"
#include "control/plan/suite.h"
#include "core/catalog.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

bool tb_cases_add(struct tb_cases *cases, const struct tb_case *c, struct tb_text *why)
{
    for (size_t i = 0; i < cases->num; i++)
        if (tb_case_equal(&cases->items[i], c))
            return true;
    if (cases->num == TB_MOST_CASES) {
        tb_text_printf(why, "there are more than %d cases; name fewer", TB_MOST_CASES);
        return false;
    }
    struct tb_case *items = tb_grow(cases->items, cases->num, sizeof *items);
    if (!items) {
        tb_text_add(why, "out of memory");
        return false;
    }
    cases->items = items;
    items[cases->num++] = *c;
    return true;
}

static bool add_misfit(struct tb_cases *cases, const struct tb_case *c, const struct tb_text *reason,
                       struct tb_text *why)
{
    struct tb_text misfit;
    tb_text_init(&misfit, 1000);
    tb_case_name(c, &misfit);
    tb_text_printf(&misfit, ": %s", reason->data);
    bool good = tb_words_have(&cases->misfits, misfit.data) || tb_words_add(&cases->misfits, misfit.data, misfit.len);
    tb_text_free(&misfit);
    if (!good)
        tb_text_add(why, "out of memory");
    return good;
}

static bool add_complete(struct tb_cases *cases, const struct tb_case *c, struct tb_text *why)
{
    struct tb_text reason;
    tb_text_init(&reason, 400);
    bool good = tb_case_check(c, &reason) ? tb_cases_add(cases, c, why) : add_misfit(cases, c, &reason, why);
    tb_text_free(&reason);
    return good;
}

struct expansion {
    struct tb_cases *cases;
    const struct tb_suite *suite;
    const struct tb_section *section;
    bool used[TB_NUM_PARAMS]; /* by a case of the section */
    size_t *made;             /* combinations, of all sections */
    struct tb_text *why;
};

/* A page of values can have more combinations than anything can try: what makes no sense, or stands there twice, takes
 * its time, too. */
static bool count_one(const struct expansion *expansion)
{
    if (++*expansion->made <= TB_MOST_CASES)
        return true;
    tb_text_printf(expansion->why,
                   "%s:%zu: section [%s] brings the suite to more than %d combinations of values; name fewer values",
                   expansion->suite->path, expansion->section->line, expansion->section->heading, TB_MOST_CASES);
    return false;
}

/* Fixes the parameters from the `next`th on in all ways.  A parameter may apply or not depending on those before it. */
static bool expand_from(struct expansion *expansion, size_t next, struct tb_case c)
{
    const struct tb_section *section = expansion->section;
    if (next == section->driver->num_params)
        return count_one(expansion) && add_complete(expansion->cases, &c, expansion->why);
    const struct tb_param_info *info = &section->driver->params[next];
    const struct tb_words *values = &section->values[info->param];
    if (!tb_param_applies(&c, info->param) || (values->num == 0 && tb_param_is_optional(info->param)))
        return expand_from(expansion, next + 1, c);
    expansion->used[info->param] = true;
    if (values->num == 0 && (!info->fallback || !*info->fallback)) {
        tb_text_printf(expansion->why, "%s:%zu: section [%s] lacks the parameter %s", expansion->suite->path,
                       section->line, section->heading, tb_param_name(info->param));
        return false;
    }
    if (values->num == 0)
        return tb_case_set(&c, info->param, info->fallback, expansion->why) && expand_from(expansion, next + 1, c);
    for (size_t i = 0; i < values->num; i++)
        if (!tb_case_set(&c, info->param, values->items[i], expansion->why) || !expand_from(expansion, next + 1, c))
            return false;
    return true;
}

/* What nobody asks for would be left out without a word. */
static bool check_used(const struct expansion *expansion)
{
    const struct tb_section *section = expansion->section;
    for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++) {
        if (section->values[param].num == 0 || expansion->used[param])
            continue;
        tb_text_printf(expansion->why,
                       "%s:%zu: section [%s] names %s, which none of its cases has; leave it out, or name a value of "
                       "another parameter that brings it",
                       expansion->suite->path, section->line, section->heading, tb_param_name(param));
        return false;
    }
    return true;
}

bool tb_cases_expand(struct tb_cases *cases, const struct tb_suite *suite, struct tb_text *why)
{
    size_t made = 0;
    for (size_t i = 0; i < suite->num_sections; i++) {
        struct expansion expansion = {
            .cases = cases, .suite = suite, .section = &suite->sections[i], .made = &made, .why = why};
        struct tb_case c = {.driver = suite->sections[i].driver};
        if (!expand_from(&expansion, 0, c) || !check_used(&expansion))
            return false;
    }
    return true;
}

void tb_cases_free(struct tb_cases *cases)
{
    free(cases->items);
    tb_words_free(&cases->misfits);
    *cases = (struct tb_cases){0};
}
