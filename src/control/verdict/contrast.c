#include "control/verdict/contrast.h"
#include "control/verdict/comparison_make.h"
#include "core/catalog.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REASON_LIMIT = 600, NAME_LIMIT = 1000 };

/* ---- The replaced parameters ---- */

static bool refuse_param(const char *name, struct tb_text *why)
{
    const char *names[TB_NUM_PARAMS];
    for (enum tb_param param = 0; param < TB_NUM_PARAMS; param++)
        names[param] = tb_param_name(param);
    tb_text_printf(why, "--against: there is no parameter '%s'", name);
    tb_suggest(why, name, names, TB_NUM_PARAMS);
    tb_text_stop(why);
    tb_text_add(why, "  There are:");
    for (size_t i = 0; i < TB_NUM_PARAMS; i++)
        tb_text_printf(why, " %s", names[i]);
    return false;
}

static bool parse_one(struct tb_contrast *contrast, const char *word, struct tb_text *why)
{
    const char *equals = strchr(word, '=');
    char name[TB_VALUE_CAP], number[TB_VALUE_CAP];
    enum tb_param param;
    if (!equals || equals == word || !equals[1] || strlen(equals + 1) >= TB_VALUE_CAP) {
        tb_text_printf(why, "--against %s: not of the form PARAMETER=VALUE, such as kx=x25519", word);
        return false;
    }
    snprintf(name, sizeof name, "%.*s", (int)(equals - word), word);
    if ((size_t)(equals - word) >= sizeof name || !tb_param_by_name(name, &param))
        return refuse_param(name, why);
    for (size_t i = 0; i < contrast->num; i++)
        if (contrast->param[i] == param) {
            tb_text_printf(why,
                           "--against: %s is given twice, as %s and as %s; leave one "
                           "out",
                           name, contrast->value[i], equals + 1);
            return false;
        }
    contrast->param[contrast->num] = param;
    const char *value = param == TB_PARAM_SIZE ? tb_size_spell_out(number, equals + 1) : equals + 1;
    snprintf(contrast->value[contrast->num++], TB_VALUE_CAP, "%s", value);
    return true;
}

bool tb_contrast_parse(struct tb_contrast *contrast, const struct tb_words *words, struct tb_text *why)
{
    *contrast = (struct tb_contrast){0};
    for (size_t i = 0; i < words->num; i++)
        if (!parse_one(contrast, words->items[i], why))
            return false;
    return true;
}

/* The case's values: "kx=p256"; NULL case: those of the partners. */
static void describe(const struct tb_contrast *contrast, const struct tb_case *c, struct tb_text *text)
{
    for (size_t i = 0; i < contrast->num; i++) {
        const char *value = c ? c->value[contrast->param[i]] : contrast->value[i];
        tb_text_printf(text, "%s%s=%s", i ? "," : "", tb_param_name(contrast->param[i]), *value ? value : "none");
    }
}

/* ---- Partners ---- */

/* Whether a parameter applies depends on those before it. */
static bool complete(struct tb_case *c, struct tb_text *why)
{
    for (size_t i = 0; i < c->driver->num_params; i++) {
        const struct tb_param_info *info = &c->driver->params[i];
        bool applies = tb_param_applies(c, info->param);
        if (!applies)
            c->value[info->param][0] = '\0';
        else if (!*c->value[info->param] && tb_param_is_optional(info->param))
            continue;
        else if (!*c->value[info->param] && (!info->fallback || !*info->fallback)) {
            tb_text_printf(why,
                           "its partner would need a value for %s, which has no default; add it to "
                           "--against",
                           tb_param_name(info->param));
            return false;
        } else if (!*c->value[info->param] && !tb_case_set(c, info->param, info->fallback, why))
            return false;
    }
    return true;
}

bool tb_contrast_partner(const struct tb_contrast *contrast, const struct tb_case *c, struct tb_case *partner,
                         struct tb_text *why)
{
    *partner = *c;
    for (size_t i = 0; i < contrast->num; i++)
        if (!tb_case_set(partner, contrast->param[i], contrast->value[i], why))
            return false;
    if (!complete(partner, why))
        return false;
    for (size_t i = 0; i < contrast->num; i++)
        if (strcmp(partner->value[contrast->param[i]], contrast->value[i]) != 0) {
            tb_text_printf(why, "%s does not apply to it", tb_param_name(contrast->param[i]));
            return false;
        }
    return tb_case_check(partner, why);
}

