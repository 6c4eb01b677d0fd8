#include "control/verdict/gates.h"
#include "control/plan/select.h"
#include "control/plan/thresholds.h"
#include "control/run/run.h"
#include "control/store/load_run.h"
#include "control/verdict/threshold_effect.h"
#include "core/catalog.h"
#include "core/counters.h"
#include "core/text.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

bool tb_gates_named(const struct tb_metric_info *metric, const struct tb_words *named)
{
    const char *counter = tb_counter_of(metric);
    return named && (tb_words_have(named, metric->name) || (counter && tb_words_have(named, counter)));
}

bool tb_gates(const struct tb_case *c, const struct tb_metric_info *metric, bool counted, const struct tb_words *named)
{
    if (metric->counted != counted || !tb_metric_applies(metric, c))
        return false;
    return metric == (counted ? tb_counted_metric(c) : tb_primary_metric(c)) || metric->gates ||
           tb_gates_named(metric, named);
}

size_t tb_gates_count(const struct tb_cases *cases, bool counted, const struct tb_words *named)
{
    size_t num = 0;
    for (size_t i = 0; i < cases->num; i++)
        for (size_t j = 0; j < cases->items[i].driver->num_metrics; j++)
            num += !tb_case_is_steady(&cases->items[i]) &&
                   tb_gates(&cases->items[i], &cases->items[i].driver->metrics[j], counted, named);
    return num;
}

/* ---- Valid names ---- */

struct names {
    struct tb_words cases, metrics; /* metrics: that have a row */
    struct tb_words others;         /* metrics of the same cases that have none */
    struct tb_words shares;         /* metrics that cannot decide, since no direction of them is better */
    struct tb_words hardware;       /* those that a check does not read */
    struct tb_threshold_row *rows;  /* names of cases are those of `cases` */
    size_t num_rows;
};

static void free_names(struct names *names)
{
    tb_words_free(&names->cases);
    tb_words_free(&names->metrics);
    tb_words_free(&names->others);
    tb_words_free(&names->shares);
    tb_words_free(&names->hardware);
    free(names->rows);
}

static bool add_once(struct tb_words *words, const char *word)
{
    return tb_words_have(words, word) || tb_words_add(words, word, strlen(word));
}

static bool add_row(struct names *names, const struct tb_case *c, const char *case_name,
                    const struct tb_metric_info *metric)
{
    struct tb_threshold_row *rows = tb_grow(names->rows, names->num_rows, sizeof *rows);
    if (!rows)
        return false;
    names->rows = rows;
    rows[names->num_rows++] = (struct tb_threshold_row){case_name, tb_case_is_pair(c), metric};
    return true;
}

/* Determines which metrics have a row. */
struct selection {
    bool check, counted;
    const struct tb_words *gates; /* named by options; may be NULL */
    const struct tb_words *shown; /* the same; NULL or empty: those that the plan shows */
};

static struct selection selection_of(const struct tb_run *run)
{
    return (struct selection){run->checks, run->plan.counted, &run->gates, &run->options.show};
}

/* Only checks of times compare counters; a counter that is also a metric of the driver has that metric's row. */
static bool add_counters(struct names *names, const struct tb_case *c, const char *case_name,
                         const struct selection *of)
{
    bool good = true;
    for (size_t i = 0; good && i < TB_NUM_SIDES * tb_num_counters && of->check && !of->counted; i++) {
        size_t counter = i / TB_NUM_SIDES, side = i % TB_NUM_SIDES;
        const struct tb_metric_info *metric = tb_counter_metric(counter, side);
        bool named = tb_gates_named(metric, of->gates), counted = tb_counter_applies(counter, side, c);
        struct tb_words *words = named ? &names->metrics : &names->others;
        if (counted || tb_counter_is_metric(counter, side, c))
            good = add_once(words, tb_counters[counter].name) && add_once(words, metric->name) &&
                   (!named || !counted || add_row(names, c, case_name, metric));
    }
    return good;
}

