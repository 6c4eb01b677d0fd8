/* comparison_row.c - rows: the ratio and verdict of two operands for one metric, with its threshold. */
#include "control/plan/grid.h"
#include "control/plan/losses.h"
#include "control/verdict/comparison_make.h"
#include "control/verdict/gates.h"
#include "control/verdict/limit.h"
#include "control/verdict/threshold_rules.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REASON_LIMIT = 1200 };

/* ---- Thresholds ---- */

static double by_rules(const struct tb_threshold_rule *rules, size_t num, const struct tb_comparison_row *row)
{
    const struct tb_threshold_row wanted = {row->planned->name, row->planned->pair, row->metric};
    return tb_threshold_of(rules, num, &wanted).value;
}

/* Of two runs with different rules the smaller one, so that their order does not matter. */
void tb_row_threshold(struct tb_comparison_row *row, const struct tb_compare_choice *choice)
{
    row->threshold = by_rules(choice->rules, choice->num_rules, row);
    if (choice->has_base_rules)
        row->threshold = fmin(row->threshold, by_rules(choice->base_rules, choice->num_base_rules, row));
    row->advice = choice->advice ? choice->advice(row, choice->context) : NAN;
    row->advised = choice->advised && row->advice > row->threshold; /* false for NaN */
    if (row->advised)
        row->threshold = row->advice;
}

/* ---- Values ---- */

static size_t end_of(const struct tb_compare_choice *choice, const struct tb_plan *plan)
{
    return choice->end > 0 && choice->end < plan->rounds ? choice->end : plan->rounds;
}

/* A side's values of a metric in the selected rounds. */
struct values {
    const double *of;
    size_t num;
};

static struct values values_of(const struct tb_maker *maker, const struct tb_plan *plan, const struct tb_cell *cell,
                               size_t metric)
{
    size_t first = maker->choice->first, end = end_of(maker->choice, plan);
    return (struct values){.of = cell->compared + metric * plan->rounds + first, .num = end > first ? end - first : 0};
}

/* A missing figure is not reported here: the side's status is. */
static void fill_figure(const struct tb_plan *plan, const struct tb_cell *cell, size_t metric, struct tb_figure *figure)
{
    if (!cell || !tb_cell_figure(cell, plan, metric, figure))
        *figure = (struct tb_figure){0};
}

static void fill_figures(const struct tb_comparison *comparison, struct tb_comparison_row *rows, size_t num)
{
    for (size_t i = 0; i < num; i++) {
        size_t metric = (size_t)(rows[i].metric - rows[i].planned->c.driver->metrics);
        fill_figure(comparison->base_plan, rows[i].base_cell, metric, &rows[i].base_figure);
        fill_figure(comparison->other_plan, rows[i].other_cell, metric, &rows[i].other_figure);
    }
}

void tb_comparison_figures(struct tb_comparison *comparison)
{
    fill_figures(comparison, comparison->rows, comparison->num_rows);
    fill_figures(comparison, comparison->steady, comparison->num_steady);
}

static bool estimate(const struct tb_maker *maker, struct tb_comparison_row *row)
{
    size_t metric = (size_t)(row->metric - row->planned->c.driver->metrics);
    const struct tb_comparison *out = maker->out;
    struct values base = values_of(maker, out->base_plan, row->base_cell, metric);
    struct values other = values_of(maker, out->other_plan, row->other_cell, metric);
    bool more = row->metric->more_is_better;
    return out->paired
               ? tb_ratio_paired(base.of, other.of, base.num, more, maker->confidence, &row->ratio)
               : tb_ratio_unpaired(base.of, base.num, other.of, other.num, more, maker->confidence, &row->ratio);
}

/* ---- A row ---- */

static enum tb_sample_status status_of(const struct tb_maker *maker, const struct tb_cell *cell, struct tb_text *why)
{
    bool bears = maker->choice->check && !maker->out->other_plan->counted;
    return bears ? tb_cell_status_in_check(cell, why) : tb_cell_status(cell, why);
}

