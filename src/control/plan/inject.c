/* inject.c - slows a variant down on purpose, to test a check. */
#include "control/plan/inject.h"
#include "control/base/words.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include <jansson.h>
#include <stdio.h>
#include <string.h>

bool tb_variant_is_injected(const struct tb_variant *variant)
{
    return variant->injected[0].pct > 0 || variant->injected[1].pct > 0;
}

bool tb_plan_is_injected(const struct tb_plan *plan)
{
    for (size_t i = 0; i < plan->num_local + plan->num_pair; i++)
        if (tb_variant_is_injected(&plan->variants[i]))
            return true;
    return false;
}

struct tb_injection tb_injection_of_end(const struct tb_variant *variant, bool server)
{
    struct tb_injection injection = variant->injected[server];
    if (injection.side == (server ? TB_INJECT_CLIENT : TB_INJECT_SERVER))
        return (struct tb_injection){0};
    injection.side = TB_INJECT_BOTH;
    return injection;
}

const char *tb_injected_words(char dst[TB_INJECTED_CAP], const struct tb_planned *planned,
                              const struct tb_variant *variant)
{
    char ends[2][TB_INJECTION_CAP];
    if (planned->steady || !planned->pair) {
        tb_injection_words(ends[0], &variant->injected[0]);
        snprintf(dst, TB_INJECTED_CAP, "%s", planned->steady ? "" : ends[0]);
        return dst;
    }
    for (int server = 0; server < 2; server++) {
        struct tb_injection of_end = tb_injection_of_end(variant, server);
        tb_injection_words(ends[server], &of_end);
    }
    if (strcmp(ends[0], ends[1]) == 0)
        snprintf(dst, TB_INJECTED_CAP, "%s", ends[0]);
    else
        snprintf(dst, TB_INJECTED_CAP, "%s%s%s%s%s", ends[0], *ends[0] ? ":client" : "",
                 *ends[0] && *ends[1] ? "+" : "", ends[1], *ends[1] ? ":server" : "");
    return dst;
}

/* Slows every variant with that library as client or server. */
static void slow_down(struct tb_plan *plan, const struct tb_library *library, const struct tb_injection *injection)
{
    for (size_t i = 0; i < plan->num_local + plan->num_pair; i++) {
        struct tb_variant *variant = &plan->variants[i];
        if (variant->client == library)
            variant->injected[0] = *injection;
        if (variant->server == library)
            variant->injected[1] = *injection;
    }
}

/* ---- The command line ---- */

/* The local variant of a library. */
static const struct tb_variant *variant_of(const struct tb_plan *plan, const char *name, struct tb_text *why)
{
    for (size_t i = 0; i < plan->num_local; i++)
        if (strcmp(plan->variants[i].name, name) == 0)
            return &plan->variants[i];
    tb_text_printf(why, "--inject: library '%s' is not measured here; choose one of:", name);
    for (size_t i = 0; i < plan->num_local; i++)
        tb_text_printf(why, " %s", plan->variants[i].name);
    return NULL;
}

/* Refuses a shape without an effect: one that a case can never hit. */
static bool fits(const struct tb_plan *plan, const char *word, const struct tb_injection *injection,
                 struct tb_text *why)
{
    if (plan->counted && !tb_injection_is_plain(injection)) {
        tb_text_printf(why,
                       "--inject %s: a shape has no effect on instructions, which are counted over all operations "
                       "together; leave it out",
                       word);
        return false;
    }
    for (size_t i = 0; i < plan->num; i++) {
        const struct tb_planned *planned = &plan->items[i];
        if (planned->steady || injection->side == TB_INJECT_BOTH || tb_case_has_sides(&planned->c))
            continue;
        tb_text_printf(why,
                       "--inject %s: one side of %s cannot be slowed down alone; leave out the side, or the case with "
                       "--case (handshakes in memory and all loopback cases have sides)",
                       word, planned->name);
        return false;
    }
    return true;
}

