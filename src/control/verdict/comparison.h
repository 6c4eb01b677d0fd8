/* comparison.h - two variants of a plan, or of two runs, case by case: ratios, verdicts, and the data behind them.
 *
 * Made by run, compare, check and calibrate; read by the tables and by everything that exports
 * (src/control/results/export_*.c).  Ratios as in core/ratio.h: of costs, above 1 is worse.  A row has two operands,
 * each a variant in a case of its plan.  Two variants are compared in one case, or two cases of one variant with each
 * other (contrast.h).  One row a case and metric that both operands have and that is a headline or gates; what one of
 * them lacks is a row too, invalid with the reason: nothing is dropped.
 */
#pragma once
#include "control/plan/thresholds.h"
#include "control/verdict/comparison_types.h"

struct tb_words;

/* Thresholds, from the weakest to the strongest: the usual one of the case, the metric's own, a rule that matches (the
 * last one of several).  The host's floor, where it is larger, tells what is the same; without a second look also what
 * is worse or better. */
struct tb_compare_choice {
    const struct tb_threshold_rule *rules;
    size_t num_rules;
    /* The host's A/A floor of a row's case, metric and sides, as a ratio (0.02 is 2 %); NaN: not calibrated.  NULL:
     * none is. */
    double (*floor)(const struct tb_comparison_row *row, const void *context);
    const void *context;
    bool check; /* a look of a check: floors stay out of worse and better, rare failures cost a round, gates count */
    const struct tb_words *gates; /* metrics that --gate and the suite name; NULL: none */
    size_t first, end;            /* rounds to use, [first, end) from 0; end 0: all */
};

enum { TB_THRESHOLD_PERCENT = 3, TB_THRESHOLD_LOOPBACK_PERCENT = 5 };

/* Of each interval when that many variants are compared with the base. */
double tb_comparison_confidence(size_t num_others);

/* All other variants of a plan with `base`, one of its local variants (NULL: the first): cells are found by the
 * library of the client, so that loopback cases take part, and plain TCP does not.  Not for plans of pairs of
 * libraries.  Everything is borrowed from the plan.  To be freed in any case; false: out of memory, `why` says so. */
bool tb_compare_plan(struct tb_comparison *out, const struct tb_plan *plan, const struct tb_variant *base,
                     const struct tb_compare_choice *choice, struct tb_text *why);

/* The same of two runs: one variant of each, matched by the names of the cases; unpaired.  The range of rounds is used
 * of both. */
bool tb_compare_plans(struct tb_comparison *out, const struct tb_plan *base_plan, const struct tb_variant *base,
                      const struct tb_plan *other_plan, const struct tb_variant *other,
                      const struct tb_compare_choice *choice, struct tb_text *why);

void tb_comparison_free(struct tb_comparison *comparison);

/* Rounds have been measured since it was made: figures are those of all of them again. */
void tb_comparison_figures(struct tb_comparison *comparison);

const char *tb_verdict_name(enum tb_verdict verdict); /* "same", "worse", ... as in the CSV */

/* Does it stand in tables and reports?  A metric that is no headline does when a check looked at it again,
 * or goes by it. */
bool tb_row_is_shown(const struct tb_comparison_row *row);
/* Is it one of the comparisons that a check reports, and that its exit code goes by?  A guard is one when it was a
 * suspect, or moved where there is no second look: else every case would stand there several times. */
bool tb_row_counts(const struct tb_comparison_row *row);

/* Does the row stand in the group? */
bool tb_comparison_belongs(const struct tb_comparison_group *group, const struct tb_comparison_row *row);

/* Do two groups have the same cases? */
bool tb_comparison_same_cases(const struct tb_comparison *comparison, const struct tb_comparison_group *a,
                              const struct tb_comparison_group *b);

/* The group of all primary metrics of one driver, transport and other operand, whose name is the one of a row; NULL:
 * there is none. */
const struct tb_comparison_group *tb_comparison_group(const struct tb_comparison *comparison,
                                                      const struct tb_driver_info *driver, const char *transport,
                                                      const char *other_name);
const char *tb_transport_of(const struct tb_case *c); /* "local" when the driver has none */
