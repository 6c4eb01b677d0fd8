#include "control/plan/estimator.h"
#include "control/plan/shown.h"
#include "core/case.h"

unsigned tb_planned_estimator(const struct tb_planned *planned)
{
    if (planned->pair)
        return TB_ESTIMATOR_OVER_LOOPBACK;
    if (tb_case_cache(&planned->c))
        return TB_ESTIMATOR_WITH_CACHE;
    return tb_case_threads(&planned->c) > 1 ? TB_ESTIMATOR_WITH_THREADS : TB_ESTIMATOR_FASTEST;
}

unsigned tb_plan_estimators(const struct tb_plan *plan)
{
    unsigned estimators = 0;
    for (size_t i = 0; i < plan->num; i++)
        if (!plan->items[i].steady && tb_shown_any(&plan->items[i]))
            estimators |= tb_planned_estimator(&plan->items[i]);
    return estimators;
}

const char *tb_estimator_words(unsigned estimators)
{
#define FASTEST "by its fastest chunk"
#define MEDIAN  " by its median chunk"
    enum { OF_ONE = TB_ESTIMATOR_FASTEST, PAIRS = TB_ESTIMATOR_OVER_LOOPBACK };
    enum { THREADS = TB_ESTIMATOR_WITH_THREADS, CACHE = TB_ESTIMATOR_WITH_CACHE };
    static const char *const words[] = {
        [OF_ONE] = FASTEST,
        [OF_ONE | PAIRS] = FASTEST ", over loopback" MEDIAN,
        [OF_ONE | THREADS] = FASTEST ", with several threads" MEDIAN,
        [OF_ONE | CACHE] = FASTEST ", with a small session cache" MEDIAN,
        [OF_ONE | PAIRS | THREADS] = FASTEST ", over loopback and with several threads" MEDIAN,
        [OF_ONE | PAIRS | CACHE] = FASTEST ", over loopback and with a small session cache" MEDIAN,
        [OF_ONE | THREADS | CACHE] = FASTEST ", with several threads and with a small session cache" MEDIAN,
        [OF_ONE | PAIRS | THREADS | CACHE] =
            FASTEST ", over loopback, with several threads and with a small session cache" MEDIAN};
    return estimators & TB_ESTIMATOR_FASTEST ? words[estimators] : "by its median chunk";
}
