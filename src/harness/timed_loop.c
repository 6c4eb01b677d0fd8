#include "harness/timed_loop.h"
#include "core/clock.h"
#include "core/regions.h"
#include "core/vectors.h"
#include "harness/gbench.h"
#include "harness/hardware.h"
#include "harness/injector.h"
#include "harness/usage.h"
#include <math.h>
#include <string.h>

/* The injector for whole operations.  NULL: there is none, or it slows only one side, which memory_session.c
 * handles. */
static struct tb_injector *injector_of(const struct tb_job *job)
{
    return job->injector && job->injector->asked->side == TB_INJECT_BOTH ? job->injector : NULL;
}

/* For a profiler; after the clocks were read. */
static enum tb_status mark_region(const struct tb_job *job, uint64_t from_ns, uint64_t to_ns)
{
    if (!job->marking || !job->marking->counts || tb_region_add(job->record, from_ns, to_ns))
        return TB_OK;
    tb_text_add(job->why, "out of memory for the record");
    return TB_ERROR;
}

/* A count that failed is the machine's doing. */
static enum tb_status blame_hardware(const struct tb_job *job)
{
    job->record->status = TB_SAMPLE_DISTURBED;
    return TB_ERROR;
}

/* Times one call of run and adds it to the chunk. */
static enum tb_status time_run(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                               uint64_t operations, struct tb_chunk *chunk)
{
    uint64_t waited = tb_thread_waited_ns();
    if (job->hardware && !tb_hardware_begin(job->hardware, job->why))
        return blame_hardware(job);
    tb_vectors_clean(); /* the first operation starts in the same state with any library */
    uint64_t cpu = tb_thread_cpu_ns();
    uint64_t from = tb_now_ns();
    uint64_t ticks = tb_tsc();
    enum tb_status status = ops->run(state, operations);
    if (injector_of(job))
        tb_injector_done(injector_of(job), operations, tb_now_ns() - from);
    ticks = tb_tsc() - ticks;
    uint64_t to = tb_now_ns();
    cpu = tb_thread_cpu_ns() - cpu;
    chunk->dirty = tb_vectors_dirty();
    if (job->hardware && !tb_hardware_end(job->hardware, job->why))
        return blame_hardware(job);
    chunk->waited_ns += (double)(tb_thread_waited_ns() - waited);
    chunk->wall_ns += (double)(to - from);
    chunk->cpu_ns += (double)cpu;
    chunk->tsc_ticks += tb_tsc_is_invariant() ? (double)ticks : 0;
    return status == TB_OK ? mark_region(job, from, to) : status;
}

static enum tb_status prepare(const struct tb_local_ops *ops, void *state, struct tb_gbench_clock *clock,
                              uint64_t *operations)
{
    if (!ops->prepare)
        return TB_OK;
    tb_gbench_pause(clock);
    enum tb_status status = ops->prepare(state, operations);
    tb_gbench_resume(clock);
    return status;
}

enum tb_status tb_timed_chunk(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                              uint64_t operations, struct tb_gbench_clock *clock, struct tb_chunk *chunk)
{
    enum tb_status status = TB_OK;
    *chunk = (struct tb_chunk){.operations = operations};
    if (job->hardware)
        tb_hardware_reset(job->hardware);
    for (uint64_t left = operations, now; left > 0 && status == TB_OK; left -= now) {
        uint64_t room = injector_of(job) ? tb_injector_room(injector_of(job)) : left;
        now = left < room ? left : room;
        status = prepare(ops, state, clock, &now);
        if (status == TB_OK)
            status = time_run(job, ops, state, now, chunk);
    }
    return status;
}

bool tb_record_vectors(struct tb_record *record, bool dirty)
{
    const char *left = !tb_vectors_told() ? "" : dirty ? "dirty" : "clean";
    return strcmp(record->vectors, "dirty") == 0 || tb_record_set(&record->vectors, left);
}

static bool has_rate(const struct tb_job *job)
{
    return tb_metric_by_id(job->c->driver, TB_METRIC(operations_per_second)) != NULL;
}

bool tb_record_rate(const struct tb_job *job, double operations_per_second)
{
    if (has_rate(job))
        return tb_record_metric(job->record, operations_per_second, operations_per_second);
    return tb_record_metric(job->record, throughput, operations_per_second * (double)tb_case_size(job->c) / 1e9);
}

/* Of a single thread, where the case names its threads; the driver adds its throughput itself. */
static bool record_rate(const struct tb_job *job, const struct tb_chunk *chunk)
{
    return !tb_case_names_threads(job->c) || !has_rate(job) ||
           tb_record_rate(job, (double)chunk->operations / chunk->wall_ns * 1e9);
}

