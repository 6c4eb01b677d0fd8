#include "control/verdict/enough.h"
#include "control/run/run.h"
#include "control/verdict/check.h"
#include "core/text.h"

/* A search has a figure of each library, and ratios of rounds. */
static void judge_searches(const struct tb_run *run, struct tb_text *note)
{
    size_t num = run->plan.num_pair, others = num > 1 ? num - 1 : 1;
    double confidence = tb_comparison_confidence(others);
    size_t needed = tb_ratio_fewest_rounds(confidence, true);
    if (run->rounds < needed)
        tb_text_printf(note, "%llu rounds are too few for an interval of %.4g%% confidence, which needs --rounds %zu",
                       (unsigned long long)run->rounds, 100 * confidence, needed);
}

/* The first look, or the only one.  A run of one library is compared with a stored one. */
static void judge_rounds(const struct tb_run *run, struct tb_text *note)
{
    size_t num = run->plan.num_local, others = num > 1 ? num - 1 : 1;
    double confidence = tb_comparison_confidence(others);
    size_t needed = tb_ratio_fewest_rounds(confidence, num > 1);
    if (run->rounds < needed)
        tb_text_printf(
            note,
            "%llu rounds are too few for any verdict, so every case %s be inconclusive; %.4g%% confidence needs "
            "--rounds %zu",
            (unsigned long long)run->rounds, run->checks ? "would" : "will", 100 * confidence, needed);
}

/* A single suspect whose n fresh rounds all agree has p = 2^-n.  For several suspects rounds are added. */
static void judge_second_rounds(const struct tb_run *run, struct tb_text *note)
{
    uint64_t rounds = run->second_rounds;
    size_t needed = tb_check_fewest_second_rounds();
    if (rounds > 0 && rounds < needed)
        tb_text_printf(
            note,
            "%s%llu fresh rounds are too few to confirm a regression; use --second-rounds %zu, which is enough for one "
            "suspect (%zu suspects need %zu, and tlsbench raises the number itself)",
            note->len ? "; " : "", (unsigned long long)rounds, needed, run->num_gates,
            tb_check_second_rounds(needed, run->num_gates));
}

void tb_few_rounds(const struct tb_run *run, struct tb_text *note)
{
    if (run->plan.counted)
        return;
    if (run->samples_each > 0)
        judge_searches(run, note);
    else
        judge_rounds(run, note);
    judge_second_rounds(run, note);
}

void tb_few_stored_rounds(const char *folder, size_t rounds, struct tb_text *note)
{
    double confidence = tb_comparison_confidence(1);
    size_t needed = tb_ratio_fewest_rounds(confidence, false);
    if (rounds < needed)
        tb_text_printf(note,
                       "%s has %zu rounds, which are too few for any verdict, so every case would be inconclusive; at "
                       "%.4g%% confidence, two runs need %zu rounds each",
                       folder, rounds, 100 * confidence, needed);
}

void tb_row_unsettled(struct tb_text *text, const struct tb_comparison_row *row)
{
    const struct tb_ratio *ratio = &row->ratio;
    if (row->rounds_needed > 0)
        tb_text_printf(text, "about %zu rounds would decide; %zu were measured", row->rounds_needed, ratio->rounds);
    else
        tb_text_printf(text,
                       "%zu rounds did not decide, and more than %d would be needed, because the difference is close "
                       "to the threshold of %.3g%% and this machine is noisy; use a quieter machine, another "
                       "--threshold or, for builds of one library, --metric instructions",
                       ratio->rounds, TB_MOST_ROUNDS, 100 * row->threshold);
}
