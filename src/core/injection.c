#include "core/injection.h"
#include "core/decimal.h"
#include "core/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double least_pct = 0.1, most_pct = 1000, least_tail = 0.01, most_tail = 50;
static const uint64_t most_operations = 1000000000;

static const char *const side_names[] = {"", "client", "server"};

static bool take_percent(struct tb_injection *injection, const char *text, struct tb_text *why)
{
    if (tb_percentage(text, &injection->pct) && injection->pct >= least_pct && injection->pct <= most_pct)
        return true;
    tb_text_printf(why, "'%s' is not a percentage from %g to %g", text, least_pct, most_pct);
    return false;
}

/* Parses the number after "every-" and the like, from 2. */
static bool take_number(uint64_t *number, const char *part, const char *digits, struct tb_text *why)
{
    errno = 0;
    unsigned long long value = strtoull(digits, NULL, 10);
    bool good =
        *digits && strspn(digits, "0123456789") == strlen(digits) && !errno && value >= 2 && value <= most_operations;
    if (good)
        *number = value;
    else
        tb_text_printf(why, "'%s': '%s' is not a number of operations from 2 to %llu", part, digits,
                       (unsigned long long)most_operations);
    return good;
}

static bool take_tail(double *tail, const char *part, const char *digits, struct tb_text *why)
{
    if (tb_percentage(digits, tail) && *tail >= least_tail && *tail <= most_tail)
        return true;
    tb_text_printf(why, "'%s': '%s' is not a percentage of operations from %g to %g", part, digits, least_tail,
                   most_tail);
    return false;
}

static bool take_side(enum tb_injection_side *side, const char *part, struct tb_text *why)
{
    static const char *const shapes[] = {"client", "server", "every-N", "from-N", "tail-PCT"};
    const char *nearest = tb_nearest(part, shapes, sizeof shapes / sizeof *shapes);
    for (enum tb_injection_side i = TB_INJECT_CLIENT; i <= TB_INJECT_SERVER; i++)
        if (strcmp(part, side_names[i]) == 0) {
            *side = i;
            return true;
        }
    tb_text_printf(why, "there is no shape '%s'; use every-N, from-N, tail-PCT, client or server", part);
    if (nearest)
        tb_text_printf(why, "; did you mean '%s'?", nearest);
    return false;
}

/* Checks that each part is given only once. */
static bool is_new(bool given, const char *part, struct tb_text *why)
{
    if (given)
        tb_text_printf(why, "'%s' contradicts an earlier part; leave one out", part);
    return !given;
}

static bool take_part(struct tb_injection *injection, const char *part, struct tb_text *why)
{
    if (strncmp(part, "every-", 6) == 0)
        return is_new(injection->every > 1, part, why) && take_number(&injection->every, part, part + 6, why);
    if (strncmp(part, "from-", 5) == 0)
        return is_new(injection->from > 1, part, why) && take_number(&injection->from, part, part + 5, why);
    if (strncmp(part, "tail-", 5) == 0)
        return is_new(injection->tail > 0, part, why) && take_tail(&injection->tail, part, part + 5, why);
    return is_new(injection->side != TB_INJECT_BOTH, part, why) && take_side(&injection->side, part, why);
}

bool tb_injection_parse(struct tb_injection *injection, const char *text, struct tb_text *why)
{
    char words[TB_INJECTION_CAP], *rest = words;
    *injection = (struct tb_injection){.every = 1, .from = 1};
    if (strlen(text) >= sizeof words) {
        tb_text_printf(why, "'%.20s...' is too long; write a percentage and its shape, such as 5:every-32", text);
        return false;
    }
    memcpy(words, text, strlen(text) + 1);
    bool good = take_percent(injection, strsep(&rest, ":"), why);
    for (const char *part; good && (part = strsep(&rest, ":"));)
        good = take_part(injection, part, why);
    if (good && injection->tail > 0 && injection->every > 1) {
        tb_text_add(why, "every-N (regular) and tail-PCT (random) exclude each other; leave one out");
        good = false;
    }
    return good;
}

const char *tb_injection_words(char dst[TB_INJECTION_CAP], const struct tb_injection *injection)
{
    struct tb_text text;
    tb_text_init(&text, TB_INJECTION_CAP - 1);
    if (injection->pct > 0)
        tb_text_printf(&text, "%.15g", injection->pct);
    if (injection->pct > 0 && injection->from > 1)
        tb_text_printf(&text, ":from-%llu", (unsigned long long)injection->from);
    if (injection->pct > 0 && injection->every > 1)
        tb_text_printf(&text, ":every-%llu", (unsigned long long)injection->every);
    if (injection->pct > 0 && injection->tail > 0)
        tb_text_printf(&text, ":tail-%.15g", injection->tail);
    if (injection->pct > 0 && injection->side != TB_INJECT_BOTH)
        tb_text_printf(&text, ":%s", side_names[injection->side]);
    snprintf(dst, TB_INJECTION_CAP, "%s", text.data);
    tb_text_free(&text);
    return dst;
}

bool tb_injection_is_plain(const struct tb_injection *injection)
{
    return injection->every <= 1 && injection->from <= 1 && !(injection->tail > 0) && injection->side == TB_INJECT_BOTH;
}
