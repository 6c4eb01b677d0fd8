/* gates.h - the metrics that decide in a check, and whether every option has an effect.
 *
 * A case has a row for each metric that gates: its primary one, which no option turns off; those of the catalog (the
 * CPU time of both sides over loopback, where the rate shows only the busier side); and those that --gate and the
 * suite's `gate` name.  All of them go through the same two looks, and Holm's adjustment covers all suspects.  Only
 * counters are counted instead of looked at twice (count_rows.h).
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_case;
struct tb_cases;
struct tb_loaded_run;
struct tb_metric_info;
struct tb_run;
struct tb_text;
struct tb_thresholds;
struct tb_words;

/* Do the words name the metric?  A counter's name without a side means both sides.  `named` may be NULL, here and
 * below. */
bool tb_gates_named(const struct tb_metric_info *metric, const struct tb_words *named);

/* `counted`: the run counts instructions and times nothing. */
bool tb_gates(const struct tb_case *c, const struct tb_metric_info *metric, bool counted, const struct tb_words *named);

/* The number of rows that can become suspects, with one build against another. */
size_t tb_gates_count(const struct tb_cases *cases, bool counted, const struct tb_words *named);

/* Does every option have an effect?  The command line's thresholds and names must match a case of the plan, the suite's
 * a case of the whole suite.  A threshold has an effect if it decides a row that gates (compare: that is shown):
 * threshold_effect.h.  If not, run->why names the option without an effect, and the nearest name or what to write. */
bool tb_gates_check(const struct tb_run *run, const struct tb_words *thresholds, struct tb_text *why);

/* The same for the command line's thresholds and stored runs, which have a row for each headline metric.  They are the
 * last ones of the `rules`, and of `base`: those of the first of two runs whose suites differ; NULL: they do not. */
bool tb_gates_check_stored(const struct tb_loaded_run *runs, size_t num, const struct tb_words *thresholds,
                           const struct tb_thresholds *rules, const struct tb_thresholds *base, struct tb_text *why);
