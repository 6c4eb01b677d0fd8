#include "control/plan/thresholds.h"
#include "control/base/words.h"
#include "control/plan/pattern.h"
#include "core/decimal.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool tb_threshold_parse(struct tb_threshold_rule *rule, const char *text, struct tb_text *why)
{
    const char *equals = strrchr(text, '='), *number = equals ? equals + 1 : text;
    double percent;
    *rule = (struct tb_threshold_rule){0};
    if (equals == text || !tb_percentage(number, &percent) || percent > 1000) {
        tb_text_printf(why,
                       "'%s' is not a threshold; write a percentage up to 1000, for everything (3) or for matching "
                       "cases or metrics (latency_p99=10, 'handshake/memory*=2.5')",
                       text);
        return false;
    }
    char given[TB_PATTERN_CAP] = "*", spelled[TB_PATTERN_CAP];
    if (equals && (size_t)(equals - text) >= sizeof given) {
        tb_text_printf(why, "'%.20s...' is too long for a pattern", text);
        return false;
    }
    if (equals)
        snprintf(given, sizeof given, "%.*s", (int)(equals - text), text);
    char *pattern = strdup(tb_pattern_spell_out(spelled, given));
    if (!pattern)
        tb_text_add(why, "out of memory");
    *rule = (struct tb_threshold_rule){.pattern = pattern, .threshold = percent / 100};
    return pattern != NULL;
}

static bool add(struct tb_thresholds *rules, const char *word, struct tb_text *why)
{
    struct tb_threshold_rule *items = tb_grow(rules->items, rules->num, sizeof *items);
    if (!items) {
        tb_text_add(why, "out of memory");
        return false;
    }
    rules->items = items;
    bool good = tb_threshold_parse(&items[rules->num], word, why);
    rules->num += good;
    return good;
}

bool tb_thresholds_add(struct tb_thresholds *rules, const struct tb_words *words, struct tb_text *why)
{
    for (size_t i = 0; i < words->num; i++)
        if (!add(rules, words->items[i], why))
            return false;
    return true;
}

bool tb_thresholds_check(const struct tb_words *words, struct tb_text *why)
{
    struct tb_thresholds rules = {0};
    bool good = tb_thresholds_add(&rules, words, why);
    tb_thresholds_free(&rules);
    return good;
}

void tb_thresholds_free(struct tb_thresholds *rules)
{
    for (size_t i = 0; i < rules->num; i++)
        free((char *)rules->items[i].pattern); /* allocated by tb_threshold_parse */
    free(rules->items);
    *rules = (struct tb_thresholds){0};
}
