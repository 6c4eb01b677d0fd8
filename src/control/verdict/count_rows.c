#include "control/verdict/count_rows.h"
#include "control/run/counters.h"
#include "control/run/run.h"
#include "control/sample/blame.h"
#include "control/verdict/comparison_make.h"
#include "control/verdict/gates.h"
#include "core/catalog.h"
#include "core/counters.h"
#include "core/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { REASON_LIMIT = 1200 };

bool tb_counts_named(const struct tb_run *run, const struct tb_words *gates)
{
    for (size_t i = 0; i < run->plan.num && !run->plan.counted; i++)
        for (size_t j = 0; j < TB_NUM_SIDES * tb_num_counters; j++)
            if (tb_counter_applies(j / TB_NUM_SIDES, j % TB_NUM_SIDES, &run->plan.items[i].c) &&
                tb_gates_named(tb_counter_metric(j / TB_NUM_SIDES, j % TB_NUM_SIDES), gates))
                return true;
    return false;
}

bool tb_counts_gate(const struct tb_run *run)
{
    return tb_counts_named(run, &run->gates);
}

/* ---- A side ---- */

struct side {
    double low, high; /* over the passes */
    enum tb_sample_status status;
};

/* If there is no value, appends the reason. */
static struct side read_side(const struct tb_count *count, size_t counter, enum tb_counter_side whose, const char *name,
                             struct tb_text *why)
{
    struct side side = {INFINITY, -INFINITY, TB_SAMPLE_OK};
    const char *reason = "it did not measure the case";
    double value;
    side.status = count ? tb_count_status(count, &reason) : TB_SAMPLE_UNSUPPORTED;
    for (size_t pass = 0; side.status == TB_SAMPLE_OK && pass < TB_COUNTER_PASSES; pass++)
        if (tb_count_value(count, pass, counter, whose, &value)) {
            side.low = fmin(side.low, value);
            side.high = fmax(side.high, value);
        } else {
            side.status = TB_SAMPLE_UNSUPPORTED;
            reason = tb_count_absence(count, counter);
        }
    if (side.status != TB_SAMPLE_OK)
        tb_text_printf(why, "%s%s was not counted: %s: %s", why->len ? "; " : "", name,
                       tb_sample_status_name(side.status), reason);
    return side;
}

static struct tb_figure figure_of(const struct side *side)
{
    double middle = (side->low + side->high) / 2;
    return (struct tb_figure){.interval = {.median = middle, .low = side->low, .high = side->high, .coverage = NAN},
                              .minimum = side->low,
                              .spread = side->high - side->low,
                              .rounds = TB_COUNTER_PASSES};
}

/* ---- A row ---- */

/* The ratio; 0 to 0 is 1, and any increase from 0 is infinite. */
static double over(double other, double base)
{
    return base > 0 ? other / base : other > 0 ? INFINITY : 1;
}

static bool judge(struct tb_comparison_row *row, const struct side *base, const struct side *other)
{
    struct tb_ratio *ratio = &row->ratio;
    row->base_figure = figure_of(base);
    row->other_figure = figure_of(other);
    *ratio = (struct tb_ratio){.ratio = over(row->other_figure.interval.median, row->base_figure.interval.median),
                               .low = over(other->low, base->high),
                               .high = over(other->high, base->low),
                               .coverage = NAN,
                               .confidence = NAN,
                               .spread = NAN,
                               .rounds = TB_COUNTER_PASSES,
                               .paired = true};
    double above = 1 + row->threshold, below = 1 / above;
    if (ratio->low > 1 && ratio->low >= above)
        row->verdict = TB_VERDICT_WORSE;
    else if (ratio->high < 1 && ratio->high <= below)
        row->verdict = TB_VERDICT_BETTER;
    else if (ratio->high <= above && ratio->low >= below)
        row->verdict = TB_VERDICT_SAME;
    else
        row->verdict = TB_VERDICT_INCONCLUSIVE;
    if (row->verdict == TB_VERDICT_INCONCLUSIVE && !(row->reason = strdup("the two counting passes differ by more than "
                                                                          "the threshold; run it again")))
        return false;
    if (isfinite(ratio->ratio))
        return true;
    return (row->note = strdup("the baseline's count is 0, so there is no ratio")) != NULL;
}

