/* comparison.h - compares two variants of a plan, or of two runs, case by case: ratios, verdicts, and the data behind
 * them.
 *
 * Made by run, compare, check and calibrate; read by the tables and by all exports (src/control/results/export_*.c).
 * Ratios are as in core/ratio.h: of costs, above 1 is worse.  A row has two operands, each a variant in a case of its
 * plan: two variants in one case, or two cases of one variant (contrast.h).  There is one row per case and metric that
 * both operands have and that is a headline or gates.  If one operand lacks it, the row is invalid and has the reason:
 * nothing is dropped.
 */
#pragma once
#include "control/plan/thresholds.h"
#include "control/verdict/comparison_types.h"

struct tb_words;

/* Rules decide the thresholds as in threshold_rules.h.  A larger noise floor of the host replaces the threshold for
 * "same" only; a change that is worse or better and below the floor has a note. */
struct tb_compare_choice {
    const struct tb_threshold_rule *rules;
    size_t num_rules;
    const struct tb_threshold_rule
        *base_rules; /* those of the base's run, if they differ: the smaller threshold counts */
    size_t num_base_rules;
    bool has_base_rules;
    /* The host's A/A floor for a row's case, metric and sides, as a ratio (0.02 is 2 %); NaN: not calibrated.  NULL:
     * there are no floors. */
    double (*floor)(const struct tb_comparison_row *row, const void *context);
    /* Likewise the threshold that calibrate advised; NaN: none.  NULL: there is no advice. */
    double (*advice)(const struct tb_comparison_row *row, const void *context);
    const void *context;
    bool advised;                 /* follow it, where it is above the threshold */
    bool check;                   /* a look of a check: rare failures only cost a round, gates count */
    const struct tb_words *gates; /* metrics named by --gate and the suite; NULL: none */
    size_t first, end;            /* range of rounds, [first, end) from 0; end 0: all */
};

/* Confidence of each interval if that many variants are compared with the base. */
double tb_comparison_confidence(size_t num_others);

/* Compares all other variants of a plan with `base`, one of its local variants (NULL: the first).  Cells are found by
 * the client's library, so loopback cases are included and plain TCP is not.  Not for plans with pairs of libraries.
 * Borrows everything from the plan.  Must be freed in any case; fails only if memory runs out. */
bool tb_compare_plan(struct tb_comparison *out, const struct tb_plan *plan, const struct tb_variant *base,
                     const struct tb_compare_choice *choice, struct tb_text *why);

/* The same for one variant of each of two runs, unpaired; cases are matched by name.  The range of rounds applies to
 * both.  A check leaves out the base's cases that the other plan lacks: nobody asked for them. */
bool tb_compare_plans(struct tb_comparison *out, const struct tb_plan *base_plan, const struct tb_variant *base,
                      const struct tb_plan *other_plan, const struct tb_variant *other,
                      const struct tb_compare_choice *choice, struct tb_text *why);

/* Which chunks the ratios of its rows use: plan/estimator.h. */
unsigned tb_comparison_estimators(const struct tb_comparison *comparison);

void tb_comparison_free(struct tb_comparison *comparison);

/* Recomputes the figures over all rounds, after more rounds were measured. */
void tb_comparison_figures(struct tb_comparison *comparison);

const char *tb_verdict_name(enum tb_verdict verdict); /* "same", "worse", ... as in the CSV */

/* Is the row shown in tables and reports?  A metric that is not a headline is shown if a check looked at it again, or
 * decides by it. */
bool tb_row_is_shown(const struct tb_comparison_row *row);
/* Is the row one of the comparisons that a check reports and bases its exit code on?  A guard is one only if it was a
 * suspect, or moved without a second look; otherwise every case would appear several times. */
bool tb_row_counts(const struct tb_comparison_row *row);

/* Was reference work measured for each of the compared rows, on both sides?  If not, a change of the machine is not
 * seen. */
bool tb_comparison_has_reference(const struct tb_comparison *comparison);

/* Does the row belong to the group? */
bool tb_comparison_belongs(const struct tb_comparison_group *group, const struct tb_comparison_row *row);

/* Do two groups have the same cases? */
bool tb_comparison_same_cases(const struct tb_comparison *comparison, const struct tb_comparison_group *a,
                              const struct tb_comparison_group *b);

/* The group of all primary metrics of one driver, transport and other operand, whose name is the one of a row; NULL:
 * there is none. */
const struct tb_comparison_group *tb_comparison_group(const struct tb_comparison *comparison,
                                                      const struct tb_driver_info *driver, const char *transport,
                                                      const char *other_name);
const char *tb_transport_of(const struct tb_case *c); /* "local" if the driver has none */
