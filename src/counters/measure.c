#include "counters/measure.h"
#include <string.h>

void tb_look(struct tb_tally tallies[TB_NUM_SIDES])
{
    memcpy(tallies, tb_tallies()->of, TB_NUM_SIDES * sizeof *tallies);
}

/* A connection's calls go to the accounts of its sides (counted.c), and its drivers prepare nothing. */
static enum tb_status run_counted(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                                  uint64_t operations)
{
    bool local = tb_counter_has_side(job->c, TB_SIDE_LOCAL);
    tb_tallies()->account = local ? TB_OF_LOCAL : TB_OF_HARNESS;
    enum tb_status status = ops->run(state, operations);
    tb_tallies()->account = TB_OF_HARNESS;
    return status;
}

enum tb_status tb_measure_run(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                              uint64_t operations)
{
    enum tb_status status = TB_OK;
    for (uint64_t left = operations, now; left > 0 && status == TB_OK; left -= now) {
        now = left;
        status = tb_prepare(ops, state, &now);
        if (status == TB_OK)
            status = run_counted(job, ops, state, now);
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
    status = tb_measure_run(job, ops, state, TB_MEASURE_WARM_UP);
    tb_look(looks->before);
    if (status == TB_OK)
        status = tb_measure_run(job, ops, state, operations);
    tb_look(looks->after);
    if (status == TB_OK)
        status = tb_measure_settle(ops, state, operations);
    ops->close(state);
    return status;
}
