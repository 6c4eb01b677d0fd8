/* comparison_steady.c - checks whether the machine was the same for both sides. */
#include "control/plan/grid.h"
#include "control/sample/libraries.h"
#include "control/verdict/comparison_make.h"
#include "core/catalog.h"
#include "core/stats.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double steady_moved = TB_STEADY_MOVED_PCT / 100.0, steady_lost = TB_STEADY_LOST_PCT / 100.0;

enum { REASON_LIMIT = 1200 };

/* Was it measured on that side at all?  A library that does not work has no reference work, and is reported
 * elsewhere. */
static bool was_measured(const struct tb_cell *cell)
{
    size_t samples = 0;
    for (size_t i = 0; cell && i < TB_NUM_STATUSES; i++)
        samples += cell->counts[i];
    return samples > 0 && !cell->variant->client->fault;
}

/* The machine was not the same for all, or that is unknown: all verdicts become invalid. */
static bool lose(struct tb_comparison *out, const char *why)
{
    if (out->contamination == TB_STEADY_LOST)
        return true;
    out->contamination = TB_STEADY_LOST;
    out->unsteady = strdup(why);
    for (size_t i = 0; i < out->num_rows; i++)
        if (!tb_row_invalidate(&out->rows[i], why))
            return false;
    return out->unsteady != NULL;
}

/* Reference work that both sides measured, but without a ratio, counts as lost. */
static bool judge_steady(struct tb_comparison *out, const struct tb_comparison_row *steady)
{
    struct tb_text reason;
    double ratio = steady->ratio.ratio, moved = fmax(ratio, 1 / ratio) - 1;
    bool good = true;
    tb_text_init(&reason, REASON_LIMIT);
    if (moved > out->moved) /* false for NaN */
        out->moved = moved;
    if (moved > steady_lost)
        tb_text_printf(&reason, "%s, which uses no TLS library, moved by %.1f%%, so the speed of the machine changed",
                       steady->planned->name, 100 * moved);
    else if (isnan(moved) && was_measured(steady->base_cell) && was_measured(steady->other_cell))
        tb_text_printf(&reason,
                       "%s, which uses no TLS library, could not be measured, so a change of the machine would go "
                       "unnoticed: %s",
                       steady->planned->name, steady->reason);
    if (reason.len)
        good = lose(out, reason.data);
    tb_text_free(&reason);
    return good;
}

/* ---- Cases of one variant: rounds are compared, since there are no two sides ---- */

/* The median over rounds of the change from the round before, as a ratio: 0.02 is 2 %.  NaN: there are no two
 * consecutive values. */
static double restlessness(const double *values, size_t num)
{
    double *moves = malloc((num + 1) * sizeof *moves), before = NAN, median = NAN;
    size_t found = 0;
    for (size_t i = 0; moves && i < num; i++) {
        double move = fabs(log(values[i] / before)); /* NaN for the first */
        if (isfinite(move))
            moves[found++] = move;
        before = isnan(values[i]) ? before : values[i];
    }
    bool good = moves && found > 0 && tb_median(moves, found, &median);
    free(moves);
    return good ? expm1(median) : NAN;
}

static bool add_steady(const struct tb_maker *maker, const struct tb_planned *planned)
{
    struct tb_comparison *out = maker->out;
    const struct tb_cell *cell = tb_maker_cell(planned, out->base);
    size_t rounds = out->base_plan->rounds, metric = (size_t)(planned->primary - planned->c.driver->metrics);
    if (!was_measured(cell))
        return true;
    struct tb_comparison_row *row = &out->steady[out->num_steady++];
    double moved = restlessness(cell->compared + metric * rounds, rounds);
    *row = (struct tb_comparison_row){.planned = planned,
                                      .metric = planned->primary,
                                      .base = out->base,
                                      .other = out->base,
                                      .base_name = out->base_name,
                                      .other_name = out->base_name,
                                      .other_cell = cell,
                                      .ratio = {.ratio = NAN, .low = NAN, .high = NAN, .spread = moved},
                                      .threshold = NAN,
                                      .floor = NAN,
                                      .p = NAN};
    if (!tb_cell_figure(cell, out->base_plan, metric, &row->other_figure))
        row->other_figure = (struct tb_figure){0};
    out->moved = fmax(out->moved, moved); /* fmax ignores NaN */
    return asprintf(&row->note, isnan(moved) ? "not measured in two rounds" : "%.1f%% from round to round",
                    100 * moved) >= 0;
}

bool tb_maker_rounds(const struct tb_maker *maker)
{
    const struct tb_plan *plan = maker->out->base_plan;
    for (size_t i = 0; i < plan->num; i++)
        if (plan->items[i].steady && !add_steady(maker, &plan->items[i]))
            return false;
    return true;
}

/* Each kind of reference work that one side measured must have been measured by the other, too: arithmetic knows
 * nothing of the scheduler, and the way between two processes nothing of the clock rate. */
static bool has_reference(const struct tb_comparison *comparison, const struct tb_comparison_row *row)
{
    bool found = false;
    for (size_t i = 0; i < comparison->num_steady; i++) {
        const struct tb_comparison_row *steady = &comparison->steady[i];
        if (steady->other != row->other)
            continue;
        bool of_base = steady->base_figure.rounds > 0 || was_measured(steady->base_cell); /* which may be of no plan */
        if (of_base != was_measured(steady->other_cell))
            return false;
        found = found || steady->ratio.rounds > 0;
    }
    return found;
}

bool tb_comparison_has_reference(const struct tb_comparison *comparison)
{
    if (comparison->of_cases)
        return comparison->num_steady > 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        if (comparison->rows[i].ratio.rounds > 0 && !has_reference(comparison, &comparison->rows[i]))
            return false;
    return true;
}

bool tb_maker_steady(struct tb_comparison *out)
{
    for (size_t i = 0; i < out->num_steady && !out->of_cases; i++)
        if (!judge_steady(out, &out->steady[i]))
            return false;
    if (out->contamination == TB_STEADY_STILL && out->moved > steady_moved)
        out->contamination = TB_STEADY_MOVED;
    return true;
}
