#include "harness/gang.h"
#include "core/clock.h"
#include <stdlib.h>
#include <string.h>

struct member {
    struct tb_gang *gang;
    size_t number;
    pthread_t id;
};

static void *run_thread(void *arg)
{
    const struct member *member = arg;
    struct tb_gang *gang = member->gang;
    pthread_mutex_lock(&gang->gate);
    bool over = gang->over;
    pthread_mutex_unlock(&gang->gate);
    if (!over)
        gang->work(gang->team, member->number);
    tb_thread_waited_end();
    return NULL;
}

/* Starts all but the first, which this thread is, and works, too. */
static enum tb_status run_all(struct tb_gang *gang, const struct tb_job *job, struct member *members)
{
    size_t num = 1;
    int error = 0;
    pthread_mutex_lock(&gang->gate);
    for (; num < gang->num && !error; num++) {
        members[num] = (struct member){.gang = gang, .number = num};
        error = pthread_create(&members[num].id, NULL, run_thread, &members[num]);
    }
    num -= error != 0;
    gang->over = error != 0;
    pthread_mutex_unlock(&gang->gate);
    if (!error)
        gang->work(gang->team, 0);
    for (size_t i = 1; i < num; i++)
        pthread_join(members[i].id, NULL);
    if (!error)
        return TB_OK;
    return tb_job_fail(job, TB_ERROR,
                       "only %zu of %zu threads can be started (%s); use fewer threads, or raise ulimit -u or -v", num,
                       gang->num, strerror(error));
}

enum tb_status tb_gang_run(struct tb_gang *gang, const struct tb_job *job, size_t num,
                           void (*work)(void *team, size_t number), void *team)
{
    *gang = (struct tb_gang){.num = num, .work = work, .team = team, .gate = PTHREAD_MUTEX_INITIALIZER};
    struct member *members = calloc(num, sizeof *members);
    if (!members || pthread_barrier_init(&gang->meeting, NULL, (unsigned)num) != 0) {
        free(members);
        return tb_job_fail(job, TB_ERROR, "out of memory for %zu threads", num);
    }
    enum tb_status status = run_all(gang, job, members);
    pthread_barrier_destroy(&gang->meeting);
    free(members);
    return status;
}

void tb_gang_meet(struct tb_gang *gang)
{
    pthread_barrier_wait(&gang->meeting);
}

enum tb_status tb_gang_open(struct tb_gang *gang, size_t number, const struct tb_job *job,
                            const struct tb_local_ops *ops, void **state)
{
    enum tb_status status = TB_OK;
    if (number == 0) {
        status = ops->open(job, state);
        gang->first = *state;
    }
    tb_gang_meet(gang);
    if (number == 0 || !gang->first)
        return status;
    if (tb_case_shares_context(job->c))
        return ops->open_beside(job, gang->first, state);
    return ops->open(job, state);
}

void tb_gang_close(struct tb_gang *gang, size_t number, const struct tb_local_ops *ops, void *state)
{
    if (number > 0 && state)
        ops->close(state);
    tb_gang_meet(gang);
    if (number == 0 && state)
        ops->close(state);
}
