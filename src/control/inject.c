/* inject.c - a variant slowed down on purpose: a check of the check. */
#include "control/run.h"
#include "core/decimal.h"
#include <string.h>

/* The variant of local cases that a library is. */
static struct tb_variant *variant_of(struct tb_plan *plan, const char *name, struct tb_text *why)
{
    for (size_t i = 0; i < plan->num_local; i++)
        if (strcmp(plan->variants[i].name, name) == 0)
            return &plan->variants[i];
    tb_text_printf(why, "--inject: '%s' is not measured here.  There are:", name);
    for (size_t i = 0; i < plan->num_local; i++)
        tb_text_printf(why, " %s", plan->variants[i].name);
    return NULL;
}

static bool inject(struct tb_plan *plan, const char *word, struct tb_text *why)
{
    const char *equals = strrchr(word, '='), *number = equals ? equals + 1 : word;
    char name[256] = "";
    double percent;
    if (!tb_decimal(number, &percent) || percent < 0.1 || percent > 1000) {
        tb_text_printf(why, "--inject %s: '%s' is not a percentage from 0.1 to 1000", word, number);
        return false;
    }
    if (equals && (size_t)(equals - word) < sizeof name)
        memcpy(name, word, (size_t)(equals - word));
    struct tb_variant *variant = equals ? variant_of(plan, name, why) : &plan->variants[plan->num_local - 1];
    if (variant)
        variant->injected_pct = percent;
    return variant != NULL;
}

bool tb_inject(struct tb_run *run)
{
    const struct tb_words *words = &run->options.inject;
    for (size_t i = 0; i < run->plan.num && words->num; i++)
        if (run->plan.items[i].pair) {
            tb_text_printf(&run->why,
                           "--inject slows local and memory cases down, and %s is a loopback case: leave those out "
                           "with --case",
                           run->plan.items[i].name);
            return false;
        }
    for (size_t i = 0; i < words->num; i++)
        if (!inject(&run->plan, words->items[i], &run->why))
            return false;
    return true;
}
