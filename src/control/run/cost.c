#include "control/run/cost.h"
#include "control/base/host.h"
#include "control/run/chunk_bounds.h"
#include "control/run/run.h"
#include "control/run/schedule.h"
#include "core/arrivals.h"
#include "core/catalog.h"
#include "core/windows.h"
#include <math.h>
#include <string.h>

/* ---- What is guessed of a case that was not tried ---- */

static const double start_ns = 25e6; /* start and end of a worker, approximately */
static const double pair_start_ns = 60e6;
static const double count_ns = 3e9; /* a worker under callgrind */

static const double unit_ns = 500e3; /* of a unit of loopback work with both ends busy: a slow handshake */

static const double opening_ns = 1e6; /* of a connection that is opened first: its handshake, a few at a time */

/* So many times as long work takes as that of one thread: threads share cores where these are fewer. */
static double stretch(const struct tb_planned *planned)
{
    double cores = (double)tb_num_cores_allowed(), threads = tb_case_threads(&planned->c);
    return cores > 0 ? fmax(1, (planned->pair ? 2 : 1) * threads / cores) : 1;
}

/* The duration of a handshake, or of a step in one. */
static double typical_ns(const struct tb_planned *planned)
{
    bool whole = strcmp(planned->c.value[TB_PARAM_TRANSPORT], "memory") == 0;
    return whole ? 600e3 : 100e3;
}

/* A rehearsal has the threads of the case, so what was seen has their stretch in it. */
static struct tb_pace guessed_pace(const struct tb_planned *planned)
{
    double longer = stretch(planned);
    return (struct tb_pace){.start_ns = planned->pair ? pair_start_ns : start_ns,
                            .unit_ns = unit_ns * longer,
                            .opening_ns = opening_ns * longer};
}

static struct tb_pace pace_of(const struct tb_planned *planned, const struct tb_cell *cell)
{
    const struct tb_pace guessed = guessed_pace(planned), *seen = &cell->pace;
    struct tb_pace pace = *seen;
    pace.start_ns = seen->start_ns > 0 ? seen->start_ns : guessed.start_ns;
    pace.unit_ns = seen->unit_ns > 0 ? seen->unit_ns : guessed.unit_ns;
    pace.opening_ns = seen->opening_ns > 0 ? seen->opening_ns : guessed.opening_ns;
    return pace;
}

/* ---- A sample ---- */

/* To open those that stay idle, or wait for the first request. */
static double opening_all_ns(const struct tb_planned *planned, const struct tb_pace *pace)
{
    const struct tb_case *c = &planned->c;
    bool waiting = c->driver->holds || tb_case_arrivals(c);
    return (double)(tb_case_idle(c) + (waiting ? tb_case_connections(c) : 0)) * pace->opening_ns;
}

/* From the first connection on. */
static double pair_ns(const struct tb_lab *lab, const struct tb_planned *planned, const struct tb_pace *pace)
{
    const uint64_t window_ns = lab->window_ms * 1000000, warm_up_ns = lab->warm_up_ms * 1000000;
    uint64_t arrivals = tb_case_arrivals(&planned->c);
    double opening = opening_all_ns(planned, pace);
    if (planned->c.driver->holds)
        return opening;
    if (arrivals)
        return opening + (double)tb_arrivals_warm_up_ns(arrivals, 0, warm_up_ns) +
               (double)(lab->chunks * tb_arrivals_window_ns(arrivals, lab->chunks, window_ns));
    const struct tb_in_flight flight = {.connections = tb_case_connections(&planned->c)};
    const uint64_t one_ns = pace->unit_ns > 1 ? (uint64_t)pace->unit_ns : 1;
    return opening + fmax((double)tb_warm_up_ns(&flight, one_ns), (double)warm_up_ns) +
           (double)tb_windows_ns(&flight, one_ns, lab->chunks, window_ns);
}

static double local_chunk_ns(const struct tb_lab *lab, const struct tb_planned *planned, const struct tb_cell *cell)
{
    double operations = (double)planned->operations;
    double each = cell->operation_ns + cell->pace.prepare_ns;
    if (cell->operation_ns > 0 && operations > 0)
        return operations * each * stretch(planned) + cell->pace.settle_ns;
    return stretch(planned) * fmax(1.5 * (double)lab->chunk_ms * 1e6, tb_least_operations(lab) * typical_ns(planned));
}

uint64_t tb_guess_sample_ns(const struct tb_run *run, const struct tb_planned *planned, const struct tb_cell *cell)
{
    const struct tb_lab *lab = &run->lab;
    const struct tb_pace pace = pace_of(planned, cell);
    if (run->plan.counted)
        return (uint64_t)count_ns;
    if (planned->pair)
        return (uint64_t)(pace.start_ns + pair_ns(lab, planned, &pace));
    return (uint64_t)(pace.start_ns + ((double)lab->chunks + 1) * local_chunk_ns(lab, planned, cell));
}

uint64_t tb_longest_sample_ms(const struct tb_run *run)
{
    const struct tb_lab *lab = &run->lab;
    double local = tb_longest_local_ms(lab), longest = local;
    for (size_t i = 0; i < run->plan.num; i++) {
        const struct tb_planned *planned = &run->plan.items[i];
        const struct tb_pace pace = guessed_pace(planned);
        double sample = planned->pair ? (pair_ns(lab, planned, &pace) + 2 * opening_all_ns(planned, &pace)) / 1e6
                                      : local * stretch(planned); /* they may take three times as long to open */
        longest = fmax(longest, sample);
    }
    return (uint64_t)longest;
}

/* ---- A run ---- */

/* Chunks are sized in about three chunks of full length; the two ends of a pair are only opened. */
static double sizing_ns(const struct tb_run *run, const struct tb_planned *planned, const struct tb_cell *cell)
{
    double start = pace_of(planned, cell).start_ns;
    return run->plan.counted || planned->pair ? start : start + 3 * (double)run->lab.chunk_ms * 1e6;
}

static uint64_t guess_rounds_ns(const struct tb_run *run, uint64_t rounds)
{
    double round = 0, sizing = 0, samples = run->samples_each > 0 ? run->samples_each : 1;
    for (size_t i = 0; i < run->plan.num; i++) {
        const struct tb_planned *planned = &run->plan.items[i];
        for (size_t j = 0; j < planned->num_cells; j++) {
            if (planned->cells[j].closed)
                continue;
            sizing += sizing_ns(run, planned, &planned->cells[j]);
            round += (double)tb_guess_sample_ns(run, planned, &planned->cells[j]);
        }
    }
    double checks = run->options.checks_wanted ? (double)run->options.checks_wanted : 1;
    return (uint64_t)(sizing + round * samples * (1 + tb_guess_again(run)) * (double)rounds * checks);
}

uint64_t tb_guess_ns(const struct tb_run *run)
{
    return guess_rounds_ns(run, run->rounds);
}

uint64_t tb_guess_most_ns(const struct tb_run *run)
{
    return guess_rounds_ns(run, run->rounds + run->most_second_rounds);
}

double tb_guess_again(const struct tb_run *run)
{
    size_t turns = 0, slowed = 0;
    for (size_t i = 0; i < run->plan.num && !run->plan.counted; i++) {
        const struct tb_planned *planned = &run->plan.items[i];
        bool any = false;
        for (size_t j = 0; j < planned->num_cells; j++)
            any = any || planned->cells[j].pace.slowed;
        turns++;
        slowed += any;
    }
    return turns ? fmin((double)slowed / (double)turns, TB_MOST_AGAIN_SHARE) : 0;
}
