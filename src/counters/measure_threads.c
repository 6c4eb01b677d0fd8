/* measure_threads.c - the counts of a case with several threads, which do as many operations each at the same time.
 *
 * The process's first thread takes part.  All begin together, after a warm-up; who is done first leaves the others with
 * less load, so each should have many operations.  Each thread has tallies of its own, and its library's calls are its
 * own client's and server's, or its own local case's. */
#include "counters/measure.h"
#include "harness/gang.h"
#include "harness/threads.h"
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { WHY_LIMIT = 4096 };

struct thread {
    struct team *team;
    size_t number;
    struct tb_job job;
    struct tb_record record;
    struct tb_text why;
    void *state;
    enum tb_status status;
    struct tb_looks looks;
};

struct team {
    const struct tb_job *job;
    const struct tb_local_ops *ops;
    uint64_t operations; /* of each thread */
    struct thread *threads;
    size_t num;
    struct tb_gang gang;
    atomic_bool failed;
};

static bool all_good(struct thread *thread, enum tb_status status)
{
    if (thread->status == TB_OK)
        thread->status = status;
    if (thread->status != TB_OK)
        atomic_store(&thread->team->failed, true);
    tb_gang_meet(&thread->team->gang);
    bool failed = atomic_load(&thread->team->failed);
    tb_gang_meet(
        &thread->team->gang); /* so that nobody fails in the next step before all have seen how this one ended */
    return !failed;
}

static void work(void *owner, size_t number)
{
    struct team *team = owner;
    struct thread *thread = &team->threads[number];
    tb_tallies_enter(number);
    bool going = all_good(thread, tb_gang_open(&team->gang, number, &thread->job, team->ops, &thread->state));
    if (going)
        going = all_good(thread, tb_measure_run(&thread->job, team->ops, thread->state, TB_MEASURE_WARM_UP));
    if (going) {
        tb_look(thread->looks.before);
        enum tb_status status = tb_measure_run(&thread->job, team->ops, thread->state, team->operations);
        tb_look(thread->looks.after);
        going = all_good(thread, status);
    }
    if (going)
        thread->status = tb_measure_settle(team->ops, thread->state, team->operations);
    tb_gang_close(&team->gang, number, team->ops, thread->state);
}

/* The sum of what all threads counted. */
static void add(struct tb_tally *sum, const struct tb_tally *before, const struct tb_tally *after)
{
    sum->allocations += after->allocations - before->allocations;
    sum->allocated_bytes += after->allocated_bytes - before->allocated_bytes;
    sum->locks += after->locks - before->locks;
    sum->read_locks += after->read_locks - before->read_locks;
    sum->contended_locks += after->contended_locks - before->contended_locks;
    for (size_t i = 0; i < TB_SYSTEM_CALL_NUMBERS; i++)
        sum->system_calls[i] += after->system_calls[i] - before->system_calls[i];
}

static enum tb_status conclude(const struct team *team, struct tb_looks *looks)
{
    memset(looks, 0, sizeof *looks);
    for (size_t i = 0; i < team->num; i++) {
        const struct thread *thread = &team->threads[i];
        if (thread->status != TB_OK)
            return tb_job_fail(team->job, thread->status, "thread %zu of %zu: %s", i + 1, team->num,
                               thread->why.len ? thread->why.data : "failed");
        for (size_t side = 0; side < TB_NUM_SIDES; side++)
            add(&looks->after[side], &thread->looks.before[side], &thread->looks.after[side]);
    }
    if (!tb_record_set(&team->job->record->negotiated, team->threads[0].record.negotiated))
        return tb_job_fail(team->job, TB_ERROR, "out of memory for the record");
    return TB_OK;
}

static void init_thread(struct team *team, size_t number)
{
    struct thread *thread = &team->threads[number];
    thread->team = team;
    thread->number = number;
    thread->job = *team->job;
    tb_text_init(&thread->why, WHY_LIMIT);
    tb_record_init(&thread->record);
    thread->job.why = &thread->why;
    thread->job.record = &thread->record;
}

enum tb_status tb_measure_threads(const struct tb_job *job, uint64_t operations, struct tb_looks *looks)
{
    struct team team = {
        .job = job, .ops = tb_counted_ops(job->c), .operations = operations, .num = tb_case_threads(job->c)};
    enum tb_status status = tb_threads_possible(job);
    if (status != TB_OK)
        return status;
    team.threads = calloc(team.num, sizeof *team.threads);
    if (!team.threads)
        return tb_job_fail(job, TB_ERROR, "out of memory for %zu threads", team.num);
    for (size_t i = 0; i < team.num; i++)
        init_thread(&team, i);
    status = tb_gang_run(&team.gang, job, team.num, work, &team);
    if (status == TB_OK)
        status = conclude(&team, looks);
    for (size_t i = 0; i < team.num; i++) {
        tb_text_free(&team.threads[i].why);
        tb_record_free(&team.threads[i].record);
    }
    free(team.threads);
    return status;
}
