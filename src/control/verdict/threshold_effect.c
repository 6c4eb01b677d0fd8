#include "control/verdict/threshold_effect.h"
#include "core/catalog.h"
#include "core/text.h"
#include <fnmatch.h>
#include <string.h>

enum { MOST_NAMED = 3 };

/* A rule, and everything that it may have an effect on. */
struct question {
    const struct tb_threshold_rule *rules;
    size_t num;
    const struct tb_threshold_row *rows;
    size_t num_rows, rule;
};

/* The first row at which that becomes of it; NULL: there is none. */
static const struct tb_threshold_row *find(const struct question *of, enum tb_rule_fate fate)
{
    for (size_t i = 0; i < of->num_rows; i++)
        if (tb_rule_fate(of->rules, of->num, &of->rows[i], of->rule, NULL) == fate)
            return &of->rows[i];
    return NULL;
}

static bool matches(const char *pattern, const char *text)
{
    return strcmp(pattern, text) == 0 || fnmatch(pattern, text, 0) == 0;
}

/* By their text: is a rule for all that `b` is for? */
static bool covers(const struct tb_threshold_rule *a, const struct tb_threshold_rule *b)
{
    bool of_metric = !a->metric && b->metric && matches(a->pattern, b->metric); /* "mean*", "kx/x25519*:mean_time" */
    return of_metric ||
           (matches(a->pattern, b->pattern) && (!a->metric || (b->metric && matches(a->metric, b->metric))));
}

static bool is_special(const struct tb_threshold_rule *later, const struct tb_threshold_rule *rule)
{
    return covers(rule, later) && !covers(later, rule);
}

/* Some of the later rules that decide rows which the rule matches, and are not special cases of it; each once. */
struct later {
    size_t rules[MOST_NAMED], num;
    bool more; /* there are others */
};

static void add_later(struct later *later, size_t rule)
{
    for (size_t i = 0; i < later->num; i++)
        if (later->rules[i] == rule)
            return;
    later->more = later->num == MOST_NAMED;
    if (!later->more)
        later->rules[later->num++] = rule;
}

static struct later find_later(const struct question *of)
{
    struct later later = {.num = 0};
    for (size_t i = 0; i < of->num_rows && !later.more; i++) {
        size_t by;
        if (tb_rule_fate(of->rules, of->num, &of->rows[i], of->rule, &by) == TB_RULE_REPLACED &&
            !is_special(&of->rules[by], &of->rules[of->rule]))
            add_later(&later, by);
    }
    return later;
}

/* "the rule for 'a' comes later", or "the rules for 'a' and 'b' come later" */
static void say_replaced(const struct question *of, const struct later *later, struct tb_text *why)
{
    bool one = later->num == 1;
    tb_text_add(why, one ? "the rule for " : "the rules for ");
    for (size_t i = 0; i < later->num; i++) {
        tb_text_add(why, i == 0 ? "'" : i + 1 == later->num && !later->more ? " and '" : ", '");
        tb_threshold_name(why, &of->rules[later->rules[i]]);
        tb_text_add(why, "'");
    }
    tb_text_printf(why, "%s %s all that it matches; write the general rule first", later->more ? " and others" : "",
                   one ? "comes later and matches" : "come later and match");
}

static void say_instead(const struct question *of, const struct tb_threshold_row *row, struct tb_text *why)
{
    tb_text_printf(why, "; write %s=%g", row->metric->name, 100 * of->rules[of->rule].threshold);
}

static void say_outranked(const struct question *of, const struct tb_threshold_row *row, struct tb_text *why)
{
    size_t by;
    tb_rule_fate(of->rules, of->num, row, of->rule, &by);
    tb_text_add(why, "the rule for '");
    tb_threshold_name(why, &of->rules[by]);
    tb_text_printf(why, "' comes earlier, but it names %s and so decides", row->metric->name);
    say_instead(of, row, why);
}

enum tb_rule_effect tb_rule_effect(const struct tb_threshold_rule *rules, size_t num,
                                   const struct tb_threshold_row *rows, size_t num_rows, size_t rule,
                                   struct tb_text *why)
{
    const struct question of = {rules, num, rows, num_rows, rule};
    const struct tb_threshold_row *row;
    if (find(&of, TB_RULE_DECIDES))
        return TB_RULE_HAS_EFFECT;
    if (find(&of, TB_RULE_REPLACED)) {
        struct later later = find_later(&of);
        if (later.num == 0)
            return TB_RULE_HAS_EFFECT;
        say_replaced(&of, &later, why);
    } else if ((row = find(&of, TB_RULE_OUTRANKED)) != NULL) {
        say_outranked(&of, row, why);
    } else if ((row = find(&of, TB_RULE_TOO_LOW)) != NULL) {
        tb_text_printf(why, "the threshold of %s is at least %g%%, unless a rule names it", row->metric->name,
                       100 * row->metric->least_threshold);
        say_instead(&of, row, why);
    } else if ((row = find(&of, TB_RULE_TOO_GENERAL)) != NULL) {
        tb_text_printf(why, "%s has a threshold of its own, unless a rule names it", row->metric->name);
        say_instead(&of, row, why);
    } else {
        return TB_RULE_MATCHES_NOTHING;
    }
    return TB_RULE_HAS_NONE;
}