/* Appends what is wrong with a side, if anything. */
static void add_fault(const struct tb_maker *maker, struct tb_text *reason, const char *name,
                      const struct tb_cell *cell)
{
    struct tb_text why;
    tb_text_init(&why, REASON_LIMIT / 2 - 100);
    enum tb_sample_status status = cell ? status_of(maker, cell, &why) : TB_SAMPLE_OK;
    const char *separator = reason->len ? "; " : "";
    if (!cell)
        tb_text_printf(reason, "%s%s did not measure it", separator, name);
    else if (status != TB_SAMPLE_OK)
        tb_text_printf(reason, "%s%s: %s: %s", separator, name, tb_sample_status_name(status), why.data);
    tb_text_free(&why);
}

bool tb_row_invalidate(struct tb_comparison_row *row, const char *reason)
{
    row->verdict = TB_VERDICT_INVALID;
    row->rounds_needed = 0;
    return row->reason || (row->reason = strdup(reason));
}

/* Appends the rounds that a side lost to the machine. */
static void add_losses(struct tb_text *note, const char *name, const struct tb_cell *cell)
{
    struct tb_text losses;
    tb_text_init(&losses, REASON_LIMIT / 2 - 100);
    tb_cell_losses(cell, &losses);
    if (losses.len)
        tb_text_printf(note, "%s%s: %s", note->len ? "; " : "", name, losses.data);
    tb_text_free(&losses);
}

static size_t samples_of(const struct tb_cell *cell)
{
    size_t num = 0;
    for (size_t i = 0; i < TB_NUM_STATUSES; i++)
        num += cell->counts[i];
    return num;
}

/* The rounds that were measured for this ratio, with or without a value; an interrupted run has fewer than its plan. */
static size_t rounds_taken(const struct tb_maker *maker, const struct tb_comparison_row *row)
{
    size_t first = maker->choice->first, end = end_of(maker->choice, maker->out->base_plan);
    size_t base = samples_of(row->base_cell), other = samples_of(row->other_cell), most = base > other ? base : other;
    size_t wanted = end > first ? end - first : 0;
    return most < wanted ? most : wanted;
}

static bool lengthen_note(struct tb_comparison_row *row, const char *further)
{
    char *note = NULL;
    if (asprintf(&note, "%s%s%s", row->note ? row->note : "", row->note ? "; " : "", further) < 0)
        return false;
    free(row->note);
    row->note = note;
    return true;
}

/* Would the threshold that calibrate advised end this verdict? */
static bool is_known(const struct tb_comparison_row *row, const struct tb_ratio *ratio)
{
    double above = 1 + row->advice; /* NaN compares false */
    return row->verdict == TB_VERDICT_WORSE ? ratio->low < above : ratio->high > 1 / above;
}

bool tb_row_note_noise(struct tb_comparison_row *row, const struct tb_ratio *ratio)
{
    bool moved = row->verdict == TB_VERDICT_WORSE || row->verdict == TB_VERDICT_BETTER;
    bool known = is_known(row, ratio);
    if (!moved || (!known && !(fabs(log(ratio->ratio)) < log1p(row->floor))))
        return true;
    struct tb_text note;
    tb_text_init(&note, REASON_LIMIT);
    if (known)
        tb_text_add(&note,
                    "a calibration of this machine has found this difference in unchanged code, so the cause may "
                    "be the code layout; to ignore it, use --threshold " TB_THRESHOLDS_ADVISED);
    else
        tb_text_printf(&note,
                       "below the noise floor: builds of the same code have differed by up to %.1f%% on this machine, "
                       "so the cause may be the code layout; to ignore it, use --threshold '%s%s%s=%.1f'",
                       100 * row->floor, row->planned->name, row->primary ? "" : ":",
                       row->primary ? "" : row->metric->name, 100 * tb_threshold_up(row->floor));
    bool good = lengthen_note(row, note.data);
    tb_text_free(&note);
    return good;
}