static bool inject(struct tb_plan *plan, const char *word, struct tb_text *why)
{
    const char *equals = strrchr(word, '=');
    char name[256] = "";
    struct tb_injection injection;
    struct tb_text wrong;
    tb_text_init(&wrong, 500);
    bool good = tb_injection_parse(&injection, equals ? equals + 1 : word, &wrong);
    if (!good)
        tb_text_printf(why, "--inject %s: %s", word, wrong.data);
    tb_text_free(&wrong);
    if (!good)
        return false;
    if (equals && (size_t)(equals - word) < sizeof name)
        memcpy(name, word, (size_t)(equals - word));
    const struct tb_variant *variant = equals ? variant_of(plan, name, why) : &plan->variants[plan->num_local - 1];
    if (variant && tb_variant_is_injected(variant)) {
        tb_text_printf(why, "--inject %s: %s is already slowed down; give each library one shape", word, variant->name);
        return false;
    }
    if (!variant || !fits(plan, word, &injection, why))
        return false;
    slow_down(plan, variant->client, &injection);
    return true;
}

bool tb_inject(struct tb_plan *plan, const struct tb_words *words, struct tb_text *why)
{
    for (size_t i = 0; i < words->num; i++)
        if (!inject(plan, words->items[i], why))
            return false;
    return true;
}

/* The number of slowed operations in a sample, on average if they are chosen at random. */
static double payers(const struct tb_injection *injection, double operations)
{
    double reached = operations - (double)(injection->from > 1 ? injection->from - 1 : 0);
    if (injection->tail > 0)
        return reached * injection->tail / 100;
    return reached / (double)(injection->every > 1 ? injection->every : 1);
}

/* For pairs the number of operations is not known in advance. */
bool tb_inject_reaches(const struct tb_plan *plan, uint64_t chunks, struct tb_text *why)
{
    for (size_t i = 0; i < plan->num; i++) {
        const struct tb_planned *planned = &plan->items[i];
        double operations = (double)(planned->operations * (chunks + 1));
        for (size_t j = 0; j < planned->num_cells && !planned->pair && !planned->steady; j++) {
            const struct tb_variant *variant = planned->cells[j].variant;
            char words[TB_INJECTED_CAP];
            if (planned->cells[j].closed || variant->injected[0].pct <= 0 ||
                payers(&variant->injected[0], operations) >= 1)
                continue;
            tb_text_printf(
                why,
                "--inject %s has no effect on %s, whose samples have %.0f operations; choose a shape that falls on one "
                "of them, leave out the case with --case, or give it more operations with --chunk-ms",
                tb_injected_words(words, planned, variant), planned->name, operations);
            return false;
        }
    }
    return true;
}

bool tb_injected_next(const struct tb_plan *plan, size_t *place, struct tb_text *line)
{
    char words[TB_INJECTION_CAP];
    while (*place < plan->num_local && plan->variants[*place].injected[0].pct <= 0)
        ++*place;
    if (*place == plan->num_local)
        return false;
    const struct tb_variant *variant = &plan->variants[(*place)++];
    const struct tb_injection *injection = &variant->injected[0];
    tb_text_clear(line);
    tb_text_printf(line, "%s was slowed down on purpose by %g%%", variant->name, injection->pct);
    if (!tb_injection_is_plain(injection))
        tb_text_printf(line, ", on average over its operations: --inject %s", tb_injection_words(words, injection));
    return true;
}

/* ---- Files ---- */

json_t *tb_injected_json(const struct tb_plan *plan)
{
    char words[TB_INJECTION_CAP];
    json_t *object = json_object();
    for (size_t i = 0; i < plan->num_local; i++)
        if (plan->variants[i].injected[0].pct > 0)
            json_object_set_new(object, plan->variants[i].name,
                                json_string(tb_injection_words(words, &plan->variants[i].injected[0])));
    return object;
}

void tb_injected_load(struct tb_plan *plan, const json_t *words, const json_t *percents)
{
    struct tb_text why;
    tb_text_init(&why, 200);
    for (size_t i = 0; i < plan->num_local; i++) {
        const struct tb_library *library = plan->variants[i].client;
        const char *text = json_string_value(json_object_get(words, library->name));
        struct tb_injection injection = {
            .pct = json_number_value(json_object_get(percents, library->name)), .every = 1, .from = 1};
        if (text)
            tb_injection_parse(&injection, text, &why);
        slow_down(plan, library, &injection);
    }
    tb_text_free(&why);
}
