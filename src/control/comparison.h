/* comparison.h - two variants of a plan, or of two runs, case by case: ratios, verdicts, and what they rest on.
 *
 * Made by compare, check and calibrate; read by the tables and by everything that exports (src/control/export_*.c).
 * Ratios as in core/ratio.h: of costs, above 1 is worse.  One row a case and headline metric that both variants have; a
 * case that one of them lacks is a row too, invalid with the reason: nothing is dropped.
 */
#pragma once
#include "control/plan.h"
#include "core/ratio.h"

struct tb_comparison_row {
    const struct tb_planned *planned; /* of the other's plan, which names and describes the case */
    const struct tb_metric_info *metric;
    const struct tb_variant *base, *other;
    const struct tb_cell *base_cell, *other_cell; /* NULL: that side has not measured the case */
    struct tb_ratio ratio;                        /* screening: of the rounds that all cases had */
    double threshold;                             /* that was used: the larger of the user's and the floor */
    double floor;                                 /* this host's measured A/A floor; NaN: not calibrated */
    enum tb_verdict verdict;
    size_t rounds_needed; /* when inconclusive; 0: no number can be named */
    bool primary;         /* the case's first headline metric: the one that gates */
    /* check only: the second look, fresh rounds of the suspects alone */
    bool suspect;
    struct tb_ratio second;
    double p;     /* Holm-adjusted; NaN: not a suspect */
    char *reason; /* why invalid; owned; NULL: it is not */
};

/* A driver's cases together: geometric mean of the primary metric's ratios. */
struct tb_comparison_group {
    const struct tb_driver_info *driver;
    const char *transport; /* "local", "memory", "loopback" */
    const struct tb_variant *other;
    struct tb_ratio ratio; /* per round the mean over the cases of d, then its median and interval */
    size_t cases;
};

/* How much the control cases moved, and what that means. */
enum tb_contamination { TB_CONTROLS_STILL, TB_CONTROLS_MOVED /* over 2 %: warn */, TB_CONTROLS_LOST /* over 5 % */ };

struct tb_comparison {
    const struct tb_variant *base;
    struct tb_comparison_row *rows; /* without the controls */
    size_t num_rows;
    struct tb_comparison_row *controls;
    size_t num_controls;
    struct tb_comparison_group *groups;
    size_t num_groups;
    enum tb_contamination contamination; /* TB_CONTROLS_LOST: every verdict is invalid, the numbers stay */
    bool paired;                         /* measured in the same rounds */
    size_t num_others;                   /* variants compared with base; intervals are at 1 - 0.05 / num_others */
};
