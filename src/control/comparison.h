/* comparison.h - two variants of a plan, or of two runs, case by case: ratios, verdicts, and what they rest on.
 *
 * Made by run, compare, check and calibrate; read by the tables and by everything that exports
 * (src/control/export_*.c).  Ratios as in core/ratio.h: of costs, above 1 is worse.  A row has two operands, each a
 * variant in a case of its plan.  Two variants are compared in one case, or two cases of one variant with each other
 * (contrast.h).  One row a case and metric that both operands have and that is a headline or gates; what one of them
 * lacks is a row too, invalid with the reason: nothing is dropped.
 */
#pragma once
#include "control/grid.h"
#include "control/plan.h"
#include "control/thresholds.h"
#include "control/words.h"
#include "core/ratio.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_words;

struct tb_comparison_row {
    const struct tb_planned *planned; /* the other's case, which names the row; of the base, where other lacks it */
    const struct tb_planned *base_planned; /* the base's: the same case, or its partner; NULL: the base has none */
    const struct tb_metric_info *metric;
    const struct tb_variant *base, *other;
    const char *base_name, *other_name;           /* of the operands, for people; borrowed */
    const struct tb_cell *base_cell, *other_cell; /* NULL: that side has not measured the case */
    struct tb_figure base_figure, other_figure;   /* typical, as in summary.csv; its `rounds` 0: there is none */
    struct tb_ratio ratio;                        /* screening: of the rounds that all cases had */
    double threshold; /* of worse and better; beside a check the floor where that is larger */
    double floor;     /* this host's measured A/A floor; NaN: not calibrated */
    enum tb_verdict verdict;
    size_t rounds_needed; /* when inconclusive; 0: no number can be named */
    bool primary;         /* the case's first headline metric: the one that ratios are made of */
    bool gates;           /* can end a check in FAIL: the primary one; in a check also what gates.h says */
    bool guard;           /* gates because the catalog says so, and is neither primary nor named */
    /* check only: the second look, fresh rounds of the suspects alone */
    bool suspect;
    struct tb_ratio second;
    double p;   /* Holm-adjusted; NaN: not a suspect */
    char *note; /* what to know of a row although it has its verdict: lost rounds, whose limit; owned; NULL: nothing */
    char *reason; /* why invalid, or why a suspect is inconclusive; owned; NULL: there is no more to say */
};

/* A driver's cases together: the geometric mean of the primary metric's ratios, and of the ends of their intervals. */
struct tb_comparison_group {
    const struct tb_driver_info *driver;
    const char *transport; /* "local", "memory", "loopback" */
    const struct tb_variant *other;
    const char *other_name; /* of its rows */
    struct tb_ratio ratio;  /* tb_ratio_mean of the rows; rounds 0: none */
    size_t cases;           /* that stand in it: good on both sides */
};

/* How much the control cases moved, and what that means. */
enum tb_contamination {
    TB_CONTROLS_STILL,
    TB_CONTROLS_MOVED, /* over 2 %: warn */
    TB_CONTROLS_LOST   /* over 5 %, or a side failed to measure one: nobody knows */
};

struct tb_comparison {
    const struct tb_variant *base;
    const char *base_name; /* of its operands; borrowed, as in the rows */
    const struct tb_plan *base_plan, *other_plan;
    struct tb_comparison_row *rows; /* without the controls */
    size_t num_rows;
    struct tb_comparison_row *controls;
    size_t num_controls;
    struct tb_comparison_group *groups;
    size_t num_groups;
    enum tb_contamination contamination; /* TB_CONTROLS_LOST: every verdict is invalid, the numbers stay */
    char *unsteady;                      /* why they are lost; owned; NULL: they are not */
    bool paired;                         /* measured in the same rounds */
    bool of_cases;                       /* cases of one variant with each other: contrast.h */
    struct tb_words names;               /* of operands that are not variants' names */
    struct tb_words alone;               /* cases that have no partner and no row, and why */
    size_t num_others;                   /* that are compared with one base; intervals are at 1 - 0.05 / num_others */
    double moved;                        /* how far the control that moved most did: 0.02 is 2 %; 0: no control */
    size_t second_rounds;                /* of a check's second look; 0: there was none */
};

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
 * library of the client, so that loopback cases take part, and the plain floor does not.  Not for plans of pairs of
 * libraries.  Everything is borrowed from the plan.  To be freed in any case; false: no memory, `why` says so. */
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

/* Does it stand in tables and reports?  A metric that is no headline does when a check looked at it again. */
bool tb_row_is_shown(const struct tb_comparison_row *row);
/* Is it one of the comparisons that a check reports, and that its exit code goes by?  A guard is one when it was a
 * suspect, or moved where there is no second look: else every case would stand there several times. */
bool tb_row_counts(const struct tb_comparison_row *row);

/* Does the row stand in the group? */
bool tb_comparison_belongs(const struct tb_comparison_group *group, const struct tb_comparison_row *row);

/* The group of all primary metrics of one driver, transport and other operand, whose name is the one of a row; NULL:
 * there is none. */
const struct tb_comparison_group *tb_comparison_group(const struct tb_comparison *comparison,
                                                      const struct tb_driver_info *driver, const char *transport,
                                                      const char *other_name);
const char *tb_transport_of(const struct tb_case *c); /* "local" when the driver has none */
