#include "core/catalog.h"
#include "core/clock.h"
#include "core/stats.h"
#include "harness/team.h"
#include "harness/timed_loop.h"
#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { BATCHES = 32 };

static uint64_t batch_of(const struct team *team)
{
    return team->operations > BATCHES ? team->operations / BATCHES : 1;
}

static bool all_are(const struct team *team, const atomic_size_t *num)
{
    return atomic_load(num) == team->num;
}

/* So far. */
static uint64_t waits_of_this_thread(void)
{
    struct rusage usage = {0};
    getrusage(RUSAGE_THREAD, &usage); /* fails for no argument of ours */
    return (uint64_t)usage.ru_nvcsw;
}

/* The window opens when the last thread has begun, which is known for certain when all say that they have. */
static void begin_chunk(struct thread *thread)
{
    struct team *team = thread->team;
    thread->counted = (struct sums){0};
    thread->done = 0;
    thread->waited_at_ns = tb_thread_waited_ns();
    thread->at_ns = tb_now_ns();
    uint64_t latest = atomic_load(&team->from_ns);
    while (latest < thread->at_ns && !atomic_compare_exchange_weak(&team->from_ns, &latest, thread->at_ns))
        ;
    atomic_fetch_add(&team->begun, 1);
}

struct batch {
    struct tb_chunk timed;
    uint64_t from_ns, to_ns; /* what it prepared, and the looks at clocks, among it */
    uint64_t waited_ns;      /* for a core, meanwhile */
};

/* Adds what of the batch lies in the window; whoever has done a chunk's operations first closes it.  true: it closed
 * before the batch ended, so this thread has counted. */
static bool count(struct thread *thread, const struct batch *batch)
{
    struct team *team = thread->team;
    struct sums *sums = &thread->counted;
    uint64_t from = atomic_load(&team->from_ns), to = atomic_load(&team->to_ns);
    uint64_t first = batch->from_ns > from ? batch->from_ns : from, last = to && to < batch->to_ns ? to : batch->to_ns;
    double inside_ns = last > first ? (double)(last - first) : 0, span_ns = (double)(batch->to_ns - batch->from_ns);
    double part = span_ns > 0 ? inside_ns / span_ns : 0;
    sums->operations += (double)batch->timed.operations * part;
    sums->own_ns += tb_own_ns(&batch->timed) * part;
    sums->cpu_ns += batch->timed.cpu_ns * part;
    sums->waited_ns += fmin((double)batch->waited_ns, span_ns) * part;
    sums->span_ns += inside_ns;
    sums->dirty = batch->timed.dirty;
    if (!to && sums->operations >= (double)team->operations)
        atomic_compare_exchange_strong(&team->to_ns, &to, batch->to_ns);
    to = atomic_load(&team->to_ns);
    return to && batch->to_ns >= to;
}

/* false: it failed, or another thread did. */
static bool do_batch(struct thread *thread, struct batch *batch)
{
    struct team *team = thread->team;
    uint64_t waited = thread->waited_at_ns;
    batch->from_ns = thread->at_ns;
    enum tb_status status = tb_timed_chunk(&thread->job, team->ops, thread->state, batch_of(team), NULL, &batch->timed);
    if (status != TB_OK)
        tb_team_fail(thread, status);
    thread->waited_at_ns = tb_thread_waited_ns();
    thread->at_ns = tb_now_ns();
    thread->done += batch->timed.operations;
    batch->to_ns = thread->at_ns;
    batch->waited_ns = thread->waited_at_ns - waited;
    return !atomic_load(&team->failed);
}

void tb_team_chunk(struct thread *thread)
{
    struct team *team = thread->team;
    bool counts = false, has_counted = false;
    struct batch batch;
    begin_chunk(thread);
    while (!has_counted || !all_are(team, &team->counted)) {
        if (!do_batch(thread, &batch))
            return;
        if (has_counted || !all_are(team, &team->begun))
            continue;
        if (!counts)
            thread->waits = waits_of_this_thread();
        counts = true;
        has_counted = count(thread, &batch);
        if (has_counted) {
            thread->waits = waits_of_this_thread() - thread->waits;
            atomic_fetch_add(&team->counted, 1);
        }
    }
    struct tb_chunk all = {.operations = thread->done, .warm_up = true}; /* the driver adds no metric */
    enum tb_status status = team->ops->settle(thread->state, &all);
    if (status != TB_OK)
        tb_team_fail(thread, status);
}

void tb_team_reset(struct team *team)
{
    atomic_store(&team->begun, 0);
    atomic_store(&team->counted, 0);
    atomic_store(&team->from_ns, 0);
    atomic_store(&team->to_ns, 0);
}

/* While it had a core, by the share of the window for which it had one: a thread also loses its core between the
 * operations, and on Linux mostly there, where it enters the kernel to look at a clock. */
static double rate_of(const struct sums *sums)
{
    return sums->operations / sums->own_ns * (1 - sums->waited_ns / sums->span_ns) * 1e9;
}

static bool record_all(const struct team *team, double rates[])
{
    const struct tb_job *job = team->job;
    double sum = 0, cpu_ns = 0, operations = 0, waits = 0, median, slowest = INFINITY, fastest = 0;
    bool dirty = false;
    for (size_t i = 0; i < team->num; i++) {
        const struct sums *counted = &team->threads[i].counted;
        rates[i] = rate_of(counted);
        sum += rates[i];
        cpu_ns += counted->cpu_ns;
        operations += counted->operations;
        waits += (double)team->threads[i].waits;
        dirty = dirty || counted->dirty;
        slowest = fmin(slowest, rates[i]);
        fastest = fmax(fastest, rates[i]);
    }
    return tb_median(rates, team->num, &median) && tb_record_rate(job, sum) &&
           tb_record_metric(job->record, thread_rate, median) &&
           tb_record_metric(job->record, slowest_thread, slowest) &&
           tb_record_metric(job->record, fastest_thread, fastest) &&
           tb_record_metric(job->record, waits, waits / operations) &&
           tb_record_metric(job->record, cpu_time, cpu_ns / operations) && tb_record_vectors(job->record, dirty);
}

bool tb_team_record(const struct team *team)
{
    double *rates = malloc(team->num * sizeof *rates);
    bool good = rates && record_all(team, rates);
    free(rates);
    return good;
}
