/* estimator.h - which chunk of a sample verdicts and ratios use (grid.h says why), and how that is told of a table. */
#pragma once
#include "control/plan/plan.h"

enum {
    TB_ESTIMATOR_FASTEST = 1,       /* one process on one core: the fastest chunk */
    TB_ESTIMATOR_OVER_LOOPBACK = 2, /* the median chunk, as with */
    TB_ESTIMATOR_WITH_THREADS = 4,  /* and with */
    TB_ESTIMATOR_WITH_CACHE = 8     /* a session cache that is too small, whose chunks differ in how many came back */
};

unsigned tb_planned_estimator(const struct tb_planned *planned); /* one of them */
unsigned tb_plan_estimators(const struct tb_plan *plan);         /* those of all cases that tables show, together */

/* "by its fastest chunk, over loopback by its median chunk": names only what there is. */
const char *tb_estimator_words(unsigned estimators);
