/* schedule.c - the rounds: every case on every variant once a round, each sample kept as soon as it is there. */
#include "control/draw.h"
#include "control/format.h"
#include "control/grid.h"
#include "control/run.h"
#include "control/samples_csv.h"
#include "core/catalog.h"
#include "core/random.h"
#include <stdlib.h>

static const double much_steal = 0.01;     /* of the machine's time in a sample */
static const double many_switches = 100.0; /* a second of a sample */

/* Its row is lost already, and each further hang costs a whole timeout. */
enum { MOST_TIMEOUTS = 2 };

/* What is left of the rounds, from what samples cost so far. */
static uint64_t left_ns(const struct tb_plan *plan)
{
    uint64_t left = 0;
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++) {
            const struct tb_cell *cell = &plan->items[i].cells[j];
            size_t had = 0;
            for (size_t k = 0; k < TB_NUM_STATUSES; k++)
                had += cell->counts[k];
            if (!cell->closed && !plan->items[i].skipped)
                left += cell->cost_ns * (plan->rounds - had);
        }
    return left;
}

/* The median so far of the metric that ratios are made of: "235 us". */
static void estimate(struct tb_text *text, const struct tb_plan *plan, const struct tb_planned *planned,
                     const struct tb_cell *cell)
{
    struct tb_figure figure;
    size_t metric = (size_t)(planned->primary - planned->c.driver->metrics);
    if (!tb_cell_figure(cell, plan, metric, &figure))
        return;
    struct tb_scale scale = tb_scale_for(planned->primary->unit, figure.interval.median);
    double shown = figure.interval.median * scale.factor;
    tb_format_number(text, shown, tb_decimals_for(shown));
    tb_text_printf(text, " %s", scale.unit);
}

static void show(struct tb_run *run, size_t round, const struct tb_planned *planned, const struct tb_cell *cell)
{
    struct tb_text text;
    uint64_t left = left_ns(&run->plan), gone = run->spent_ns;
    tb_text_init(&text, 100);
    estimate(&text, &run->plan, planned, cell);
    struct tb_step step = {.round = round + 1,
                           .rounds = run->plan.rounds,
                           .done = gone + left > 0 ? (double)gone / (double)(gone + left) : 0,
                           .left_ns = left,
                           .case_name = planned->name,
                           .library = cell->variant->name,
                           .estimate = text.data};
    tb_progress_show(&run->progress, &step);
    tb_text_free(&text);
}

static void note_disturbance(struct tb_disturbance *disturbance, const struct tb_sample *sample)
{
    double seconds = (double)sample->wall_ns / 1e9;
    double switches = (double)(sample->record.involuntary_switches + sample->server.involuntary_switches);
    disturbance->samples++;
    disturbance->stolen += sample->steal > much_steal;
    disturbance->switched += switches > many_switches * seconds;
    if (sample->steal > disturbance->worst_steal)
        disturbance->worst_steal = sample->steal;
}

/* One sample: measured, kept, shown.  false: the run is over. */
static bool take(struct tb_run *run, size_t round, size_t place, struct tb_planned *planned, struct tb_cell *cell)
{
    struct tb_sample sample;
    struct tb_subject subject = tb_plan_subject(planned, cell);
    struct tb_draw draw = tb_draw(run->plan.seed, round, (size_t)(planned - run->plan.items),
                                  (size_t)(cell - planned->cells), run->cores);
    show(run, round, planned, cell);
    tb_sample_init(&sample);
    bool going = tb_sample_measure(&sample, &run->lab, &subject, &draw);
    if (going) {
        run->spent_ns += sample.wall_ns;
        note_disturbance(&run->disturbance, &sample);
        struct tb_place at = {run->dir.name, round + 1, place + 1};
        going = tb_cell_add(cell, planned, &run->plan, round, &sample) || (tb_text_add(&run->why, "no memory"), false);
        cell->closed = cell->counts[TB_SAMPLE_TIMEOUT] >= MOST_TIMEOUTS;
        going = going && tb_samples_csv_append(&run->dir, planned, cell->variant, &sample, &at, &run->why);
    }
    tb_sample_free(&sample);
    return going;
}

/* The variants of a case right after each other, in balanced order among those that are measured at all. */
static bool take_case(struct tb_run *run, size_t round, size_t *place, struct tb_planned *planned)
{
    uint64_t case_seed = run->plan.seed + (uint64_t)(planned - run->plan.items);
    size_t *open = calloc(2 * planned->num_cells + 1, sizeof *open), *order = open + planned->num_cells, num = 0;
    if (!open) {
        tb_text_add(&run->why, "no memory");
        return false;
    }
    for (size_t i = 0; i < planned->num_cells; i++)
        if (!planned->cells[i].closed)
            open[num++] = i;
    tb_balanced_order(case_seed, round, order, num);
    bool going = true;
    for (size_t i = 0; i < num && going; i++)
        going = take(run, round, (*place)++, planned, &planned->cells[open[order[i]]]);
    free(open);
    return going;
}

bool tb_schedule(struct tb_run *run, size_t first, size_t end)
{
    size_t *order = calloc(run->plan.num + 1, sizeof *order);
    bool going = order != NULL;
    if (!order)
        tb_text_add(&run->why, "no memory");
    for (size_t round = first; round < end && going; round++) {
        size_t place = 0;
        tb_case_order(run->plan.seed, round, order, run->plan.num);
        for (size_t i = 0; i < run->plan.num && going; i++)
            if (!run->plan.items[order[i]].skipped)
                going = take_case(run, round, &place, &run->plan.items[order[i]]);
    }
    free(order);
    return going;
}
