/* threshold_rules.h - the threshold of a row, and the rule that it comes from.  Comparisons use it, and so does the
 * search for rules without an effect: a rule has one if it decides a row.
 *
 * The last of the rules that apply decides.  A rule names a metric if its pattern matches the metric (for a counter or
 * a metric of that name also without the side: "bytes" for "server_bytes") and no case, or if it is CASE:METRIC.
 *
 *     metric                                        rule for everything   rule for cases    rule that names the metric
 *     without a threshold of its own                applies               applies           applies
 *     with one (threshold_pct): bytes               does not              applies           applies
 *     noisy (least_threshold): mean_time, p99       raises the least      raises it         decides, however low
 *     counter (core/counters.h)                     does not              does not          decides
 *
 * If no rule decides: the metric's own threshold; 0.5 % of counts; 5 % over loopback; else 3 %.
 */
#pragma once
#include "control/plan/thresholds.h"
#include <stdint.h>

struct tb_metric_info;

enum { TB_THRESHOLD_PERCENT = 3, TB_THRESHOLD_LOOPBACK_PERCENT = 5 };

/* What a threshold is for. */
struct tb_threshold_row {
    const char *case_name;
    bool pair; /* over loopback */
    const struct tb_metric_info *metric;
};

#define TB_NO_RULE SIZE_MAX

struct tb_threshold {
    double value; /* 0.03 is 3 % */
    size_t rule;  /* the index of the rule that decides; TB_NO_RULE: none does */
};

struct tb_threshold tb_threshold_of(const struct tb_threshold_rule *rules, size_t num,
                                    const struct tb_threshold_row *row);

/* What becomes of one rule at a row.  From the second on: why it does not decide. */
enum tb_rule_fate {
    TB_RULE_DECIDES,
    TB_RULE_NO_MATCH,
    TB_RULE_REPLACED,    /* a later rule decides */
    TB_RULE_OUTRANKED,   /* an earlier rule decides, since it names the metric and this one does not */
    TB_RULE_TOO_LOW,     /* below the least threshold of a noisy metric, which it does not name */
    TB_RULE_TOO_GENERAL, /* the metric has a threshold of its own, or is a counter */
};

/* `by`: the index of the rule that decides instead, if one does.  May be NULL. */
enum tb_rule_fate tb_rule_fate(const struct tb_threshold_rule *rules, size_t num, const struct tb_threshold_row *row,
                               size_t rule, size_t *by);

/* A share rounded up to a tenth of a percent, as thresholds are written: 0.0312 is 3.2 %. */
double tb_threshold_up(double share);