/* The number of other cases with `base` as their partner. */
static size_t count_others(const struct tb_contrast *contrast, const struct tb_cases *cases, const struct tb_case *base)
{
    struct tb_text ignored;
    size_t num = 0;
    tb_text_init(&ignored, 0);
    for (size_t i = 0; i < cases->num; i++) {
        struct tb_case partner;
        num += tb_contrast_partner(contrast, &cases->items[i], &partner, &ignored) && tb_case_equal(&partner, base) &&
               !tb_case_equal(&cases->items[i], base);
    }
    tb_text_free(&ignored);
    return num;
}

size_t tb_contrast_most(const struct tb_contrast *contrast, const struct tb_cases *cases)
{
    size_t most = 0;
    for (size_t i = 0; i < cases->num; i++) {
        size_t num = count_others(contrast, cases, &cases->items[i]);
        most = num > most ? num : most;
    }
    return most;
}

static bool has_params(const struct tb_contrast *contrast, const struct tb_driver_info *driver)
{
    size_t has = 0;
    for (size_t i = 0; i < contrast->num; i++)
        for (size_t j = 0; j < driver->num_params; j++)
            has += driver->params[j].param == contrast->param[i];
    return has == contrast->num;
}

/* A reason that applies to all cases of a driver is reported once. */
static bool leave_out(const struct tb_contrast *contrast, struct tb_words *alone, const struct tb_case *c,
                      const char *reason)
{
    struct tb_text text;
    tb_text_init(&text, NAME_LIMIT);
    if (has_params(contrast, c->driver)) {
        tb_case_name(c, &text);
        tb_text_add(&text, ": ");
    }
    tb_text_add(&text, reason);
    bool good = tb_words_have(alone, text.data) || tb_words_add(alone, text.data, text.len);
    tb_text_free(&text);
    return good;
}

/* Keeps a case and its partner, or reports why there is none. */
static bool take_case(const struct tb_contrast *contrast, const struct tb_cases *cases, size_t i, struct tb_cases *kept,
                      struct tb_words *alone)
{
    const struct tb_case *c = &cases->items[i];
    struct tb_case partner;
    struct tb_text reason;
    bool good = true;
    tb_text_init(&reason, REASON_LIMIT);
    if (!tb_contrast_partner(contrast, c, &partner, &reason))
        good = leave_out(contrast, alone, c, reason.data);
    else if (!tb_case_equal(&partner, c))
        good = tb_cases_add(kept, &partner, &reason) && tb_cases_add(kept, c, &reason);
    else if (count_others(contrast, cases, c) == 0)
        good = leave_out(contrast, alone, c, "it has these values itself, and no other case has it as partner");
    tb_text_free(&reason);
    return good;
}

bool tb_contrast_cases(const struct tb_contrast *contrast, struct tb_cases *cases, struct tb_words *alone,
                       struct tb_text *why)
{
    struct tb_cases kept = {0};
    bool good = true;
    for (size_t i = 0; good && i < cases->num; i++)
        good = take_case(contrast, cases, i, &kept, alone);
    if (!good)
        tb_text_add(why, "out of memory");
    else if (kept.num == 0)
        tb_text_printf(why, "--against: no case has a partner to compare with%s%s%s", alone->num ? "; " : "",
                       alone->num ? alone->items[0] : "", alone->num > 1 ? "; and others" : "");
    if (!good || kept.num == 0) {
        tb_cases_free(&kept);
        return false;
    }
    kept.misfits = cases->misfits;
    cases->misfits = (struct tb_words){0};
    tb_cases_free(cases);
    *cases = kept;
    return true;
}

void tb_contrast_plan(const struct tb_contrast *contrast, struct tb_plan *plan)
{
    struct tb_text ignored;
    tb_text_init(&ignored, 0);
    for (size_t i = 0; contrast->num > 0 && i < plan->num; i++) {
        struct tb_case partner;
        if (!plan->items[i].steady && tb_contrast_partner(contrast, &plan->items[i].c, &partner, &ignored))
            plan->items[i].partner = tb_plan_find(plan, &partner);
    }
    tb_text_free(&ignored);
}

