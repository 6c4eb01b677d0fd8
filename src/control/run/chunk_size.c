/* chunk_size.c - before the rounds: sizes the chunks, and finds the libraries that cannot do a case.
 *
 * Within a case the number of operations is the same for all variants, so the work is identical.  It is the number that
 * the fastest variant needs for a chunk of the suite's length: a smaller number would leave fast variants in the noise
 * of the clock.  But no variant's chunk takes more than ten times that length, so that one slow build does not take up
 * the whole run.
 *
 * A chunk of that length may have only two handshakes, and a sample two dozen: costs that occur on every 32nd
 * operation, or from the 30th on, would hit few of them or none.  So a sample has a minimum number of operations
 * (sample-operations), which makes chunks longer if operations are slow, but to no more than half a second per sample
 * (RSA-4096 signs in some 2.5 ms: 96 signatures in 12 chunks and the discarded one take a quarter of a second).  Slower
 * cases have fewer operations, and the run says so.
 */
#include "control/run/chunk_size.h"
#include "control/plan/grid.h"
#include "control/plan/inject.h"
#include "control/run/chunk_bounds.h"
#include "control/run/cost.h"
#include "control/run/run.h"
#include "control/run/schedule.h"
#include "core/catalog.h"
#include "core/sizing.h"
#include <math.h>

static void set_operations(struct tb_planned *planned, const struct tb_lab *lab)
{
    double most = 0, slowest_ns = 0, least = tb_least_operations(lab);
    for (size_t i = 0; i < planned->num_cells; i++) {
        const struct tb_cell *cell = &planned->cells[i];
        if (cell->closed)
            continue;
        most = fmax(most, (double)cell->chunk_operations);
        slowest_ns = fmax(slowest_ns, cell->operation_ns);
    }
    if (slowest_ns > 0) {
        most = fmin(most, TB_LONGEST_CHUNK * (double)lab->chunk_ms * 1e6 / slowest_ns);
        least = fmin(least, TB_LONGEST_EXTENDED_NS / (double)(lab->chunks + 1) / slowest_ns);
    }
    most = fmax(most, least);
    planned->operations = most > 1 ? (uint64_t)most : 1;
}

/* ---- A cell ---- */

static bool try_cell(struct tb_run *run, const struct tb_planned *planned, const struct tb_cell *cell,
                     uint64_t sizing_ms, struct tb_sample *sample)
{
    struct tb_subject subject = tb_plan_subject(planned, cell);
    struct tb_lab lab = run->lab;
    lab.chunk_ms = sizing_ms;
    return sizing_ms ? tb_sample_chunk_size(sample, &lab, &subject, run->cores[0])
                     : tb_sample_check(sample, &lab, &subject);
}

static double value_of(const struct tb_record *record, const char *metric)
{
    const struct tb_series *series = tb_record_series(record, metric);
    return series && series->num ? series->values[0] : 0;
}

/* Takes what a timed worker said of an operation, and of its own time.  Its chunk was one of `chunks` that a chunk of
 * the suite's length has.  false: it said nothing. */
static bool take_size(struct tb_cell *cell, const struct tb_sample *sample, double chunks)
{
    const struct tb_record *record = &sample->record;
    double operations = (double)record->operations, rest = value_of(record, TB_SIZING_ELAPSED);
    cell->operation_ns = value_of(record, tb_metric_name(TB_METRIC(time)));
    cell->chunk_operations = (uint64_t)(operations * chunks);
    if (!(cell->operation_ns > 0) || !cell->chunk_operations)
        return false;
    cell->pace.prepare_ns = value_of(record, TB_SIZING_PREPARED) / operations;
    cell->pace.settle_ns = value_of(record, TB_SIZING_SETTLED);
    cell->pace.start_ns = fmax(0, (double)sample->wall_ns - rest);
    return true;
}

/* Returns false if interrupted, or if memory runs out. */
static bool size_cell(struct tb_run *run, struct tb_planned *planned, struct tb_cell *cell, uint64_t sizing_ms)
{
    struct tb_sample sample;
    tb_sample_init(&sample);
    bool timed = !planned->pair && !run->plan.counted;
    double chunks = (double)run->lab.chunk_ms / (double)sizing_ms;
    bool going = try_cell(run, planned, cell, timed ? sizing_ms : 0, &sample);
    if (going && sample.status == TB_SAMPLE_DISTURBED) /* by the machine: blame.h */
        going = try_cell(run, planned, cell, timed ? sizing_ms : 0, &sample);
    if (going && sample.status != TB_SAMPLE_OK) {
        going = tb_cell_close(cell, sample.status, sample.reason.data);
        cell->deaths += sample.died;
    } else if (going && timed && !take_size(cell, &sample, chunks)) {
        going = tb_cell_close(
            cell, TB_SAMPLE_FAILED,
            "the worker reported no time while the chunk size was determined; run it by hand (--print-commands)");
    } else if (going && !timed) {
        cell->pace.start_ns = (double)sample.wall_ns;
    }
    cell->pace.slowed = going && tb_sample_was_slowed(planned, &sample);
    tb_sample_free(&sample);
    return going;
}

/* Does not try a broken library again. */
static bool close_broken(struct tb_cell *cell)
{
    const struct tb_library *libraries[] = {cell->variant->client, cell->variant->server};
    for (size_t i = 0; i < 2 && !cell->closed; i++)
        if (libraries[i]->fault && !tb_cell_close(cell, TB_SAMPLE_FAILED, libraries[i]->fault))
            return false;
    return true;
}

/* ---- A case ---- */

bool tb_size_case(struct tb_run *run, struct tb_planned *planned, uint64_t sizing_ms, const struct tb_step *shown)
{
    struct tb_step step = *shown;
    for (size_t i = 0; i < planned->num_cells; i++) {
        struct tb_cell *cell = &planned->cells[i];
        step.library = cell->variant->name;
        tb_progress_show(&run->progress, &step);
        if (!close_broken(cell) || (!cell->closed && !size_cell(run, planned, cell, sizing_ms)))
            return false;
    }
    if (!run->plan.counted)
        set_operations(planned, &run->lab);
    for (size_t i = 0; i < planned->num_cells; i++)
        planned->cells[i].cost_ns = tb_guess_sample_ns(run, planned, &planned->cells[i]);
    return true;
}

bool tb_size_chunks(struct tb_run *run)
{
    for (size_t i = 0; i < run->plan.num; i++) {
        const struct tb_step step = {.phase = "sizing chunks",
                                     .done = (double)i / (double)run->plan.num,
                                     .left_ns = tb_guess_ns(run),
                                     .case_name = run->plan.items[i].name,
                                     .estimate = ""};
        if (!tb_size_case(run, &run->plan.items[i], run->lab.chunk_ms, &step))
            return false;
    }
    return tb_inject_reaches(&run->plan, run->lab.chunks, &run->why);
}
