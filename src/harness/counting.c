#include "harness/counting.h"
#include "harness/usage.h"
#include <stdlib.h>

void tb_level_heap(void)
{
    enum { STEP = 16, SMALL = 2048, EACH = 16, ROUND = 64 << 10 };
    void *volatile taken = NULL; /* never freed: this process only counts */
    for (size_t size = ROUND; size > SMALL; size /= 2)
        taken = malloc(size);
    for (size_t size = SMALL - STEP / 2; size > STEP; size -= STEP)
        for (size_t i = 0; i < EACH; i++)
            taken = malloc(size);
    taken = malloc(ROUND - (size_t)((uintptr_t)taken % ROUND));
}

/* A loop that the compiler cannot shorten: two instructions per iteration. */
static void waste(uint64_t instructions)
{
    for (uint64_t turns = instructions / 2; turns > 0; turns--)
        __asm__ volatile("" : "+r"(turns));
}

/* Prepares without counting, then counts and charges; wasted instructions are added to the first batch. */
static enum tb_status count_all(const struct tb_local_ops *ops, void *state, uint64_t operations, uint64_t busy)
{
    enum tb_status status = TB_OK;
    for (uint64_t left = operations, now; left > 0 && status == TB_OK; left -= now, busy = 0) {
        now = left;
        status = tb_prepare(ops, state, &now);
        if (status != TB_OK)
            break;
        tb_counting_begin();
        status = ops->run(state, now);
        waste(busy);
        tb_counting_charge("rest");
        tb_counting_end();
    }
    return status;
}

/* Runs one operation for the check before counting; not counted. */
static enum tb_status once(const struct tb_local_ops *ops, void *state)
{
    uint64_t operations = 1;
    enum tb_status status = tb_prepare(ops, state, &operations);
    return status == TB_OK ? ops->run(state, operations) : status;
}

enum tb_status tb_count(const struct tb_job *job, const struct tb_local_ops *ops, void *state, uint64_t operations,
                        uint64_t busy)
{
    struct tb_chunk chunk = {.operations = 1, .warm_up = true}; /* for both calls of settle: times are meaningless
                                                                 * here */
    if (!tb_counting_possible())
        return tb_job_fail(
            job, TB_ERROR,
            "--instructions needs valgrind: run the worker under valgrind --tool=callgrind, and build it with "
            "valgrind's headers");
    enum tb_status status = once(ops, state);
    if (status == TB_OK)
        status = ops->settle(state, &chunk);
    if (status != TB_OK)
        return status;
    job->record->operations = chunk.operations = operations;
    tb_ready(job);
    status = count_all(ops, state, operations, busy);
    return status == TB_OK ? ops->settle(state, &chunk) : status;
}
