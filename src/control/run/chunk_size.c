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
#include "control/base/host.h"
#include "control/plan/grid.h"
#include "control/plan/inject.h"
#include "control/run/run.h"
#include "core/arrivals.h"
#include "core/catalog.h"
#include "core/windows.h"
#include <math.h>
#include <string.h>

static const double longest_chunk = 10; /* as a multiple of the suite's length */

static const double longest_extended_ns = 500e6; /* of a sample that was lengthened for its number of operations */

static const double start_ns = 15e6; /* start and end of a worker, approximately */
static const double pair_start_ns = 60e6;
static const double count_ns = 3e9; /* a worker under callgrind */

static const uint64_t unit_ns = 500000; /* of a unit of loopback work with both ends busy: a slow handshake */

static const uint64_t opening_ns = 1000000; /* of a connection that is opened first: its handshake, a few at a time */

/* So many times as long work takes as that of one thread: threads share cores where these are fewer. */
static double stretch(const struct tb_planned *planned)
{
    double cores = (double)tb_num_cores_allowed(), threads = tb_case_threads(&planned->c);
    return cores > 0 ? fmax(1, (planned->pair ? 2 : 1) * threads / cores) : 1;
}

/* To open those that stay idle, or wait for the first request. */
static uint64_t idle_ns(const struct tb_planned *planned)
{
    const struct tb_case *c = &planned->c;
    bool waiting = c->driver->holds || tb_case_arrivals(c);
    uint64_t each = tb_case_idle(c) + (waiting ? tb_case_connections(c) : 0);
    return (uint64_t)((double)(each * opening_ns) * stretch(planned));
}

static uint64_t pair_ns(const struct tb_lab *lab, const struct tb_planned *planned)
{
    if (planned->c.driver->holds)
        return idle_ns(planned);
    uint64_t arrivals = tb_case_arrivals(&planned->c);
    if (arrivals)
        return idle_ns(planned) + tb_arrivals_warm_up_ns(arrivals, 0, lab->warm_up_ms * 1000000) +
               lab->chunks * tb_arrivals_window_ns(arrivals, lab->chunks, lab->window_ms * 1000000);
    const struct tb_in_flight flight = {.connections = tb_case_connections(&planned->c)};
    const uint64_t one_ns = (uint64_t)((double)unit_ns * stretch(planned));
    uint64_t warm_up = tb_warm_up_ns(&flight, one_ns), least = lab->warm_up_ms * 1000000;
    return idle_ns(planned) + (warm_up > least ? warm_up : least) +
           tb_windows_ns(&flight, one_ns, lab->chunks, lab->window_ms * 1000000);
}

/* Operations per chunk, so that a sample has the minimum. */
static double least_operations(const struct tb_lab *lab)
{
    return ceil((double)lab->sample_operations / (double)lab->chunks);
}

/* A guess before any measurement: the duration of a handshake, or of a step in one. */
static double typical_ns(const struct tb_planned *planned)
{
    bool whole = strcmp(planned->c.value[TB_PARAM_TRANSPORT], "memory") == 0;
    return whole ? 600e3 : 100e3;
}

/* What a sample will take, until it is known. */
static uint64_t guess_cost(const struct tb_run *run, const struct tb_planned *planned, const struct tb_cell *cell)
{
    double chunks = (double)run->lab.chunks;
    if (run->plan.counted)
        return (uint64_t)count_ns;
    if (planned->pair)
        return (uint64_t)pair_start_ns + pair_ns(&run->lab, planned);
    double chunk_ns = cell->operation_ns * (double)planned->operations;
    if (chunk_ns <= 0)
        chunk_ns = fmax(1.5 * (double)run->lab.chunk_ms * 1e6, least_operations(&run->lab) * typical_ns(planned));
    return (uint64_t)(start_ns + (chunks + 1) * chunk_ns * stretch(planned));
}

uint64_t tb_longest_sample_ms(const struct tb_run *run)
{
    const struct tb_lab *lab = &run->lab;
    double local = fmax((double)((lab->chunks + 1) * lab->chunk_ms) * longest_chunk, longest_extended_ns / 1e6);
    double longest = local;
    for (size_t i = 0; i < run->plan.num; i++) {
        const struct tb_planned *planned = &run->plan.items[i];
        double sample = planned->pair ? (double)(pair_ns(lab, planned) + 2 * idle_ns(planned)) / 1e6
                                      : local * stretch(planned); /* they may take three times as long to open */
        longest = fmax(longest, sample);
    }
    return (uint64_t)longest;
}