/* A check has rows for what gates, another comparison for what is shown.  `planned` is NULL for a case of the suite. */
static bool has_row(const struct tb_case *c, const struct tb_planned *planned, const struct tb_metric_info *metric,
                    const struct selection *of)
{
    bool gates = tb_gates(c, metric, of->counted, of->gates);
    if (of->check)
        return gates;
    if (planned && of->shown && of->shown->num)
        return tb_filter_has(of->shown, metric->name);
    /* the ratio of a capacity is that of the CPU time, which is compared unless others are asked for */
    bool own = metric->kind != TB_METRIC_CAPACITY || (planned && planned->metrics);
    return planned ? own && tb_planned_shows(planned, metric) : gates || (own && tb_metric_is_headline(metric, c));
}

/* Fails only if memory runs out. */
static bool add_metric(struct names *names, const struct tb_case *c, const char *case_name, bool row,
                       const struct tb_metric_info *metric, bool check)
{
    if (check && metric->hardware)
        return add_once(&names->hardware, metric->name);
    if (metric->kind == TB_METRIC_SHARE)
        return add_once(&names->shares, metric->name);
    return add_once(row ? &names->metrics : &names->others, metric->name) &&
           (!row || add_row(names, c, case_name, metric));
}

/* The name as it is kept in the list, whose words do not move; NULL: out of memory. */
static const char *keep_case(struct names *names, const struct tb_case *c)
{
    struct tb_text name;
    tb_text_init(&name, 1000);
    tb_case_name(c, &name);
    const char *kept =
        tb_words_add(&names->cases, name.data, name.len) ? names->cases.items[names->cases.num - 1] : NULL;
    tb_text_free(&name);
    return kept;
}

/* Fails only if memory runs out. */
static bool add_case(struct names *names, const struct tb_case *c, const struct tb_planned *planned,
                     const struct selection *of)
{
    if (tb_case_is_steady(c))
        return true;
    const char *case_name = keep_case(names, c);
    bool good = case_name != NULL;
    for (size_t i = 0; good && i < c->driver->num_metrics; i++) {
        const struct tb_metric_info *metric = &c->driver->metrics[i];
        if (metric->counted == of->counted && tb_metric_applies(metric, c))
            good = add_metric(names, c, case_name, has_row(c, planned, metric, of), metric, of->check);
    }
    return good && add_counters(names, c, case_name, of);
}

static bool names_of_plan(struct names *names, const struct tb_plan *plan, const struct selection *of)
{
    for (size_t i = 0; i < plan->num; i++)
        if (!add_case(names, &plan->items[i].c, &plan->items[i], of))
            return false;
    return true;
}

/* The whole suite, regardless of --case. */
static bool names_of_suite(struct names *names, const struct tb_run *run, struct tb_text *why)
{
    struct tb_cases cases = {0};
    struct selection of = selection_of(run);
    bool good = tb_cases_expand(&cases, &run->suite, why);
    for (size_t i = 0; good && i < cases.num; i++)
        good = add_case(names, &cases.items[i], NULL, &of);
    tb_cases_free(&cases);
    return good;
}

/* ---- Checking names ---- */

static bool matches(const struct tb_words *words, const char *pattern)
{
    for (size_t i = 0; i < words->num; i++)
        if (fnmatch(pattern, words->items[i], 0) == 0)
            return true;
    return false;
}

