#include "control/verdict/fail_on.h"
#include "control/base/words.h"
#include "core/decimal.h"
#include <string.h>

static bool take_share(struct tb_fail_on *fail_on, const char *word, const char *number, struct tb_text *why)
{
    double percent;
    bool good = tb_percentage(number, &percent) && percent <= 100;
    if (good)
        fail_on->noisy = percent / 100;
    else
        tb_text_printf(why, "--fail-on %s: noisy takes a percentage from 0 to 100, such as noisy=20", word);
    return good;
}

static bool take(struct tb_fail_on *fail_on, const char *word, struct tb_text *why)
{
    static const char *const names[] = {"regressed", "noisy", "missing"};
    if (strncmp(word, "noisy=", 6) == 0)
        return take_share(fail_on, word, word + 6, why);
    if (strcmp(word, "noisy") == 0)
        fail_on->noisy = 0;
    else if (strcmp(word, "missing") == 0)
        fail_on->missing = true;
    else if (strcmp(word, "regressed") != 0) {
        tb_text_printf(
            why, "--fail-on %s: not one of missing, noisy, noisy=PERCENT and regressed (nothing but what is named)",
            word);
        tb_suggest(why, word, names, sizeof names / sizeof *names);
        return false;
    }
    return true;
}

bool tb_fail_on_parse(struct tb_fail_on *fail_on, const struct tb_words *words, struct tb_text *why)
{
    bool alone = tb_words_have(words, "regressed"); /* then only what is named beside it */
    size_t shares = 0;
    *fail_on = (struct tb_fail_on){.missing = !alone, .noisy = alone ? 1 : TB_NOISY_SHARE};
    for (size_t i = 0; i < words->num; i++) {
        if (!take(fail_on, words->items[i], why))
            return false;
        shares += strncmp(words->items[i], "noisy", 5) == 0;
    }
    if (shares > 1)
        tb_text_add(why, "--fail-on: noisy is given twice; leave one out");
    return shares <= 1;
}
