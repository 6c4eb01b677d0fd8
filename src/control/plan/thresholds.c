#include "control/plan/thresholds.h"
#include "control/base/words.h"
#include "control/plan/pattern.h"
#include "core/decimal.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool refuse(const char *text, struct tb_text *why)
{
    tb_text_printf(why,
                   "'%s' is not a threshold; write a percentage up to 1000, for everything (3), for matching cases or "
                   "metrics (latency_p99=10, 'handshake/memory*=2.5') or for a metric of these cases "
                   "('kx/*:mean_time=8'); or " TB_THRESHOLDS_ADVISED ", for what tlsbench calibrate advised",
                   text);
    return false;
}

/* The ':' before the metric; NULL: there is none.  That of a class of characters, as in "[[:alpha:]]*", is none. */
static char *metric_in(char *pattern)
{
    char *colon = strrchr(pattern, ':');
    return colon && colon[1] != ']' ? colon : NULL;
}

/* `given`: the part before the percentage, which is cut at its ':'. */
static bool take_pattern(struct tb_threshold_rule *rule, char *given, const char *text, struct tb_text *why)
{
    char spelled[TB_PATTERN_CAP], *colon = metric_in(given);
    if (colon)
        *colon = '\0';
    if (!*given || (colon && !colon[1]))
        return refuse(text, why);
    rule->pattern = strdup(tb_pattern_spell_out(spelled, given));
    rule->metric = colon ? strdup(colon + 1) : NULL;
    if (rule->pattern && (rule->metric || !colon))
        return true;
    tb_text_add(why, "out of memory");
    return false;
}

bool tb_threshold_parse(struct tb_threshold_rule *rule, const char *text, struct tb_text *why)
{
    const char *equals = strrchr(text, '='), *number = equals ? equals + 1 : text;
    char given[TB_PATTERN_CAP] = "*";
    double percent;
    *rule = (struct tb_threshold_rule){0};
    if (equals == text || !tb_percentage(number, &percent) || percent > 1000)
        return refuse(text, why);
    if (equals && (size_t)(equals - text) >= sizeof given) {
        tb_text_printf(why, "'%.20s...' is too long for a pattern", text);
        return false;
    }
    if (equals)
        snprintf(given, sizeof given, "%.*s", (int)(equals - text), text);
    rule->threshold = percent / 100;
    if (take_pattern(rule, given, text, why))
        return true;
    tb_threshold_free(rule);
    return false;
}

void tb_threshold_free(struct tb_threshold_rule *rule)
{
    free((char *)rule->pattern); /* allocated by tb_threshold_parse, both */
    free((char *)rule->metric);
    *rule = (struct tb_threshold_rule){0};
}

void tb_threshold_name(struct tb_text *text, const struct tb_threshold_rule *rule)
{
    tb_text_printf(text, "%s%s%s", rule->pattern, rule->metric ? ":" : "", rule->metric ? rule->metric : "");
}

static bool add(struct tb_thresholds *rules, const char *word, struct tb_text *why)
{
    if (strcmp(word, TB_THRESHOLDS_ADVISED) == 0)
        return rules->advised = true;
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
        tb_threshold_free(&rules->items[i]);
    free(rules->items);
    *rules = (struct tb_thresholds){0};
}
