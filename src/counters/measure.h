/* measure.h - the counts of one case, per operation and side. */
#pragma once
#include "counters/tally.h"
#include "harness/driver.h"

/* Two readings of the tallies.  Their difference excludes the set-up and the first operations. */
struct tb_looks {
    struct tb_tally before[TB_NUM_SIDES], after[TB_NUM_SIDES];
};

void tb_look(struct tb_tally tallies[TB_NUM_SIDES]); /* of this thread */

/* Parts of it: operations, and before them what is prepared for them, which is not counted; and the check of all that
 * were done, the first ones included. */
enum { TB_MEASURE_WARM_UP = 4 }; /* operations before counting starts: they absorb what a library sets up once */
enum tb_status tb_measure_run(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                              uint64_t operations);
enum tb_status tb_measure_settle(const struct tb_local_ops *ops, void *state, uint64_t operations);

/* Those of the driver; of a loopback case, both ends of its connections in one thread: duet.c. */
const struct tb_local_ops *tb_counted_ops(const struct tb_case *c);

/* `job->backend` is a counted one (counted.h).  These fill `looks`; failures are explained in job->why. */
enum tb_status tb_measure_local(const struct tb_job *job, uint64_t operations, struct tb_looks *looks);
/* So many in each thread: measure_threads.c. */
enum tb_status tb_measure_threads(const struct tb_job *job, uint64_t operations, struct tb_looks *looks);

/* Heap held by an open connection after its handshake, by side, the mean of `connections`; idle.c. */
enum tb_status tb_measure_idle(const struct tb_job *job, size_t connections, double held_bytes[2]);
