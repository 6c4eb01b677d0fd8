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

/* Expands the parameters from the `next`th on in all combinations.  Whether a parameter applies depends on those before
 * it. */
static bool expand_from(struct tb_cases *cases, const struct tb_suite *suite, const struct tb_section *section,
                        size_t next, struct tb_case c, struct tb_text *why)
{
    if (next == section->driver->num_params)
        return add_complete(cases, &c, why);
    const struct tb_param_info *info = &section->driver->params[next];
    const struct tb_words *values = &section->values[info->param];
    if (!tb_param_applies(&c, info->param))
        return expand_from(cases, suite, section, next + 1, c, why);
    if (values->num == 0 && (!info->fallback || !*info->fallback)) {
        tb_text_printf(why, "%s:%zu: section [%s] lacks the parameter %s", suite->path, section->line, section->heading,
                       tb_param_name(info->param));
        return false;
    }
    if (values->num == 0)
        return tb_case_set(&c, info->param, info->fallback, why) &&
               expand_from(cases, suite, section, next + 1, c, why);
    for (size_t i = 0; i < values->num; i++)
        if (!tb_case_set(&c, info->param, values->items[i], why) ||
            !expand_from(cases, suite, section, next + 1, c, why))
            return false;
    return true;
}

bool tb_cases_expand(struct tb_cases *cases, const struct tb_suite *suite, struct tb_text *why)
{
    for (size_t i = 0; i < suite->num_sections; i++) {
        struct tb_case c = {.driver = suite->sections[i].driver};
        if (!expand_from(cases, suite, &suite->sections[i], 0, c, why))
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
