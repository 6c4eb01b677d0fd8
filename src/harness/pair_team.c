#include "harness/pair_team.h"
#include "core/clock.h"
#include "core/random.h"
#include "harness/channel.h"
#include "harness/cores.h"
#include "harness/gang.h"
#include "harness/injector.h"
#include "harness/pair_load.h"
#include "harness/pin.h"
#include "harness/usage.h"
#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WHY_LIMIT = 4096, ADDRESS_CAP = 64 };

struct team;

struct tb_pair_thread {
    struct team *team;
    size_t number;
    struct tb_job job;
    struct tb_record record;
    struct tb_text why;
    struct tb_injector injector;
    char address[ADDRESS_CAP];
    enum tb_status status;
};

struct team {
    const struct tb_job *job;
    const struct tb_pair_ops *ops;
    bool server;
    const char *address, *token;
    const struct tb_pair_windows *windows;
    struct tb_pair_thread *threads;
    size_t num;
    struct tb_pair_shared shared; /* the first thread's */
    pthread_mutex_t lock;         /* of what follows, as far as it is not atomic */
    size_t listening, pooled, settled;
    struct tb_pair_latencies latencies;
    struct tb_pair_arrivals arrivals;
    struct tb_gang gang;
    atomic_size_t arrived[TB_PAIR_POINTS];
    atomic_bool failed;
};

/* ---- What threads share ---- */

/* "HOST:P0,P1": all have the same host. */
static bool tell_addresses(const struct team *team)
{
    struct tb_text line;
    tb_text_init(&line, 100 + 8 * team->num);
    tb_text_printf(&line, "{\"listening\":\"%s", team->threads[0].address);
    for (size_t i = 1; i < team->num; i++)
        tb_text_printf(&line, ",%s", strrchr(team->threads[i].address, ':') + 1);
    tb_text_add(&line, "\"}\n");
    errno = ENOMEM;
    bool told = !line.truncated && tb_channel_write(line.data, line.len);
    tb_text_free(&line);
    return told;
}

bool tb_pair_listens(struct tb_pair_thread *thread, const char *address)
{
    struct team *team = thread->team;
    pthread_mutex_lock(&team->lock);
    snprintf(thread->address, sizeof thread->address, "%s", address);
    bool told = ++team->listening < team->num || tell_addresses(team);
    pthread_mutex_unlock(&team->lock);
    return told;
}

bool tb_pair_borrows_context(const struct tb_pair_thread *thread)
{
    return thread && thread->number > 0 && tb_case_shares_context(thread->job.c);
}

struct tb_pair_shared tb_pair_share_context(struct tb_pair_thread *thread, struct tb_pair_shared own)
{
    if (!thread)
        return own;
    if (thread->number == 0)
        thread->team->shared = own;
    tb_gang_meet(&thread->team->gang);
    return tb_pair_borrows_context(thread) ? thread->team->shared : own;
}

void tb_pair_return_context(struct tb_pair_thread *thread, tb_ctx **ctx, bool failed)
{
    if (!thread)
        return;
    if (failed)
        atomic_store(&thread->team->failed, true);
    tb_gang_meet(&thread->team->gang);
    if (tb_pair_borrows_context(thread))
        *ctx = NULL;
}

void tb_pair_arrives(struct tb_pair_thread *thread, enum tb_pair_point point)
{
    if (thread)
        atomic_fetch_add(&thread->team->arrived[point], 1);
}

bool tb_pair_all_arrived(struct tb_pair_thread *thread, enum tb_pair_point point)
{
    return !thread || atomic_load(&thread->team->arrived[point]) == thread->team->num;
}

bool tb_pair_others_failed(const struct tb_pair_thread *thread)
{
    return thread && atomic_load(&thread->team->failed);
}

/* Adds items of this thread to those of all: *items, *num.  `pooled` counts the threads that have. */
static bool pool(void **items, size_t *num, size_t size, const void *own, size_t num_own, size_t *pooled)
{
    char *all = realloc(*items, (*num + num_own + 1) * size);
    if (all) {
        *items = all;
        if (num_own > 0)
            memcpy(all + *num * size, own, num_own * size);
        *num += num_own;
    }
    ++*pooled;
    return all != NULL;
}

