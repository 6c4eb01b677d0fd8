#include "control/verdict/partings.h"
#include "control/base/ratio_words.h"
#include "control/plan/grid.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- Two libraries ---- */

static const struct tb_comparison_row *primary_of(const struct tb_comparison *comparison,
                                                  const struct tb_comparison_row *row)
{
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *other = &comparison->rows[i];
        if (other->primary && other->planned == row->planned && other->other == row->other)
            return other;
    }
    return NULL;
}

static bool is_enough(const struct tb_ratio *ratio)
{
    return ratio->rounds > 0 && ratio->coverage >= ratio->confidence;
}

static bool part(const struct tb_ratio *mean, const struct tb_ratio *typical, double threshold)
{
    bool apart = mean->low > typical->high || mean->high < typical->low;
    return is_enough(mean) && is_enough(typical) && apart &&
           fabs(log(mean->ratio) - log(typical->ratio)) >= log1p(threshold);
}

/* The primary row with which the row of a mean disagrees; NULL: it is not such a row. */
static const struct tb_comparison_row *parted_from(const struct tb_comparison *comparison,
                                                   const struct tb_comparison_row *mean)
{
    const struct tb_comparison_row *primary =
        mean->metric->id == TB_METRIC(mean_time) ? primary_of(comparison, mean) : NULL;
    return primary && part(&mean->ratio, &primary->ratio, mean->threshold) ? primary : NULL;
}

static size_t count_parted(const struct tb_comparison *comparison)
{
    size_t num = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        num += parted_from(comparison, &comparison->rows[i]) != NULL;
    return num;
}

static void print_rows(FILE *out, const struct tb_comparison *comparison)
{
    struct tb_text text;
    tb_text_init(&text, 1000);
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *mean = &comparison->rows[i], *primary = parted_from(comparison, mean);
        if (!primary)
            continue;
        tb_text_clear(&text);
        tb_text_printf(&text, "  %s, %s against %s: ", mean->planned->name, mean->other_name, mean->base_name);
        tb_ratio_words(&text, &primary->ratio);
        tb_text_add(&text, " ");
        tb_interval_words(&text, &primary->ratio);
        tb_text_add(&text, " by the fastest chunks, ");
        tb_ratio_words(&text, &mean->ratio);
        tb_text_add(&text, " ");
        tb_interval_words(&text, &mean->ratio);
        fprintf(out, "%s by the mean\n", text.data);
    }
    tb_text_free(&text);
}

/* ---- One library ---- */

/* The ratio of its mean to its median, round by round.  Returns false unless it exceeds the threshold with
 * confidence. */
static bool is_raised(const struct tb_cell *cell, const struct tb_planned *planned, const struct tb_plan *plan,
                      struct tb_ratio *ratio)
{
    const struct tb_driver_info *driver = planned->c.driver;
    const struct tb_metric_info *mean = tb_metric_by_id(driver, TB_METRIC(mean_time));
    const struct tb_metric_info *typical = tb_metric_by_id(driver, TB_METRIC(time));
    if (!mean || !typical || planned->pair || planned->steady || plan->counted)
        return false;
    return tb_ratio_paired(cell->values + (size_t)(typical - driver->metrics) * plan->rounds,
                           cell->values + (size_t)(mean - driver->metrics) * plan->rounds, plan->rounds, false,
                           tb_comparison_confidence(1), ratio) &&
           is_enough(ratio) && ratio->low >= 1 + mean->least_threshold;
}

static size_t count_raised(const struct tb_plan *plan)
{
    struct tb_ratio ratio;
    size_t num = 0;
    for (size_t i = 0; i < plan->num; i++)
        num += plan->items[i].num_cells > 0 && is_raised(&plan->items[i].cells[0], &plan->items[i], plan, &ratio);
    return num;
}

static void print_raised(FILE *out, const struct tb_plan *plan)
{
    struct tb_ratio ratio;
    for (size_t i = 0; i < plan->num; i++) {
        const struct tb_planned *planned = &plan->items[i];
        if (planned->num_cells > 0 && is_raised(&planned->cells[0], planned, plan, &ratio))
            fprintf(out, "  %s, %s: its mean is %.2f times its median (%.2f to %.2f)\n", planned->name,
                    planned->cells[0].variant->name, ratio.ratio, ratio.low, ratio.high);
    }
}

/* ---- Both ---- */

static void print_heading(FILE *out, size_t num)
{
    fprintf(out,
            "\nThe mean disagrees with the typical time in %zu row%s.  A cost that few operations pay (reseeding a "
            "generator, renewing a\nblinding, flushing a cache) raises the mean and leaves most chunks as they are.\n",
            num, num == 1 ? "" : "s");
}

static void print_next(FILE *out)
{
    fprintf(
        out,
        "Next: look at the chunks of these rows in samples.csv (metric time), which are in the order of time.  Run it "
        "again, too: if\nother rows are listed then, the cause is the machine.\n");
}

void tb_partings_print(FILE *out, const struct tb_comparison *comparison)
{
    size_t num = count_parted(comparison);
    if (num == 0)
        return;
    print_heading(out, num);
    print_rows(out, comparison);
    print_next(out);
}

void tb_partings_of_run(FILE *out, const struct tb_plan *plan, const struct tb_comparison *comparison)
{
    size_t num = count_raised(plan) + count_parted(comparison);
    if (num == 0)
        return;
    print_heading(out, num);
    print_raised(out, plan);
    print_rows(out, comparison);
    print_next(out);
}