/* Suggests metrics and drivers by edit distance, and cases by their prefix, since their names are long. */
static void suggest(struct tb_text *why, const struct names *names, const char *pattern)
{
    struct tb_words known = {0};
    struct tb_text word;
    bool good = true;
    tb_text_init(&word, 200);
    tb_text_add_bytes(&word, pattern, strcspn(pattern, "*/?["));
    for (size_t i = 0; good && i < names->metrics.num; i++)
        good = add_once(&known, names->metrics.items[i]);
    size_t metrics = known.num;
    for (size_t i = 0; good && i < names->cases.num; i++) {
        const char *name = names->cases.items[i];
        size_t len = strcspn(name, "/");
        good = (i > 0 && strncmp(names->cases.items[i - 1], name, len + 1) == 0) || tb_words_add(&known, name, len);
    }
    const char *nearest = word.len ? tb_nearest(word.data, (const char *const *)known.items, known.num) : NULL;
    const char *alike = strchr(pattern, '/') ? tb_words_most_alike(&names->cases, pattern) : NULL;
    bool is_metric = false;
    for (size_t i = 0; nearest && i < metrics; i++)
        is_metric = is_metric || nearest == known.items[i];
    if (alike)
        tb_text_printf(why, "; the nearest is '%s'", alike);
    else if (nearest)
        tb_text_printf(why, "; did you mean '%s%s'?", nearest, is_metric ? "" : "/*");
    tb_text_free(&word);
    tb_words_free(&known);
}

/* Begins the refusal of a rule. */
static void refuse(struct tb_text *why, const char *whose, const struct tb_threshold_rule *rule)
{
    tb_text_printf(why, "%sthreshold '", whose);
    tb_threshold_name(why, rule);
    tb_text_add(why, "' has no effect: ");
}

static void say_no_match(struct tb_text *why, const struct names *names, const struct tb_threshold_rule *rule,
                         bool check)
{
    const char *metric = rule->metric ? rule->metric : rule->pattern;
    if (rule->metric && !matches(&names->cases, rule->pattern)) {
        tb_text_printf(why, "no case matches '%s'", rule->pattern);
        suggest(why, names, rule->pattern);
    } else if (check && tb_words_have(&names->others, metric)) {
        tb_text_printf(why, "a check does not judge %s by default; add --gate %s", metric, metric);
    } else if (rule->metric) {
        tb_text_printf(why, "these cases have no metric '%s' that %s", metric, check ? "is judged" : "is compared");
        tb_words_suggest(why, metric, &names->metrics);
    } else {
        tb_text_printf(why, "it matches no case, and no metric that %s", check ? "is judged" : "is compared");
        suggest(why, names, rule->pattern);
    }
}

/* Checks the rules from the `first` on, which those before it may outrank.  `base`: the rules of the other one of two
 * runs, which end in the same; NULL: they are no others. */
static bool check_rules(struct tb_text *why, const struct names *names, const struct tb_thresholds *rules,
                        const struct tb_thresholds *base, size_t first, const char *whose, bool check)
{
    struct tb_text reason;
    enum tb_rule_effect effect = TB_RULE_HAS_EFFECT;
    tb_text_init(&reason, 2000);
    for (size_t i = first; effect == TB_RULE_HAS_EFFECT && i < rules->num; i++) {
        const struct tb_threshold_rule *rule = &rules->items[i];
        if (base)
            effect = tb_rule_effect(base->items, base->num, names->rows, names->num_rows, base->num - (rules->num - i),
                                    &reason);
        tb_text_clear(&reason);
        if (!base || effect != TB_RULE_HAS_EFFECT)
            effect = tb_rule_effect(rules->items, rules->num, names->rows, names->num_rows, i, &reason);
        if (effect == TB_RULE_HAS_EFFECT)
            continue;
        refuse(why, whose, rule);
        if (effect == TB_RULE_MATCHES_NOTHING)
            say_no_match(why, names, rule, check);
        else
            tb_text_add(why, reason.data);
    }
    tb_text_free(&reason);
    return effect == TB_RULE_HAS_EFFECT;
}

/* Neither shares nor what only `run` reads can decide.  Returns false if the metric is none of them. */
static bool refuse_gate(struct tb_text *why, const struct names *names, const char *gate, const char *whose)
{
    if (tb_words_have(&names->shares, gate))
        tb_text_printf(why,
                       "%s %s: it says whose limit a rate is, so neither more nor less of it is better; gate "
                       "server_cpu or client_cpu",
                       whose, gate);
    else if (tb_words_have(&names->hardware, gate))
        tb_text_printf(why,
                       "%s %s: a check does not read the processor's counters; leave it out, or use tlsbench run "
                       "--metric cycles",
                       whose, gate);
    else
        return false;
    return true;
}