bool tb_pair_pool_latencies(struct tb_pair_thread *thread, const struct tb_pair_latencies *own,
                            const struct tb_pair_latencies **all)
{
    struct team *team = thread->team;
    struct tb_pair_latencies *sum = &team->latencies;
    pthread_mutex_lock(&team->lock);
    void *us = sum->us;
    bool good = pool(&us, &sum->num, sizeof *sum->us, own->us, own->num, &team->pooled);
    sum->us = us;
    *all = team->pooled == team->num ? sum : NULL;
    pthread_mutex_unlock(&team->lock);
    return good;
}

bool tb_pair_pool_arrivals(struct tb_pair_thread *thread, const struct tb_pair_arrivals *own,
                           const struct tb_pair_arrivals **all)
{
    struct team *team = thread->team;
    struct tb_pair_arrivals *sum = &team->arrivals;
    pthread_mutex_lock(&team->lock);
    void *items = sum->all;
    bool good = pool(&items, &sum->num, sizeof *sum->all, own->all, own->num, &team->settled);
    sum->all = items;
    sum->finished += own->finished;
    sum->client_busy = fmax(sum->client_busy, own->client_busy);
    *all = team->settled == team->num ? sum : NULL;
    pthread_mutex_unlock(&team->lock);
    return good;
}

/* ---- A thread ---- */

size_t tb_pair_team_core(size_t num_cores, size_t num, size_t number, bool server)
{
    if (num_cores >= 2 * num)
        return 2 * number + server;
    return server ? num_cores - 1 - number % num_cores : number % num_cores;
}

static bool place(struct tb_pair_thread *thread)
{
    const struct team *team = thread->team;
    const struct tb_cores *cores = team->job->cores;
    if (!cores || cores->num == 0)
        return true;
    size_t place = tb_pair_team_core(cores->num, team->num, thread->number, team->server);
    return tb_pin((uint64_t)cores->core[place], &thread->why);
}

/* The thread's port of "HOST:P0,P1"; false: there are fewer. */
static bool address_of(const struct tb_pair_thread *thread, char address[ADDRESS_CAP])
{
    const char *all = thread->team->address, *colon = strrchr(all, ':'), *port = colon ? colon + 1 : NULL;
    for (size_t i = 0; port && i < thread->number; i++) {
        port = strchr(port, ',');
        port += port != NULL;
    }
    if (!port)
        return false;
    int len = snprintf(address, ADDRESS_CAP, "%.*s:%.*s", (int)(colon - all), all, (int)strcspn(port, ","), port);
    return len > 0 && len < ADDRESS_CAP;
}

/* Whatever happens, it meets the others where they wait for it. */
static void work(void *owner, size_t number)
{
    struct team *team = owner;
    struct tb_pair_thread *thread = &team->threads[number];
    char address[ADDRESS_CAP];
    bool placed = place(thread);
    if (!placed)
        atomic_store(&team->failed, true);
    if (team->server)
        thread->status = tb_pair_server(&thread->job, team->ops, team->address, team->token);
    else if (address_of(thread, address))
        thread->status = tb_pair_client(&thread->job, team->ops, address, team->token, team->windows);
    if (!placed)
        thread->status = TB_ERROR;
}

/* ---- All of them ---- */

static void init_thread(struct team *team, size_t number)
{
    struct tb_pair_thread *thread = &team->threads[number];
    const struct tb_job *job = team->job;
    thread->team = team;
    thread->number = number;
    thread->job = *job;
    tb_text_init(&thread->why, WHY_LIMIT);
    tb_record_init(&thread->record);
    thread->job.why = &thread->why;
    thread->job.record = &thread->record;
    thread->job.thread = thread;
    thread->job.thread_number = number;
    thread->job.seed = tb_random_seed_of_thread(job->seed, number);
    thread->job.turn_seed = tb_random_seed_of_thread(job->turn_seed, number);
    if (job->injector) {
        tb_injector_begin(&thread->injector, job->injector->asked, tb_thread_cpu_ns, thread->job.seed);
        thread->job.injector = &thread->injector;
    }
}

