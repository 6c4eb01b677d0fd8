#include "control/show/calibration.h"
#include "control/plan/thresholds.h"
#include "control/verdict/advice_rules.h"
#include "core/catalog.h"
#include "core/text.h"
#include <stdio.h>
#include <string.h>

enum { RULES_LIMIT = 1 << 16 };

/* An improvement as what it would be with the sides exchanged. */
static void print_alarm(size_t check, const struct tb_comparison_row *row)
{
    const struct tb_ratio *ratio = row->suspect ? &row->second : &row->ratio;
    bool worse = row->verdict == TB_VERDICT_WORSE;
    double of[] = {ratio->ratio, worse ? ratio->low : ratio->high, worse ? ratio->high : ratio->low};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        of[i] = 100 * ((worse ? of[i] : 1 / of[i]) - 1);
    printf("  check %zu: %s%s%s: the %s seemed %.1f%% slower [%.1f, %.1f], with a threshold of %.1f%%\n", check,
           row->planned->name, row->primary ? "" : " ", row->primary ? "" : row->metric->name, worse ? "copy" : "build",
           of[0], of[1], of[2], 100 * row->threshold);
}

void tb_calibration_alarms(const struct tb_calibrated *calibrated)
{
    for (size_t i = 0; i < calibrated->num; i++)
        for (size_t j = 0; j < calibrated->checks[i].num_rows; j++) {
            const struct tb_comparison_row *row = &calibrated->checks[i].rows[j];
            if (tb_row_is_alarm(row))
                print_alarm(i + 1, row);
        }
}

/* "kx/p256/offer=5.8" */
static void add_rule(struct tb_text *text, const struct tb_threshold_rule *rule, const char *sign)
{
    tb_threshold_name(text, rule);
    tb_text_printf(text, "=%.1f%s", 100 * rule->threshold, sign);
}

/* Would the later rule of the same name leave the word without effect? */
static bool is_replaced(const char *word, const struct tb_thresholds *rules)
{
    struct tb_threshold_rule rule;
    struct tb_text ignored;
    tb_text_init(&ignored, 0);
    bool replaced = false, parsed = tb_threshold_parse(&rule, word, &ignored);
    for (size_t i = 0; i < rules->num && parsed && !replaced; i++) {
        const struct tb_threshold_rule *later = &rules->items[i];
        bool same_metric = later->metric ? rule.metric && strcmp(rule.metric, later->metric) == 0 : !rule.metric;
        replaced = same_metric && strcmp(rule.pattern, later->pattern) == 0;
    }
    if (parsed)
        tb_threshold_free(&rule);
    tb_text_free(&ignored);
    return replaced;
}

/* What stands there, then the rules: "3,kx/p256/offer=5.8". */
static void add_rules(struct tb_text *text, const struct tb_words *words, const struct tb_thresholds *rules,
                      const char *separator, const char *sign)
{
    for (size_t i = 0; i < words->num; i++)
        if (!is_replaced(words->items[i], rules))
            tb_text_printf(text, "%s%s", text->len ? separator : "", words->items[i]);
    for (size_t i = 0; i < rules->num; i++) {
        tb_text_add(text, text->len ? separator : "");
        add_rule(text, &rules->items[i], sign);
    }
}

/* In a suite, they would stand before rules of a command line, which decide. */
static void print_ways(const struct tb_calibrated *calibrated, const struct tb_thresholds *rules)
{
    const struct tb_words *given = calibrated->given;
    const char *quote = given->num ? "'" : ""; /* there may be globs */
    struct tb_text text;
    tb_text_init(&text, RULES_LIMIT);
    add_rules(&text, given, &(struct tb_thresholds){0}, ",", "");
    printf("To ignore such alarms in later checks, use one of these:\n"
           "  --threshold %s%s%s" TB_THRESHOLDS_ADVISED "%s\n"
           "      the advice is kept with the noise floors of this host; in a suite, add the word to threshold =\n",
           quote, text.data, text.len ? "," : "", quote);
    tb_text_clear(&text);
    add_rules(&text, given, rules, ",", "");
    printf("  --threshold '%s'\n"
           "      the same as rules, on any host\n",
           text.data);
    tb_text_clear(&text);
    add_rules(&text, calibrated->of_suite, rules, " ", "%");
    if (given->num == 0)
        printf("  threshold = %s\n"
               "      the same in a suite, in [check]\n",
               text.data);
    tb_text_free(&text);
}

static bool print_rules(const struct tb_calibrated *calibrated, const struct tb_advices *advices)
{
    struct tb_thresholds before = {0}, rules = {0};
    struct tb_text ignored; /* they were parsed before */
    tb_text_init(&ignored, 0);
    bool good = tb_thresholds_add(&before, calibrated->of_suite, &ignored) &&
                tb_thresholds_add(&before, calibrated->given, &ignored) &&
                tb_advice_rules(&rules, advices, calibrated->checks, &before);
    if (good)
        print_ways(calibrated, &rules);
    tb_thresholds_free(&before);
    tb_thresholds_free(&rules);
    tb_text_free(&ignored);
    return good;
}

static void print_losses(const struct tb_calibrated *calibrated, const struct tb_advices *advices)
{
    struct tb_text name;
    printf("Checks then find no slowdown of less than\n");
    for (size_t i = 0; i < advices->num; i++) {
        const struct tb_advice *advice = &advices->items[i];
        tb_text_init(&name, 2000);
        tb_advice_name(&name, advice);
        printf("  %6.1f%%  %s (alarms in %zu of %zu checks)\n", 100 * advice->threshold, name.data, advice->alarms,
               calibrated->num);
        tb_text_free(&name);
    }
}

/* An instruction count does not depend on where code lies; over loopback, there is none. */
static void print_alternative(const struct tb_advices *advices)
{
    for (size_t i = 0; i < advices->num; i++)
        if (!advices->items[i].row->planned->pair) {
            printf("tlsbench check --metric instructions --case '%s' tells whether a build has more work to do there, "
                   "whatever its layout.\n",
                   advices->items[i].row->planned->name);
            return;
        }
}

static bool has_improvement(const struct tb_calibrated *calibrated)
{
    for (size_t i = 0; i < calibrated->num; i++)
        for (size_t j = 0; j < calibrated->checks[i].num_rows; j++) {
            const struct tb_comparison_row *row = &calibrated->checks[i].rows[j];
            if (tb_row_is_alarm(row) && row->verdict == TB_VERDICT_BETTER)
                return true;
        }
    return false;
}

bool tb_calibration_advice(const struct tb_calibrated *calibrated, const struct tb_advices *advices)
{
    if (advices->num == 0)
        return true;
    printf("\nThese alarms were raised by unchanged code%s.  %s\n",
           has_improvement(calibrated) ? " (where the build seems slower than its copy, with the two sides exchanged)"
                                       : "",
           calibrated->relinked ? "The cause may be its layout in memory, which differs from build to build, so later "
                                  "checks may raise them, too."
                                : "The cause is noise of this machine, so later checks may raise them, too; stop other "
                                  "programs, or use more --rounds.");
    bool good = print_rules(calibrated, advices);
    print_losses(calibrated, advices);
    print_alternative(advices);
    return good;
}
