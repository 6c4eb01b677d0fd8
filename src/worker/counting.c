#include "worker/counting.h"
#include "worker/usage.h"
#include <stdlib.h>

void tb_level_heap(void)
{
    enum { STEP = 16, SMALL = 2048, EACH = 16, ROUND = 64 << 10 };
    void *volatile taken = NULL; /* not given back: a count is all that this process does */
    for (size_t size = ROUND; size > SMALL; size /= 2)
        taken = malloc(size);
    for (size_t size = SMALL - STEP / 2; size > STEP; size -= STEP)
        for (size_t i = 0; i < EACH; i++)
            taken = malloc(size);
    taken = malloc(ROUND - (size_t)((uintptr_t)taken % ROUND));
}

/* A loop that no compiler shortens: two instructions a turn. */
static void waste(uint64_t instructions)
{
    for (uint64_t turns = instructions / 2; turns > 0; turns--)
        __asm__ volatile("" : "+r"(turns));
}

enum tb_status tb_count(const struct tb_job *job, const struct tb_local_ops *ops, void *state, uint64_t operations,
                        uint64_t busy)
{
    struct tb_chunk chunk = {.operations = 1, .warm_up = true}; /* of both: times mean nothing here */
    if (!tb_counting_possible())
        return tb_job_fail(
            job, TB_ERROR,
            "--count is for a worker that valgrind's callgrind runs, and that was built where valgrind's "
            "headers were");
    enum tb_status status = ops->run(state, 1);
    if (status == TB_OK)
        status = ops->settle(state, &chunk);
    if (status != TB_OK)
        return status;
    job->record->operations = chunk.operations = operations;
    tb_ready(job);
    tb_counting_begin();
    status = ops->run(state, operations);
    waste(busy);
    tb_counting_charge("rest");
    tb_counting_end();
    return status == TB_OK ? ops->settle(state, &chunk) : status;
}
