#include "harness/threads.h"
#include "core/catalog.h"
#include "core/clock.h"
#include "core/random.h"
#include "core/vectors.h"
#include "harness/aligned.h"
#include "harness/cores.h"
#include "harness/pin.h"
#include "harness/team.h"
#include "harness/usage.h"
#include <alloca.h>
#include <stdlib.h>
#include <string.h>

enum { WHY_LIMIT = 4096, LONGEST_PAD = 4096 };

/* ---- What the first thread does while the others wait ---- */

static void record_chunk(struct team *team)
{
    struct thread *first = &team->threads[0];
    if (!tb_team_record(team))
        tb_team_fail(first, tb_job_fail(&first->job, TB_ERROR, "out of memory for the record"));
}

static void lead(struct team *team, unsigned done)
{
    bool warm_up = done == 1;
    if (done == 0)
        tb_ready(team->job);
    else if (!warm_up && !atomic_load(&team->failed))
        record_chunk(team);
    team->over = atomic_load(&team->failed) || team->chunks == 0 || done == team->chunks + 1;
    tb_team_reset(team);
}

/* All threads meet, `done` chunks after the beginning.  false: there is no further one. */
static bool meet(struct thread *thread, unsigned done)
{
    struct team *team = thread->team;
    tb_gang_meet(&team->gang);
    if (thread->number == 0)
        lead(team, done);
    tb_gang_meet(&team->gang);
    return !team->over;
}

/* ---- A thread ---- */

static void place(struct thread *thread)
{
    const struct tb_cores *cores = thread->job.cores;
    if (cores && cores->num > 0 && !tb_pin((uint64_t)cores->core[thread->number % cores->num], &thread->why))
        tb_team_fail(thread, TB_ERROR);
}

static void take_part(struct thread *thread)
{
    struct team *team = thread->team;
    place(thread);
    enum tb_status status = tb_gang_open(&team->gang, thread->number, &thread->job, team->ops, &thread->state);
    if (status != TB_OK)
        tb_team_fail(thread, status);
    for (unsigned done = 0; meet(thread, done); done++) {
        if (done == 0)
            thread->waited_from_ns = tb_thread_waited_ns();
        tb_team_chunk(thread);
    }
    thread->waited_ns = tb_thread_waited_ns() - thread->waited_from_ns;
    tb_gang_close(&team->gang, thread->number, team->ops, thread->state);
}

/* A stack of its own lies as it likes: it is shifted as the first thread's is, by what the seed says. */
static void work(void *owner, size_t number)
{
    struct thread *thread = &((struct team *)owner)->threads[number];
    struct tb_random random = {thread->job.seed};
    volatile char *pad = alloca(number > 0 ? tb_random_below(&random, LONGEST_PAD) + 1 : 1);
    pad[0] = 0;
    take_part(thread);
}

/* ---- All of them ---- */

static void init_thread(struct team *team, size_t number)
{
    struct thread *thread = &team->threads[number];
    const struct tb_job *job = team->job;
    *thread = (struct thread){.team = team, .number = number, .job = *job, .status = TB_OK};
    tb_text_init(&thread->why, WHY_LIMIT);
    tb_record_init(&thread->record);
    thread->job.why = &thread->why;
    thread->job.record = &thread->record;
    thread->job.seed = tb_random_seed_of_thread(job->seed, number);
    if (job->injector) {
        tb_injector_begin(&thread->injector, job->injector->asked, job->injector->clock, thread->job.seed);
        thread->job.injector = &thread->injector;
    }
}

/* What the first thread says of the library is said of all. */
static enum tb_status conclude(const struct team *team)
{
    const struct tb_job *job = team->job;
    for (size_t i = 0; i < team->num; i++) {
        const struct thread *thread = &team->threads[i];
        if (thread->status == TB_OK)
            continue;
        if (thread->status == TB_UNSUPPORTED)
            tb_text_add(job->why, thread->why.data);
        else
            tb_text_printf(job->why, "thread %zu of %zu: %s", i + 1, team->num,
                           thread->why.len ? thread->why.data : "failed");
        return thread->status;
    }
    bool good = tb_record_set(&job->record->negotiated, team->threads[0].record.negotiated);
    job->record->operations = team->operations;
    return good ? TB_OK : tb_job_fail(job, TB_ERROR, "out of memory for the record");
}

/* Of threads that share cores nobody can tell how long they waited for other programs. */
static void note_waiting(const struct team *team)
{
    const struct tb_cores *cores = team->job->cores;
    bool enough = cores && cores->num >= team->num;
    for (size_t i = 1; i < team->num && enough; i++)
        tb_note_thread_waited(team->job->record, team->threads[i].waited_ns);
    if (!enough)
        tb_forget_waiting(team->job->record);
}

static bool record_cores(const struct team *team)
{
    const struct tb_cores *cores = team->job->cores;
    struct tb_text list;
    tb_text_init(&list, 8 * team->num + 1);
    for (size_t i = 0; i < team->num && cores && cores->num > 0; i++)
        tb_text_printf(&list, "%s%d", i ? " " : "", cores->core[i % cores->num]);
    bool good = tb_record_set(&team->job->record->cores, list.data);
    tb_text_free(&list);
    return good;
}

static enum tb_status run(struct team *team)
{
    tb_vectors_told(); /* asks the processor once, before there are several that would */
    for (size_t i = 0; i < team->num; i++)
        init_thread(team, i);
    enum tb_status status = tb_gang_run(&team->gang, team->job, team->num, work, team);
    if (status != TB_OK)
        return status;
    note_waiting(team);
    return record_cores(team) ? conclude(team) : tb_job_fail(team->job, TB_ERROR, "out of memory for the record");
}

enum tb_status tb_threads_run(const struct tb_job *job, const struct tb_local_ops *ops, uint64_t operations,
                              unsigned chunks)
{
    struct team team = {
        .job = job, .ops = ops, .num = tb_case_threads(job->c), .operations = operations, .chunks = chunks};
    team.threads = tb_aligned(team.num * sizeof *team.threads);
    if (!team.threads)
        return tb_job_fail(job, TB_ERROR, "out of memory for %zu threads", team.num);
    enum tb_status status = run(&team);
    for (size_t i = 0; i < team.num; i++) {
        tb_text_free(&team.threads[i].why);
        tb_record_free(&team.threads[i].record);
    }
    free(team.threads);
    return status;
}

enum tb_status tb_threads_possible(const struct tb_job *job)
{
    const char *why = job->backend->one_thread;
    return why ? tb_job_fail(job, TB_UNSUPPORTED, "only one thread may call the library: %s", why) : TB_OK;
}