static bool is_candidates(const struct side *base, const struct side *other)
{
    return base->status == TB_SAMPLE_OK && tb_is_own_failure(other->status);
}

static bool add_row(struct tb_comparison *comparison, const struct tb_run *run, const struct tb_comparison_row *sides,
                    const struct tb_compare_choice *choice, size_t counter, enum tb_counter_side whose)
{
    struct tb_text why;
    struct tb_comparison_row *rows = realloc(comparison->rows, (comparison->num_rows + 1) * sizeof *comparison->rows);
    if (!rows)
        return false;
    comparison->rows = rows;
    struct tb_comparison_row *row = &rows[comparison->num_rows++];
    *row = *sides;
    row->metric = tb_counter_metric(counter, whose);
    row->gates = true;
    row->floor = row->p = NAN;
    tb_row_threshold(row, choice);
    tb_text_init(&why, REASON_LIMIT);
    struct side base = read_side(tb_counts_of(&run->counts, row->base_cell), counter, whose, row->base_name, &why);
    struct side other = read_side(tb_counts_of(&run->counts, row->other_cell), counter, whose, row->other_name, &why);
    row->uncountable = is_candidates(&base, &other);
    row->ratio = (struct tb_ratio){.ratio = NAN, .low = NAN, .high = NAN, .paired = true};
    bool good = why.len ? tb_row_invalidate(row, why.data) : judge(row, &base, &other);
    tb_text_free(&why);
    return good;
}

static bool add_case(struct tb_comparison *comparison, const struct tb_run *run, const struct tb_planned *planned,
                     const struct tb_variant *other, const struct tb_compare_choice *choice)
{
    const struct tb_comparison_row sides = {.planned = planned,
                                            .base_planned = planned,
                                            .base = comparison->base,
                                            .other = other,
                                            .base_name = comparison->base_name,
                                            .other_name = other->name,
                                            .base_cell = tb_maker_cell(planned, comparison->base),
                                            .other_cell = tb_maker_cell(planned, other)};
    for (size_t i = 0; i < TB_NUM_SIDES * tb_num_counters; i++) {
        size_t counter = i / TB_NUM_SIDES, whose = i % TB_NUM_SIDES;
        if (tb_counter_applies(counter, whose, &planned->c) &&
            tb_gates_named(tb_counter_metric(counter, whose), &run->gates) &&
            !add_row(comparison, run, &sides, choice, counter, whose))
            return false;
    }
    return true;
}

bool tb_compare_counts(struct tb_comparison *comparison, const struct tb_run *run,
                       const struct tb_compare_choice *choice)
{
    for (size_t i = 0; i < run->plan.num; i++)
        for (size_t j = 0; j < run->plan.num_local; j++)
            if (&run->plan.variants[j] != comparison->base && !run->plan.items[i].steady &&
                !add_case(comparison, run, &run->plan.items[i], &run->plan.variants[j], choice))
                return false;
    return true;
}

bool tb_count_is_candidates(const struct tb_comparison_row *row, const struct tb_counts *counts)
{
    struct tb_text ignored;
    bool candidates = false;
    tb_text_init(&ignored, 0);
    for (size_t i = 0; i < TB_NUM_SIDES * tb_num_counters; i++) {
        size_t counter = i / TB_NUM_SIDES, whose = i % TB_NUM_SIDES;
        if (row->metric != tb_counter_metric(counter, whose))
            continue;
        struct side base = read_side(tb_counts_of(counts, row->base_cell), counter, whose, row->base_name, &ignored);
        struct side other = read_side(tb_counts_of(counts, row->other_cell), counter, whose, row->other_name, &ignored);
        candidates = is_candidates(&base, &other);
    }
    tb_text_free(&ignored);
    return candidates;
}
