#include "control/plan/judged.h"
#include "control/plan/shown.h"
#include "core/case.h"

unsigned tb_planned_judged(const struct tb_planned *planned)
{
    if (planned->pair)
        return TB_JUDGED_OVER_LOOPBACK;
    if (tb_case_cache(&planned->c))
        return TB_JUDGED_WITH_CACHE;
    return tb_case_threads(&planned->c) > 1 ? TB_JUDGED_WITH_THREADS : TB_JUDGED_BY_FASTEST;
}

unsigned tb_plan_judged(const struct tb_plan *plan)
{
    unsigned judged = 0;
    for (size_t i = 0; i < plan->num; i++)
        if (!plan->items[i].steady && tb_shown_any(&plan->items[i]))
            judged |= tb_planned_judged(&plan->items[i]);
    return judged;
}

const char *tb_judged_words(unsigned judged)
{
#define FASTEST "by its fastest chunk"
#define MEDIAN  " by its median chunk"
    enum { OF_ONE = TB_JUDGED_BY_FASTEST, PAIRS = TB_JUDGED_OVER_LOOPBACK };
    enum { THREADS = TB_JUDGED_WITH_THREADS, CACHE = TB_JUDGED_WITH_CACHE };
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
    return judged & TB_JUDGED_BY_FASTEST ? words[judged] : "by its median chunk";
}
