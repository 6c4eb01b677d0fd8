/* team.h - between threads.c, which has threads come and go, and team_chunk.c, which has them work. */
#pragma once
#include "harness/driver.h"
#include "harness/gang.h"
#include "harness/injector.h"
#include <stdalign.h>
#include <stdatomic.h>

struct team;

/* Of the batches in the window, those that lie in it in part by that part. */
struct sums {
    double operations;
    double own_ns, cpu_ns;     /* of the operations: the time that was the thread's own (tb_own_ns), and CPU time */
    double span_ns, waited_ns; /* from one batch's end to the next one's; of that, ready to run and without a core */
    bool dirty;
};

struct thread {
    alignas(64) struct team *team; /* no thread writes to the cache line of another */
    size_t number;
    struct tb_job job;
    struct tb_record record;
    struct tb_text why;
    struct tb_injector injector;
    void *state;
    enum tb_status status; /* the first failure stays */
    struct sums counted;   /* of this chunk */
    uint64_t done;         /* operations of this chunk, counted or not */
    uint64_t at_ns;        /* where its latest batch ended, or its first began */
    uint64_t waits;        /* times that it gave up its core, while it counted */
    uint64_t waited_at_ns; /* what it had waited for a core by then */
    uint64_t waited_from_ns, waited_ns;
};

struct team {
    const struct tb_job *job;
    const struct tb_local_ops *ops;
    struct thread *threads;
    size_t num;
    uint64_t operations; /* of a chunk */
    unsigned chunks;
    bool over; /* written by the first thread between two meetings of all */
    struct tb_gang gang;
    alignas(64) atomic_size_t begun, counted; /* threads, of this chunk */
    atomic_uint_least64_t from_ns, to_ns;     /* its window, tb_now_ns; to_ns 0: still open */
    atomic_bool failed;
};

/* The first failure of a thread stays, and all threads end. */
static inline void tb_team_fail(struct thread *thread, enum tb_status status)
{
    if (thread->status == TB_OK)
        thread->status = status;
    atomic_store(&thread->team->failed, true);
}

/* A chunk, in every thread at the same time; what fails is said to the team.  Before it all have met, and are sent off
 * by tb_team_reset of the first. */
void tb_team_chunk(struct thread *thread);
void tb_team_reset(struct team *team);

/* Afterwards, when all have met again: its metrics go to the team's record.  false: no memory. */
bool tb_team_record(const struct team *team);
