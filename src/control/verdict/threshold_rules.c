#include "control/verdict/threshold_rules.h"
#include "control/run/instructions.h"
#include "core/catalog.h"
#include "core/counters.h"
#include <fnmatch.h>
#include <math.h>
#include <string.h>

static bool matches(const char *pattern, const char *name)
{
    return fnmatch(pattern, name, 0) == 0;
}

static bool matches_metric(const char *pattern, const struct tb_metric_info *metric)
{
    const char *counter = tb_counter_of(metric);
    return matches(pattern, metric->name) || (counter && matches(pattern, counter));
}

/* Not a driver's timed metric of the same name. */
static bool is_counter(const struct tb_metric_info *metric)
{
    return metric->counted && tb_counter_of(metric);
}

/* ---- A rule and a row ---- */

static bool names_metric(const struct tb_threshold_rule *rule, const struct tb_threshold_row *row)
{
    bool of_case = matches(rule->pattern, row->case_name);
    return rule->metric ? of_case && matches_metric(rule->metric, row->metric)
                        : !of_case && matches_metric(rule->pattern, row->metric);
}

static bool matches_row(const struct tb_threshold_rule *rule, const struct tb_threshold_row *row)
{
    return names_metric(rule, row) || (!rule->metric && matches(rule->pattern, row->case_name));
}

static bool applies(const struct tb_threshold_rule *rule, const struct tb_threshold_row *row)
{
    bool of_everything = !rule->metric && strcmp(rule->pattern, "*") == 0;
    if (is_counter(row->metric) || (of_everything && row->metric->threshold_pct > 0))
        return names_metric(rule, row);
    return matches_row(rule, row);
}

static size_t last(const struct tb_threshold_rule *rules, size_t num, const struct tb_threshold_row *row,
                   bool (*is_meant)(const struct tb_threshold_rule *, const struct tb_threshold_row *))
{
    for (size_t i = num; i-- > 0;)
        if (is_meant(&rules[i], row))
            return i;
    return TB_NO_RULE;
}

/* ---- A row ---- */

static double usual(const struct tb_threshold_row *row)
{
    double percent = row->metric->counted             ? TB_COUNTS_CHANGED_PERCENT
                     : row->metric->threshold_pct > 0 ? row->metric->threshold_pct
                     : row->pair                      ? TB_THRESHOLD_LOOPBACK_PERCENT
                                                      : TB_THRESHOLD_PERCENT;
    return percent / 100;
}

struct tb_threshold tb_threshold_of(const struct tb_threshold_rule *rules, size_t num,
                                    const struct tb_threshold_row *row)
{
    double least = row->metric->least_threshold;
    size_t rule = least > 0 ? last(rules, num, row, names_metric) : TB_NO_RULE;
    bool named = rule != TB_NO_RULE;
    if (!named)
        rule = last(rules, num, row, applies);
    double value = rule != TB_NO_RULE ? rules[rule].threshold : usual(row);
    return named || value >= least ? (struct tb_threshold){value, rule} : (struct tb_threshold){least, TB_NO_RULE};
}

enum tb_rule_fate tb_rule_fate(const struct tb_threshold_rule *rules, size_t num, const struct tb_threshold_row *row,
                               size_t rule, size_t *by)
{
    size_t decides = tb_threshold_of(rules, num, row).rule;
    if (by)
        *by = decides;
    if (decides == rule)
        return TB_RULE_DECIDES;
    if (!matches_row(&rules[rule], row))
        return TB_RULE_NO_MATCH;
    if (decides != TB_NO_RULE)
        return decides > rule ? TB_RULE_REPLACED : TB_RULE_OUTRANKED;
    return row->metric->least_threshold > 0 ? TB_RULE_TOO_LOW : TB_RULE_TOO_GENERAL;
}

double tb_threshold_up(double share)
{
    return ceil(1000 * share - 1e-9) / 1000; /* 0.03 is not 3.1 % because of its last bit */
}