/* The duration of that many rounds of everything, and of one more sample of each that sizes its chunks. */
static uint64_t guess_rounds_ns(const struct tb_run *run, uint64_t rounds)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < run->plan.num; i++) {
        const struct tb_planned *planned = &run->plan.items[i];
        for (size_t j = 0; j < planned->num_cells; j++)
            if (!planned->cells[j].closed)
                sum += guess_cost(run, planned, &planned->cells[j]);
    }
    return sum * (1 + rounds * (run->options.checks_wanted ? run->options.checks_wanted : 1));
}

uint64_t tb_guess_ns(const struct tb_run *run)
{
    return guess_rounds_ns(run, run->rounds);
}

uint64_t tb_guess_most_ns(const struct tb_run *run)
{
    return guess_rounds_ns(run, run->rounds + run->most_second_rounds);
}

static void set_operations(struct tb_planned *planned, const struct tb_lab *lab)
{
    double most = 0, slowest_ns = 0, least = least_operations(lab);
    for (size_t i = 0; i < planned->num_cells; i++) {
        const struct tb_cell *cell = &planned->cells[i];
        if (cell->closed)
            continue;
        most = fmax(most, (double)cell->chunk_operations);
        slowest_ns = fmax(slowest_ns, cell->operation_ns);
    }
    if (slowest_ns > 0) {
        most = fmin(most, longest_chunk * (double)lab->chunk_ms * 1e6 / slowest_ns);
        least = fmin(least, longest_extended_ns / (double)(lab->chunks + 1) / slowest_ns);
    }
    most = fmax(most, least);
    planned->operations = most > 1 ? (uint64_t)most : 1;
}

static bool try_cell(struct tb_run *run, const struct tb_planned *planned, const struct tb_cell *cell, bool timed,
                     struct tb_sample *sample)
{
    struct tb_subject subject = tb_plan_subject(planned, cell);
    return timed ? tb_sample_chunk_size(sample, &run->lab, &subject, run->cores[0])
                 : tb_sample_check(sample, &run->lab, &subject);
}

/* Returns false if interrupted, or if memory runs out. */
static bool size_cell(struct tb_run *run, struct tb_planned *planned, struct tb_cell *cell)
{
    struct tb_sample sample;
    tb_sample_init(&sample);
    bool timed = !planned->pair && !run->plan.counted;
    bool going = try_cell(run, planned, cell, timed, &sample);
    if (going && sample.status == TB_SAMPLE_DISTURBED) /* by the machine: blame.h */
        going = try_cell(run, planned, cell, timed, &sample);
    const struct tb_series *time = tb_record_series(&sample.record, tb_metric_name(TB_METRIC(time)));
    if (going && sample.status != TB_SAMPLE_OK) {
        going = tb_cell_close(cell, sample.status, sample.reason.data);
        cell->deaths += sample.died;
    } else if (going && timed) {
        cell->operation_ns = time && time->num ? time->values[0] : 0;
        cell->chunk_operations = sample.record.operations;
        if (!(cell->operation_ns > 0) || !cell->chunk_operations)
            going = tb_cell_close(
                cell, TB_SAMPLE_FAILED,
                "the worker reported no time while the chunk size was determined; run it by hand (--print-commands)");
    }
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

bool tb_size_chunks(struct tb_run *run)
{
    for (size_t i = 0; i < run->plan.num; i++) {
        struct tb_planned *planned = &run->plan.items[i];
        for (size_t j = 0; j < planned->num_cells; j++) {
            struct tb_cell *cell = &planned->cells[j];
            struct tb_step step = {.phase = "sizing chunks",
                                   .done = (double)i / (double)run->plan.num,
                                   .left_ns = tb_guess_ns(run),
                                   .case_name = planned->name,
                                   .library = cell->variant->name,
                                   .estimate = ""};
            tb_progress_show(&run->progress, &step);
            if (!close_broken(cell) || (!cell->closed && !size_cell(run, planned, cell)))
                return false;
        }
        if (!run->plan.counted)
            set_operations(planned, &run->lab);
        for (size_t j = 0; j < planned->num_cells; j++)
            planned->cells[j].cost_ns = guess_cost(run, planned, &planned->cells[j]);
    }
    return tb_inject_reaches(&run->plan, run->lab.chunks, &run->why);
}
