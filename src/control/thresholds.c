#include "control/thresholds.h"
#include "control/words.h"
#include "core/text.h"
#include <stdlib.h>
#include <string.h>

static bool add(struct tb_thresholds *rules, const char *word, struct tb_text *why)
{
    size_t len = strlen(word);
    char *number = strndup(word, len > 0 && word[len - 1] == '%' ? len - 1 : len);
    struct tb_threshold_rule *items = tb_grow(rules->items, rules->num, sizeof *items);
    if (items)
        rules->items = items;
    if (!items || !number)
        tb_text_add(why, "no memory");
    bool good = items && number && tb_threshold_parse(&items[rules->num], number, why);
    rules->num += good;
    free(number);
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
        free((char *)rules->items[i].pattern); /* owned: tb_threshold_parse made it */
    free(rules->items);
    *rules = (struct tb_thresholds){0};
}