static bool add_note(const struct tb_maker *maker, struct tb_comparison_row *row)
{
    struct tb_text note;
    tb_text_init(&note, REASON_LIMIT);
    tb_limit_note(row, maker->out->base_plan, maker->out->other_plan, &note);
    add_losses(&note, row->base_name, row->base_cell);
    add_losses(&note, row->other_name, row->other_cell);
    if (row->ratio.paired && row->ratio.coverage < row->ratio.confidence &&
        row->ratio.rounds < rounds_taken(maker, row))
        tb_text_printf(&note, "%sonly %zu of %zu rounds have a value on both sides", note.len ? "; " : "",
                       row->ratio.rounds, rounds_taken(maker, row));
    if (row->ratio.zeros)
        tb_text_printf(&note, "%s%zu of %zu %s are 0, which has no ratio to anything else", note.len ? "; " : "",
                       row->ratio.zeros, row->ratio.paired ? row->ratio.rounds : 2 * row->ratio.rounds,
                       row->ratio.paired ? "rounds" : "values of both sides");
    bool good = !note.len || (row->note = strdup(note.data));
    tb_text_free(&note);
    bool looks_again = maker->choice->check && maker->out->paired; /* then the second look decides */
    return good && (looks_again || tb_row_note_noise(row, &row->ratio));
}

/* If rounds were lost, as many more are needed as would be lost again. */
static size_t rounds_needed(const struct tb_maker *maker, const struct tb_comparison_row *row)
{
    double needed = (double)tb_ratio_rounds_needed(&row->ratio, row->threshold);
    if (row->ratio.rounds > 0)
        needed = ceil(needed * (double)rounds_taken(maker, row) / (double)row->ratio.rounds);
    return needed <= TB_MOST_ROUNDS ? (size_t)needed : 0;
}

static bool judge(const struct tb_maker *maker, struct tb_comparison_row *row)
{
    struct tb_text reason;
    tb_text_init(&reason, REASON_LIMIT);
    add_fault(maker, &reason, row->base_name, row->base_cell);
    add_fault(maker, &reason, row->other_name, row->other_cell);
    if (!reason.len && !estimate(maker, row))
        tb_text_printf(&reason, "no round has a value of %s on both sides", row->metric->name);
    bool good = true;
    if (reason.len) {
        row->ratio = (struct tb_ratio){.ratio = NAN, .low = NAN, .high = NAN, .paired = maker->out->paired};
        good = tb_row_invalidate(row, reason.data);
    } else {
        row->verdict = row->metric->counted
                           ? tb_ratio_verdict_counted(&row->ratio, row->threshold)
                           : tb_ratio_verdict_within(&row->ratio, row->threshold, fmax(row->threshold, row->floor));
        if (row->verdict == TB_VERDICT_INCONCLUSIVE)
            row->rounds_needed = rounds_needed(maker, row);
        good = add_note(maker, row);
    }
    tb_text_free(&reason);
    return good;
}

static bool gates(const struct tb_maker *maker, const struct tb_planned *planned, const struct tb_metric_info *metric)
{
    return tb_gates(&planned->c, metric, planned->primary->counted, maker->choice->gates);
}

static bool is_named(const struct tb_maker *maker, const struct tb_metric_info *metric)
{
    return tb_gates_named(metric, maker->choice->gates);
}

static bool add_row(const struct tb_maker *maker, const struct tb_comparison_row *sides,
                    const struct tb_metric_info *metric, bool primary)
{
    struct tb_comparison *out = maker->out;
    const struct tb_planned *planned = sides->planned;
    struct tb_comparison_row *row = planned->steady ? &out->steady[out->num_steady++] : &out->rows[out->num_rows++];
    *row = *sides;
    row->metric = metric;
    row->primary = primary;
    row->gates = primary || (maker->choice->check && gates(maker, planned, metric));
    row->guard = row->gates && !primary && !is_named(maker, metric);
    row->p = NAN;
    fill_figures(out, row, 1);
    row->floor = maker->choice->floor ? maker->choice->floor(row, maker->choice->context) : NAN;
    tb_row_threshold(row, maker->choice);
    return judge(maker, row);
}

