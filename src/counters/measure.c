#include "counters/measure.h"
#include <stdlib.h>

enum { WARM_UP = 4 }; /* operations before the first look: what a library sets up at its first use is no cost of each */

void tb_look(struct tb_tally tallies[2])
{
    tallies[TB_OF_CLIENT] = tb_tallies()->of[TB_OF_CLIENT];
    tallies[TB_OF_SERVER] = tb_tallies()->of[TB_OF_SERVER];
}

enum tb_status tb_measure_local(const struct tb_job *job, uint64_t operations, struct tb_looks *looks)
{
    const struct tb_local_ops *ops = tb_local_ops_of(job->c);
    void *state = NULL;
    enum tb_status status = ops->open(job, &state);
    if (status != TB_OK)
        return status;
    status = ops->run(state, WARM_UP);
    tb_look(looks->before);
    if (status == TB_OK)
        status = ops->run(state, operations);
    tb_look(looks->after);
    struct tb_chunk chunk = {.operations = WARM_UP + operations, .wall_ns = 1, .cpu_ns = 1, .warm_up = true};
    if (status == TB_OK)
        status = ops->settle(state, &chunk); /* was the work done?  Its times are of no use here */
    ops->close(state);
    return status;
}
