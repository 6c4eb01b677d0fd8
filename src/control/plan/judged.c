#include "control/plan/judged.h"
#include "control/plan/shown.h"
#include "core/case.h"

unsigned tb_planned_judged(const struct tb_planned *planned)
{
    if (planned->pair)
        return TB_JUDGED_OVER_LOOPBACK;
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
    static const char *const words[] = {
        [TB_JUDGED_BY_FASTEST] = "by its fastest chunk",
        [TB_JUDGED_BY_FASTEST | TB_JUDGED_OVER_LOOPBACK] = "by its fastest chunk, over loopback by its median chunk",
        [TB_JUDGED_BY_FASTEST | TB_JUDGED_WITH_THREADS] =
            "by its fastest chunk, with several threads by its median chunk",
        [TB_JUDGED_BY_FASTEST | TB_JUDGED_OVER_LOOPBACK | TB_JUDGED_WITH_THREADS] =
            "by its fastest chunk, over loopback and with several threads by its median chunk"};
    return judged & TB_JUDGED_BY_FASTEST ? words[judged] : "by its median chunk";
}