/* ---- The comparison ---- */

/* Equal values give the same pointer; NULL: out of memory. */
static const char *name_of(struct tb_comparison *out, const struct tb_contrast *contrast, const struct tb_case *c)
{
    struct tb_text text;
    const char *name = NULL;
    tb_text_init(&text, NAME_LIMIT);
    describe(contrast, c, &text);
    for (size_t i = 0; i < out->names.num && !name; i++)
        if (strcmp(out->names.items[i], text.data) == 0)
            name = out->names.items[i];
    if (!name && tb_words_add(&out->names, text.data, text.len))
        name = out->names.items[out->names.num - 1];
    tb_text_free(&text);
    return name;
}

static bool shares_metric(const struct tb_planned *a, const struct tb_planned *b)
{
    for (size_t i = 0; i < a->c.driver->num_metrics; i++)
        if (tb_planned_shows(a, &a->c.driver->metrics[i]) && tb_planned_shows(b, &a->c.driver->metrics[i]))
            return true;
    return false;
}

static bool compare_case(struct tb_maker *maker, const struct tb_contrast *contrast, const struct tb_planned *planned)
{
    struct tb_comparison *out = maker->out;
    struct tb_case partner;
    struct tb_text reason;
    tb_text_init(&reason, REASON_LIMIT);
    struct tb_comparison_row sides = {.planned = planned,
                                      .base = out->base,
                                      .other = out->base,
                                      .base_name = out->base_name,
                                      .other_name = name_of(out, contrast, &planned->c)};
    bool good = sides.other_name != NULL, partnered = tb_contrast_partner(contrast, &planned->c, &partner, &reason);
    const struct tb_planned *found = good && partnered ? tb_plan_find(out->base_plan, &partner) : NULL;
    if (good && partnered && !found) {
        tb_case_name(&partner, &reason);
        tb_text_add(&reason, " was not measured");
    } else if (found && found != planned && !shares_metric(found, planned)) {
        tb_text_printf(&reason, "%s and %s have no metric in common", found->name, planned->name);
    }
    if (good && !partnered) {
        good = leave_out(contrast, &out->alone, &planned->c, reason.data);
    } else if (good && reason.len) {
        good = tb_maker_refuse(maker, &sides, reason.data);
    } else if (good && found != planned) {
        sides.base_planned = found;
        sides.base_cell = tb_maker_cell(found, out->base);
        sides.other_cell = tb_maker_cell(planned, out->base);
        good = tb_maker_add(maker, &sides);
    }
    tb_text_free(&reason);
    return good;
}

bool tb_compare_cases(struct tb_comparison *out, const struct tb_plan *plan, const struct tb_variant *variant,
                      const struct tb_contrast *contrast, const struct tb_compare_choice *choice, struct tb_text *why)
{
    struct tb_maker maker = {.out = out, .choice = choice};
    struct tb_cases cases = {0};
    *out = (struct tb_comparison){
        .base = variant, .base_plan = plan, .other_plan = plan, .paired = true, .of_cases = true};
    bool good = true;
    for (size_t i = 0; good && i < plan->num; i++)
        good = plan->items[i].steady || tb_cases_add(&cases, &plan->items[i].c, why);
    out->num_others = tb_contrast_most(contrast, &cases);
    out->base_name = name_of(out, contrast, NULL);
    good = good && out->base_name && tb_maker_begin(&maker, tb_maker_rows(plan));
    for (size_t i = 0; good && i < plan->num; i++)
        good = plan->items[i].steady || compare_case(&maker, contrast, &plan->items[i]);
    bool ended = tb_maker_end(&maker, good && tb_maker_rounds(&maker), why);
    if (ended && out->num_others == 0) {
        tb_text_printf(why, "--against %s: no case of this run has a partner to compare with", out->base_name);
        if (out->num_rows)
            tb_text_printf(why, "; %s: %s", out->rows[0].planned->name, out->rows[0].reason);
        else if (out->alone.num)
            tb_text_printf(why, "; %s", out->alone.items[0]);
        ended = false;
    }
    tb_cases_free(&cases);
    return ended;
}
