#include "control/enough.h"
#include "control/check.h"
#include "control/run.h"
#include "core/text.h"

/* The first look, or the only one.  A run of one library is compared with a stored one. */
static void judge_rounds(const struct tb_run *run, struct tb_text *note)
{
    size_t num = run->plan.num_local, others = num > 1 ? num - 1 : 1;
    double confidence = tb_comparison_confidence(others);
    size_t needed = tb_ratio_fewest_rounds(confidence, num > 1);
    if (run->rounds < needed)
        tb_text_printf(
            note,
            "%llu rounds are too few for any verdict: at %.4g%% confidence it takes --rounds %zu; every case "
            "will be inconclusive",
            (unsigned long long)run->rounds, 100 * confidence, needed);
}

/* A single suspect whose fresh rounds all agree has p = 2^-n; of several Holm's adjustment asks more. */
static void judge_second_rounds(const struct tb_run *run, struct tb_text *note)
{
    uint64_t rounds = run->second_rounds;
    size_t needed = 1;
    while (tb_sign_test(needed, needed) > TB_CHECK_SIGNIFICANT)
        needed++;
    if (rounds > 0 && rounds < needed)
        tb_text_printf(
            note,
            "%s%llu fresh rounds are too few to confirm any regression: it takes --second-rounds %zu for one "
            "suspect, and more for several",
            note->len ? "; " : "", (unsigned long long)rounds, needed);
}

void tb_few_rounds(const struct tb_run *run, struct tb_text *note)
{
    if (run->plan.counted)
        return;
    judge_rounds(run, note);
    judge_second_rounds(run, note);
}
