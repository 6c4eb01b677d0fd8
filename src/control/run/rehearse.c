#include "control/run/rehearse.h"
#include "control/run/chunk_size.h"
#include "control/run/cost.h"
#include "control/run/run.h"
#include "control/run/schedule.h"
#include "control/sample/draw.h"
#include "core/catalog.h"
#include "core/clock.h"
#include "core/windows.h"
#include <math.h>
#include <stdio.h>

enum {
    FEW = 16,        /* connections, at work and idle: as many as keep both ends busy */
    FEW_HELD = 1000, /* the least that the driver takes */
    WINDOW_MS = 20,
    SIZING_MS = 5 /* of a chunk: long enough to tell its length, not to size it */
};

static void lower(struct tb_case *c, enum tb_param param, uint64_t value, uint64_t most)
{
    if (value > most)
        snprintf(c->value[param], TB_VALUE_CAP, "%llu", (unsigned long long)most);
}

struct tb_case tb_rehearsed(const struct tb_case *c)
{
    struct tb_case few = *c;
    lower(&few, TB_PARAM_CONNECTIONS, tb_case_connections(c), c->driver->holds ? FEW_HELD : FEW);
    lower(&few, TB_PARAM_IDLE, tb_case_idle(c), FEW);
    return few;
}

/* The warm-up has the handshakes of all connections, and three units of each and of one alone.  What it takes beyond
 * these units are the handshakes of connections that are kept or idle; of others a unit is a handshake, so the cost of
 * an idle one is at least that of a unit of those. */
void tb_pace_seen(struct tb_pace *pace, const struct tb_case *rehearsed, const struct tb_sample *sample)
{
    const struct tb_record *record = &sample->record;
    double connections = (double)tb_case_connections(rehearsed), idle = (double)tb_case_idle(rehearsed);
    double units = connections * (double)record->turn_overs, warm_up = (double)record->warm_up_ns;
    pace->start_ns = fmax(0, (double)sample->wall_ns - warm_up - (double)record->window_ns);
    if (rehearsed->driver->holds) {
        pace->opening_ns = warm_up / connections;
        return;
    }
    pace->unit_ns = units > 0 ? (double)record->window_ns / units : 0;
    double opening = (warm_up - (1 + TB_WARM_UNITS) * connections * pace->unit_ns) / (connections + idle);
    pace->opening_ns = fmax(opening, pace->unit_ns);
}

/* One short sample.  What it cannot do as a sample of the run could - other work may disturb it - leaves the pace as it
 * is guessed. */
static bool rehearse_cell(struct tb_run *run, const struct tb_planned *planned, struct tb_cell *cell)
{
    struct tb_lab lab = run->lab;
    struct tb_case few = tb_rehearsed(&planned->c);
    struct tb_subject subject = tb_plan_subject(planned, cell);
    struct tb_draw draw =
        tb_draw(run->plan.seed, 0, (size_t)(planned - run->plan.items), (size_t)(cell - planned->cells), run->cores);
    struct tb_sample sample;
    struct tb_text name;
    tb_text_init(&name, 1000);
    tb_case_name(&few, &name);
    subject.case_name = name.data;
    lab.chunks = 1;
    lab.window_ms = WINDOW_MS;
    lab.warm_up_ms = 0;
    tb_sample_init(&sample);
    bool going = tb_sample_measure(&sample, &lab, &subject, &draw);
    if (going && sample.status == TB_SAMPLE_OK)
        tb_pace_seen(&cell->pace, &few, &sample);
    cell->pace.slowed = cell->pace.slowed || (going && tb_sample_was_slowed(planned, &sample));
    tb_sample_free(&sample);
    tb_text_free(&name);
    return going;
}

static bool rehearse_case(struct tb_run *run, struct tb_planned *planned, const struct tb_step *step)
{
    bool going = tb_size_case(run, planned, run->lab.chunk_ms < SIZING_MS ? run->lab.chunk_ms : SIZING_MS, step);
    bool plays = planned->pair && !tb_case_arrivals(&planned->c) && !run->plan.counted; /* arrivals come by plan */
    for (size_t i = 0; i < planned->num_cells && going && plays; i++)
        if (!planned->cells[i].closed)
            going = rehearse_cell(run, planned, &planned->cells[i]);
    for (size_t i = 0; i < planned->num_cells; i++)
        planned->cells[i].cost_ns = tb_guess_sample_ns(run, planned, &planned->cells[i]);
    return going;
}

bool tb_rehearse(struct tb_run *run)
{
    struct tb_step step = {.phase = "trying each case", .estimate = ""};
    const uint64_t began = tb_now_ns();
    bool going = true;
    tb_progress_begin(&run->progress, run->options.quiet);
    for (size_t i = 0; i < run->plan.num && going; i++) {
        step.done = (double)i / (double)run->plan.num;
        step.left_ns = i ? (tb_now_ns() - began) / i * (run->plan.num - i) : 0;
        step.case_name = run->plan.items[i].name;
        going = rehearse_case(run, &run->plan.items[i], &step);
    }
    tb_progress_clear(&run->progress);
    return going;
}
