/* gang.h - threads of which all work, or none does: those of a worker (threads.h), of one side of a pair (pair_team.h)
 * and of the counters pass.
 *
 * The thread that starts them is the first one.  They meet at a barrier as often as their work says, and if each has a
 * case open, what they share is the first one's: it exists before the others come, and after they have gone.
 */
#pragma once
#include "harness/driver.h"
#include <pthread.h>

struct tb_gang {
    size_t num;
    void (*work)(void *team, size_t number); /* in each of them; number: from 0 */
    void *team;
    pthread_barrier_t meeting;
    pthread_mutex_t gate; /* shut until all threads exist, or one could not be started: then nobody works */
    bool over;
    void *first; /* the driver's state of the first one */
};

/* Returns when all have gone.  TB_ERROR, with job->why: there is no memory, or the system grants fewer threads; then
 * nobody has worked. */
enum tb_status tb_gang_run(struct tb_gang *gang, const struct tb_job *job, size_t num,
                           void (*work)(void *team, size_t number), void *team);

void tb_gang_meet(struct tb_gang *gang); /* waits for all of them */

/* In each of them: opens the case of its job, beside that of the first one if it shares the context.  Whoever finds
 * that the first one has none, because it failed, gets TB_OK and no state.  And closes it; `state` may be NULL.  Both
 * meet. */
enum tb_status tb_gang_open(struct tb_gang *gang, size_t number, const struct tb_job *job,
                            const struct tb_local_ops *ops, void **state);
void tb_gang_close(struct tb_gang *gang, size_t number, const struct tb_local_ops *ops, void *state);