/* Does the plan have any figure of the metric?  A run from before the metric existed has none, and its other rows are
 * valid. */
static bool is_told(const struct tb_plan *plan, const struct tb_metric_info *metric)
{
    struct tb_figure figure;
    for (size_t i = 0; i < plan->num; i++) {
        const struct tb_planned *planned = &plan->items[i];
        const struct tb_metric_info *same = tb_metric_by_name(planned->c.driver, metric->name);
        for (size_t j = 0; same && j < planned->num_cells; j++)
            if (tb_cell_figure(&planned->cells[j], plan, (size_t)(same - planned->c.driver->metrics), &figure))
                return true;
    }
    return false;
}

/* The ratio of a capacity equals that of the CPU time, so it is not shown if the CPU time is. */
static bool is_shown(const struct tb_planned *planned, const struct tb_metric_info *metric)
{
    return tb_planned_shows(planned, metric) && (metric->kind != TB_METRIC_CAPACITY || planned->metrics);
}

static bool is_gate(const struct tb_maker *maker, const struct tb_planned *planned, const struct tb_metric_info *metric)
{
    return !planned->steady && !planned->metrics && gates(maker, planned, metric) &&
           (is_named(maker, metric) ||
            (is_told(maker->out->base_plan, metric) && is_told(maker->out->other_plan, metric)));
}

/* Does neither side have a figure that other cases have, as a handshake with fewer flights? */
static bool has_no_such(const struct tb_maker *maker, const struct tb_comparison_row *sides,
                        const struct tb_metric_info *metric)
{
    const struct tb_comparison *out = maker->out;
    size_t index = (size_t)(metric - sides->planned->c.driver->metrics);
    struct tb_figure base, other;
    if (!sides->base_cell || !sides->other_cell)
        return false;
    fill_figure(out->base_plan, sides->base_cell, index, &base);
    fill_figure(out->other_plan, sides->other_cell, index, &other);
    return base.rounds == 0 && other.rounds == 0 && is_told(out->base_plan, metric) && is_told(out->other_plan, metric);
}

/* Adds a row for each metric that both operands' cases have and that is a headline or gates; the first headline is the
 * primary one. */
bool tb_maker_add(const struct tb_maker *maker, const struct tb_comparison_row *sides)
{
    const struct tb_planned *planned = sides->planned, *partner = sides->base_planned;
    const struct tb_driver_info *driver = planned->c.driver;
    bool first = true;
    for (size_t i = 0; i < driver->num_metrics; i++) {
        const struct tb_metric_info *metric = &driver->metrics[i];
        bool shown = is_shown(planned, metric) && (!partner || is_shown(partner, metric));
        bool gate = is_gate(maker, planned, metric) && (!partner || is_gate(maker, partner, metric));
        if (partner && tb_case_size(&partner->c) != tb_case_size(&planned->c) && metric->id == TB_METRIC(mean_time))
            continue; /* of an operation, where the first metric is of a byte */
        if ((!shown && !gate) || (planned->steady && !first) || (!shown && has_no_such(maker, sides, metric)))
            continue;
        if (!add_row(maker, sides, metric, shown && first))
            return false;
        first = first && !shown;
    }
    return true;
}

bool tb_maker_refuse(const struct tb_maker *maker, const struct tb_comparison_row *sides, const char *reason)
{
    struct tb_comparison_row *row = &maker->out->rows[maker->out->num_rows++];
    *row = *sides;
    row->metric = sides->planned->primary;
    row->primary = row->gates = true;
    row->p = row->floor = NAN;
    tb_row_threshold(row, maker->choice);
    fill_figures(maker->out, row, 1);
    row->ratio = (struct tb_ratio){.ratio = NAN, .low = NAN, .high = NAN, .paired = maker->out->paired};
    return tb_row_invalidate(row, reason);
}