/* Did it only end because another thread failed, of this side or of the other one? */
static bool follows(const struct tb_pair_thread *thread)
{
    static const char *const before[] = {"", "the server reports: ", "the client reports: "};
    bool does = false;
    for (size_t i = 0; i < sizeof before / sizeof *before && !does; i++) {
        size_t len = strlen(before[i]);
        does = strncmp(thread->why.data, before[i], len) == 0 &&
               strncmp(thread->why.data + len, TB_OTHER_THREAD_FAILED, strlen(TB_OTHER_THREAD_FAILED)) == 0;
    }
    return does;
}

/* The thread to report: the first that failed by itself, or else the first that failed.  NULL: none did. */
static const struct tb_pair_thread *find_failed(const struct team *team)
{
    const struct tb_pair_thread *first = NULL;
    for (size_t i = 0; i < team->num; i++) {
        const struct tb_pair_thread *thread = &team->threads[i];
        if (thread->status == TB_OK)
            continue;
        if (!follows(thread))
            return thread;
        first = first ? first : thread;
    }
    return first;
}

static bool add_records(const struct team *team)
{
    const struct tb_record **records = calloc(team->num, sizeof *records);
    bool added = records != NULL;
    for (size_t i = 0; i < team->num && added; i++)
        records[i] = &team->threads[i].record;
    added = added && tb_pair_team_record(team->job, records, team->num);
    free(records);
    return added;
}

static bool record_cores(const struct team *team)
{
    const struct tb_cores *cores = team->job->cores;
    struct tb_text list;
    tb_text_init(&list, 8 * team->num + 1);
    for (size_t i = 0; i < team->num && cores && cores->num > 0; i++)
        tb_text_printf(&list, "%s%d", i ? " " : "",
                       cores->core[tb_pair_team_core(cores->num, team->num, i, team->server)]);
    bool good = !list.truncated && tb_record_set(&team->job->record->cores, list.data);
    tb_text_free(&list);
    return good;
}

static enum tb_status conclude(const struct team *team)
{
    const struct tb_job *job = team->job;
    const struct tb_pair_thread *failed = find_failed(team);
    if (!(add_records(team) && record_cores(team)))
        return tb_job_fail(job, TB_ERROR, "out of memory for the record");
    tb_forget_waiting(job->record); /* threads of both processes may wait for each other's cores */
    if (!failed)
        return TB_OK;
    job->record->status = failed->record.status;
    tb_text_printf(job->why, "thread %zu of %zu: %s", failed->number + 1, team->num,
                   failed->why.len ? failed->why.data : "failed");
    return failed->status;
}

static enum tb_status run(struct team *team)
{
    const struct tb_job *job = team->job;
    enum tb_status status = TB_OK;
    team->num = tb_case_threads(job->c);
    team->threads = calloc(team->num, sizeof *team->threads);
    if (!team->threads)
        return tb_job_fail(job, TB_ERROR, "out of memory for %zu threads", team->num);
    for (size_t i = 0; i < team->num; i++) {
        char ignored[ADDRESS_CAP];
        init_thread(team, i);
        if (status == TB_OK && !team->server && !address_of(&team->threads[i], ignored))
            status = tb_job_fail(job, TB_ERROR,
                                 "%s has no port for each of %zu threads; give the whole address that the "
                                 "server told",
                                 team->address, team->num);
    }
    if (status == TB_OK) {
        tb_ready(job);
        status = tb_gang_run(&team->gang, job, team->num, work, team);
    }
    if (status == TB_OK)
        status = conclude(team);
    for (size_t i = 0; i < team->num; i++) {
        tb_text_free(&team->threads[i].why);
        tb_record_free(&team->threads[i].record);
    }
    free(team->latencies.us);
    free(team->arrivals.all);
    free(team->threads);
    return status;
}

enum tb_status tb_pair_team_server(const struct tb_job *job, const struct tb_pair_ops *ops, const char *listen_on,
                                   const char *token)
{
    struct team team = {.job = job,
                        .ops = ops,
                        .server = true,
                        .address = listen_on,
                        .token = token,
                        .lock = PTHREAD_MUTEX_INITIALIZER};
    return run(&team);
}

enum tb_status tb_pair_team_client(const struct tb_job *job, const struct tb_pair_ops *ops, const char *connect_to,
                                   const char *token, const struct tb_pair_windows *windows)
{
    struct team team = {.job = job,
                        .ops = ops,
                        .address = connect_to,
                        .token = token,
                        .windows = windows,
                        .lock = PTHREAD_MUTEX_INITIALIZER};
    return run(&team);
}