enum tb_status tb_record_chunk(const struct tb_job *job, const struct tb_chunk *chunk)
{
    double operations = (double)chunk->operations;
    if (job->hardware && !tb_hardware_record(job->hardware, job->record, chunk->operations, job->why))
        return blame_hardware(job);
    if (tb_record_metric(job->record, time, chunk->wall_ns / operations) &&
        tb_record_metric(job->record, cpu_time, chunk->cpu_ns / operations) && record_rate(job, chunk) &&
        tb_record_vectors(job->record, chunk->dirty))
        return TB_OK;
    tb_text_add(job->why, "out of memory for the record");
    return TB_ERROR;
}

struct loop {
    const struct tb_job *job;
    const struct tb_local_ops *ops;
    void *state;
    struct tb_chunk chunk; /* the latest */
    uint64_t started;      /* chunks, including the warm-up */
    enum tb_status status; /* the first failure is kept */
    double wall_ns;        /* of all chunks */
    double own_ns, done;   /* of the chunks that count: the thread's own time, and operations */
    uint64_t operations;   /* of one chunk */
    uint64_t reported;     /* repetitions that Google Benchmark reported as requested */
    double reported_ns;
};

/* What it waited for its core is the machine's time; the CPU time was the thread's for certain. */
double tb_own_ns(const struct tb_chunk *chunk)
{
    return fmin(chunk->wall_ns, fmax(chunk->wall_ns - chunk->waited_ns, chunk->cpu_ns));
}

static void add_to_mean(struct loop *loop, const struct tb_chunk *chunk)
{
    loop->own_ns += tb_own_ns(chunk);
    loop->done += (double)chunk->operations;
}

static enum tb_status record_mean(const struct loop *loop)
{
    if (tb_record_metric(loop->job->record, mean_time, loop->own_ns / loop->done))
        return TB_OK;
    tb_text_add(loop->job->why, "out of memory for the record");
    return TB_ERROR;
}

static const char *before(void *arg)
{
    const struct loop *loop = arg;
    return loop->status == TB_OK ? NULL : "an earlier chunk failed";
}

static const char *run(void *arg, uint64_t operations, struct tb_gbench_clock *clock)
{
    struct loop *loop = arg;
    bool warm_up = loop->started++ == 0;
    if (warm_up)
        tb_ready(loop->job);
    if (loop->job->marking)
        loop->job->marking->counts = !warm_up;
    loop->status = tb_timed_chunk(loop->job, loop->ops, loop->state, operations, clock, &loop->chunk);
    loop->chunk.warm_up = warm_up;
    loop->wall_ns += loop->chunk.wall_ns;
    return loop->status == TB_OK ? NULL : "the operation failed";
}

static const char *after(void *arg, struct tb_gbench_counters *counters)
{
    struct loop *loop = arg;
    (void)counters;
    if (loop->status == TB_OK)
        loop->status = loop->ops->settle(loop->state, &loop->chunk);
    if (loop->status == TB_OK && !loop->chunk.warm_up) {
        loop->status = tb_record_chunk(loop->job, &loop->chunk);
        add_to_mean(loop, &loop->chunk);
    }
    return loop->status == TB_OK ? NULL : "the check of the chunk failed";
}

static void report(void *arg, const struct tb_gbench_repetition *repetition)
{
    struct loop *loop = arg;
    loop->reported += repetition->operations == loop->operations;
    loop->reported_ns += repetition->real_ns;
}

/* Both tlsbench and Google Benchmark counted.  A chunk that ran twice, not at all, or with another number of operations
 * would give a wrong but plausible figure.  The tolerance covers the rounding of sums. */
static enum tb_status compare(const struct loop *loop, unsigned chunks)
{
    uint64_t asked = (uint64_t)chunks + 1;
    if (loop->started == asked && loop->reported == asked && loop->reported_ns >= loop->wall_ns * (1 - 1e-9))
        return TB_OK;
    tb_text_printf(
        loop->job->why,
        "%llu chunks of %llu operations were requested; the loop ran %llu chunks in %.0f ns, and Google Benchmark "
        "reports %llu in %.0f ns",
        (unsigned long long)asked, (unsigned long long)loop->operations, (unsigned long long)loop->started,
        loop->wall_ns, (unsigned long long)loop->reported, loop->reported_ns);
    return TB_ERROR;
}

enum tb_status tb_timed_loop(const struct tb_job *job, const struct tb_local_ops *ops, void *state, uint64_t operations,
                             unsigned chunks)
{
    struct loop loop = {.job = job, .ops = ops, .state = state, .operations = operations};
    struct tb_gbench_case benchmark = {"chunk", &loop, before, run, after};
    struct tb_gbench_why why = {""};
    job->record->operations = operations;
    if (!tb_gbench_repeat(&benchmark, operations, chunks + 1, report, &loop, &why)) {
        if (job->why->len == 0) /* otherwise the driver failed, not Google Benchmark itself */
            tb_text_add(job->why, why.text);
        return loop.status != TB_OK ? loop.status : TB_ERROR;
    }
    enum tb_status status = compare(&loop, chunks);
    return status == TB_OK ? record_mean(&loop) : status;
}
