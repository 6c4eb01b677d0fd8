/* comparison_types.h - the structs of a comparison: comparison.h. */
#pragma once
#include "control/base/words.h"
#include "control/plan/grid.h"
#include "control/plan/plan.h"
#include "core/ratio.h"
#include "core/text.h"
#include <stdbool.h>
#include <stddef.h>

struct tb_comparison_row {
    const struct tb_planned *planned;      /* the other's case, which names the row; the base's if the other lacks it */
    const struct tb_planned *base_planned; /* the base's case: the same one, or its partner; NULL: the base has none */
    const struct tb_metric_info *metric;
    const struct tb_variant *base, *other;
    const char *base_name, *other_name;           /* of the operands, for display; borrowed */
    const struct tb_cell *base_cell, *other_cell; /* NULL: that side has not measured the case */
    struct tb_figure base_figure, other_figure;   /* typical, as in summary.csv; `rounds` 0: none */
    struct tb_ratio ratio;                        /* screening: the rounds that all cases had */
    double threshold; /* for worse and better; for the same, too, unless the floor is larger */
    double advice;    /* threshold that calibrate advised for this host, to ignore a false alarm; NaN: none */
    bool advised;     /* the threshold is this one, because that was asked for */
    double floor;     /* this host's measured A/A floor; NaN: not calibrated */
    enum tb_verdict verdict;
    size_t rounds_needed; /* if inconclusive; 0: no such number */
    bool primary;         /* the case's first headline metric, which ratios use */
    bool gates;           /* can make a check FAIL: the primary metric; in a check also those of gates.h */
    bool guard;           /* gates only because the catalog says so: neither primary nor named */
    bool uncountable;     /* for a counter: it was counted on the baseline, but the candidate failed */
    /* only in a check: the second look, fresh rounds of the suspects */
    bool suspect;
    struct tb_ratio second;
    double p;     /* Holm-adjusted; NaN: not a suspect */
    char *note;   /* remarks on the verdict: lost rounds, the limiting side; owned; NULL: none */
    char *reason; /* why it is invalid, or why a suspect is inconclusive; owned; NULL: none */
};

/* The cases of a driver together: the geometric mean of the primary metric's ratios, and of the ends of their
 * intervals. */
struct tb_comparison_group {
    const struct tb_driver_info *driver;
    const char *transport; /* "local", "memory", "loopback" */
    const struct tb_variant *other;
    const char *other_name; /* as in its rows */
    struct tb_ratio ratio;  /* tb_ratio_mean of the rows; rounds 0: none */
    size_t cases;           /* number of cases in it: those good on both sides */
};

/* How far the reference work (the driver steady) may move, in percent, before it counts as moved or as lost. */
#define TB_STEADY_MOVED_PCT  2
#define TB_STEADY_LOST_PCT   5
#define TB_STEADY_MOVED_WORD TB_NUMBER_WORD(TB_STEADY_MOVED_PCT)
#define TB_STEADY_LOST_WORD  TB_NUMBER_WORD(TB_STEADY_LOST_PCT)
enum tb_contamination {
    TB_STEADY_STILL,
    TB_STEADY_MOVED, /* a warning */
    TB_STEADY_LOST   /* beyond TB_STEADY_LOST_PCT, or a side failed to measure it: all verdicts are invalid.  Not
                      * used for cases of one variant */
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
    char *unsteady;                      /* why the verdicts are lost; owned; NULL: they are not */
    bool paired;                         /* measured in the same rounds */
    bool of_cases;                       /* cases of one variant are compared with each other: contrast.h */
    struct tb_words names;               /* of operands that are not named like variants */
    struct tb_words alone;               /* cases without a partner and a row, and why */
    size_t num_others;                   /* number compared with the base; intervals are at 1 - 0.05 / num_others */
    double moved;                        /* largest movement of the reference work: 0.02 is 2 %; 0: none */
    /* With `of_cases`, rows of the reference work have no ratio: `spread` is the movement from one round to the next,
     * and `moved` the largest of these. */
    size_t second_rounds; /* of a check's second look; 0: there was none */
};
