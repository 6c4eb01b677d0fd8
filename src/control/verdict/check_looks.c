/* check_looks.c - measures both looks of a check. */
#include "control/run/run.h"
#include "control/verdict/check.h"

/* Skips all cases except the suspects and the reference work. */
static void skip_others(struct tb_plan *plan, const struct tb_comparison *first)
{
    for (size_t i = 0; i < plan->num; i++)
        plan->items[i].skipped = !plan->items[i].steady;
    for (size_t i = 0; i < first->num_rows; i++)
        if (first->rows[i].suspect)
            plan->items[first->rows[i].planned - plan->items].skipped = false;
}

static bool look_again(struct tb_run *run, size_t first_round, size_t end, const struct tb_compare_choice *choice,
                       struct tb_comparison *comparison)
{
    struct tb_compare_choice fresh = *choice;
    struct tb_comparison second = {0};
    fresh.first = first_round;
    fresh.end = end;
    comparison->second_rounds = end - first_round;
    skip_others(&run->plan, comparison);
    run->phase = "second look";
    bool going = tb_schedule(run, first_round, end);
    tb_plan_skip(&run->plan, false);
    if (going)
        going = tb_compare_plan(&second, &run->plan, NULL, &fresh, &run->why) &&
                (tb_check_confirm(comparison, &second) || (tb_text_add(&run->why, "out of memory"), false));
    else if (!tb_check_abandon(comparison))
        tb_text_add(&run->why, "out of memory");
    tb_comparison_free(&second);
    tb_comparison_figures(comparison);
    return going;
}

bool tb_check_looks(struct tb_run *run, size_t index, const struct tb_compare_choice *choice,
                    struct tb_comparison *comparison)
{
    struct tb_compare_choice screening = *choice;
    *comparison = (struct tb_comparison){0};
    screening.first = index * (run->rounds + run->most_second_rounds);
    screening.end = screening.first + run->rounds;
    run->phase = "first look";
    if (!tb_schedule(run, screening.first, screening.end) ||
        !tb_compare_plan(comparison, &run->plan, NULL, &screening, &run->why))
        return false;
    size_t suspects = tb_check_suspects(comparison);
    size_t rounds = tb_check_second_rounds(run->second_rounds, suspects);
    return suspects == 0 || look_again(run, screening.end, screening.end + rounds, choice, comparison);
}