/* Names the nearest metric, or else all. */
static void say_unknown_gate(struct tb_text *why, const struct names *names, const char *gate, const char *whose)
{
    struct tb_words all = {0};
    bool good = true;
    for (size_t i = 0; good && i < names->metrics.num; i++)
        good = add_once(&all, names->metrics.items[i]);
    for (size_t i = 0; good && i < names->others.num; i++)
        good = add_once(&all, names->others.items[i]);
    tb_text_printf(why, "%s %s: no selected case has this metric", whose, gate);
    tb_words_suggest(why, gate, &all);
    if (why->data[why->len - 1] != '?') {
        tb_text_add(why, ".  There are:");
        for (size_t i = 0; i < all.num; i++)
            tb_text_printf(why, " %s", all.items[i]);
    }
    tb_words_free(&all);
}

static bool check_gates(struct tb_text *why, const struct names *names, char *const *gates, size_t num,
                        const char *whose)
{
    for (size_t i = 0; i < num; i++) {
        if (tb_words_have(&names->metrics, gates[i]))
            continue;
        if (!refuse_gate(why, names, gates[i], whose))
            say_unknown_gate(why, names, gates[i], whose);
        return false;
    }
    return true;
}

/* Instruction counts do not use the suite's thresholds, which are for times. */
static bool check_all(const struct tb_run *run, const struct names *suite, const struct names *plan,
                      const struct tb_words *thresholds, struct tb_text *why)
{
    bool check = run->checks, counted = run->plan.counted;
    struct tb_thresholds rules = {0};
    size_t suite_gates = counted || !check ? 0 : run->suite.gates.num;
    char **gates = run->gates.items;
    bool good = (counted || tb_thresholds_add(&rules, &run->suite.thresholds, why)) &&
                check_gates(why, suite, gates, suite_gates, "the suite's gate =") &&
                check_gates(why, plan, gates ? gates + suite_gates : NULL, run->gates.num - suite_gates, "--gate") &&
                check_rules(why, suite, &rules, NULL, 0, "the suite's ", check);
    size_t of_suite = rules.num;
    good = good && tb_thresholds_add(&rules, thresholds, why) &&
           check_rules(why, plan, &rules, NULL, of_suite, "--", check);
    if (good && counted && rules.advised) {
        tb_text_add(why,
                    "--threshold " TB_THRESHOLDS_ADVISED " has no effect with --metric instructions, since a count "
                    "raises no false alarm; leave it out");
        good = false;
    }
    tb_thresholds_free(&rules);
    return good;
}

bool tb_gates_check(const struct tb_run *run, const struct tb_words *thresholds, struct tb_text *why)
{
    struct names suite = {0}, plan = {0};
    struct selection of = selection_of(run);
    bool named = names_of_suite(&suite, run, why) && names_of_plan(&plan, &run->plan, &of);
    if (!named && !why->len)
        tb_text_add(why, "out of memory");
    bool good = named && check_all(run, &suite, &plan, thresholds, why);
    free_names(&suite);
    free_names(&plan);
    return good;
}

bool tb_gates_check_stored(const struct tb_loaded_run *runs, size_t num, const struct tb_words *thresholds,
                           const struct tb_thresholds *rules, const struct tb_thresholds *base, struct tb_text *why)
{
    struct names names = {0};
    struct tb_thresholds given = {0};
    bool good = true;
    for (size_t i = 0; good && i < num; i++)
        good = names_of_plan(&names, &runs[i].plan, &(struct selection){0});
    if (!good)
        tb_text_add(why, "out of memory");
    good = good && tb_thresholds_add(&given, thresholds, why) &&
           check_rules(why, &names, rules, base, rules->num - given.num, "--", false);
    tb_thresholds_free(&given);
    free_names(&names);
    return good;
}
