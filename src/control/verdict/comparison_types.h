/* comparison_types.h - what a comparison is made of: comparison.h. */
#pragma once
#include "control/base/words.h"
#include "control/plan/grid.h"
#include "control/plan/plan.h"
#include "core/ratio.h"
#include "core/text.h"
#include <stdbool.h>
#include <stddef.h>

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
    bool uncountable;     /* of a counter: the candidate failed where the baseline was counted */
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

/* How much the reference work (the driver steady) moved, and what that means: over so many percent, */
#define TB_STEADY_MOVED_PCT  2
#define TB_STEADY_LOST_PCT   5
#define TB_STEADY_MOVED_WORD TB_NUMBER_WORD(TB_STEADY_MOVED_PCT)
#define TB_STEADY_LOST_WORD  TB_NUMBER_WORD(TB_STEADY_LOST_PCT)
enum tb_contamination {
    TB_STEADY_STILL,
    TB_STEADY_MOVED, /* a warning */
    TB_STEADY_LOST   /* over TB_STEADY_LOST_PCT, or a side failed to measure one: no verdict stands; never of cases of
                      * one variant */
};

struct tb_comparison {
    const struct tb_variant *base;
    const char *base_name; /* of its operands; borrowed, as in the rows */
    const struct tb_plan *base_plan, *other_plan;
    struct tb_comparison_row *rows; /* without the reference work */
    size_t num_rows;
    struct tb_comparison_row *steady;
    size_t num_steady;
    struct tb_comparison_group *groups;
    size_t num_groups;
    enum tb_contamination contamination; /* TB_STEADY_LOST: every verdict is invalid, the numbers stay */
    char *unsteady;                      /* why they are lost; owned; NULL: they are not */
    bool paired;                         /* measured in the same rounds */
    bool of_cases;                       /* cases of one variant with each other: contrast.h */
    struct tb_words names;               /* of operands that are not variants' names */
    struct tb_words alone;               /* cases that have no partner and no row, and why */
    size_t num_others;                   /* that are compared with one base; intervals are at 1 - 0.05 / num_others */
    double moved;                        /* how far the reference work that moved most did: 0.02 is 2 %; 0: none */
    /* Reference work of `of_cases` has no ratio: `spread` is how far it moved from one round to the next, `moved` the
     * most. */
    size_t second_rounds; /* of a check's second look; 0: there was none */
};
