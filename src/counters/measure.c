#include "counters/measure.h"
#include <stdlib.h>

void tb_look(struct tb_tally tallies[2])
{
    tallies[TB_OF_CLIENT] = tb_tallies()->of[TB_OF_CLIENT];
    tallies[TB_OF_SERVER] = tb_tallies()->of[TB_OF_SERVER];
}

/* Preparation is counted, too, but no case with counters prepares anything. */
enum tb_status tb_measure_run(const struct tb_local_ops *ops, void *state, uint64_t operations)
{
    enum tb_status status = TB_OK;
    for (uint64_t left = operations, now; left > 0 && status == TB_OK; left -= now) {
        now = left;
        status = tb_prepare(ops, state, &now);
        if (status == TB_OK)
            status = ops->run(state, now);
    }
    return status;
}

enum tb_status tb_measure_settle(const struct tb_local_ops *ops, void *state, uint64_t operations)
{
    struct tb_chunk chunk = {.operations = TB_MEASURE_WARM_UP + operations, .wall_ns = 1, .cpu_ns = 1, .warm_up = true};
    return ops->settle(state, &chunk); /* checks that the work was done; the times are not used */
}

enum tb_status tb_measure_local(const struct tb_job *job, uint64_t operations, struct tb_looks *looks)
{
    const struct tb_local_ops *ops = tb_counted_ops(job->c);
    void *state = NULL;
    enum tb_status status = ops->open(job, &state);
    if (status != TB_OK)
        return status;
    status = tb_measure_run(ops, state, TB_MEASURE_WARM_UP);
    tb_look(looks->before);
    if (status == TB_OK)
        status = tb_measure_run(ops, state, operations);
    tb_look(looks->after);
    if (status == TB_OK)
        status = tb_measure_settle(ops, state, operations);
    ops->close(state);
    return status;
}
