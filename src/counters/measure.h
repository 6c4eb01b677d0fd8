/* measure.h - the counts of one case, per operation and side. */
#pragma once
#include "counters/tally.h"
#include "harness/driver.h"

/* Two readings of the tallies.  Their difference excludes the set-up and the first operations. */
struct tb_looks {
    struct tb_tally before[2], after[2]; /* client, server */
};

void tb_look(struct tb_tally tallies[2]);

/* `job->backend` is a counted one (counted.h).  These fill `looks`; failures are explained in job->why. */
enum tb_status tb_measure_local(const struct tb_job *job, uint64_t operations, struct tb_looks *looks);
enum tb_status tb_measure_duet(const struct tb_job *job, uint64_t operations, struct tb_looks *looks); /* duet.c */

/* Heap held by an open connection after its handshake, by side, the mean of `connections`; idle.c. */
enum tb_status tb_measure_idle(const struct tb_job *job, size_t connections, double held_bytes[2]);
