#include "worker/chunk_size.h"
#include "core/clock.h"
#include "core/sizing.h"
#include "harness/timed_loop.h"
#include "harness/usage.h"
#include <math.h>

enum { TRUSTWORTHY = 8 }; /* a chunk of an eighth of the length is long enough to extrapolate from */

static const double headroom = 1.05; /* so that a slightly faster chunk is still long enough */

/* More operations than in this chunk, which was too short. */
static uint64_t next(const struct tb_chunk *chunk, double least_ns)
{
    double operations = (double)chunk->operations;
    double scaled = 2 * operations;
    if (chunk->wall_ns >= least_ns / TRUSTWORTHY)
        scaled = fmax(ceil(operations * headroom * least_ns / chunk->wall_ns), operations + 1);
    return scaled < (double)TB_MOST_OPERATIONS ? (uint64_t)scaled : TB_MOST_OPERATIONS;
}

/* A chunk, and what it takes besides its operations. */
struct tried {
    struct tb_chunk chunk;
    double prepared_ns, settled_ns;
};

static enum tb_status run_chunk(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                                uint64_t operations, struct tried *tried)
{
    uint64_t began = tb_now_ns();
    enum tb_status status = tb_timed_chunk(job, ops, state, operations, NULL, &tried->chunk);
    uint64_t done = tb_now_ns();
    tried->chunk.warm_up = true; /* adds no metrics */
    if (status == TB_OK)
        status = ops->settle(state, &tried->chunk);
    tried->prepared_ns = fmax(0, (double)(done - began) - tried->chunk.wall_ns);
    tried->settled_ns = (double)(tb_now_ns() - done);
    return status;
}

/* The shorter of two: an interrupted chunk seems to be long enough but is not. */
static enum tb_status run_again(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                                struct tried *tried)
{
    struct tried again;
    enum tb_status status = run_chunk(job, ops, state, tried->chunk.operations, &again);
    if (status == TB_OK && again.chunk.wall_ns < tried->chunk.wall_ns)
        *tried = again;
    return status;
}

static enum tb_status report(const struct tb_job *job, const struct tried *tried, uint64_t elapsed_ns)
{
    job->record->operations = tried->chunk.operations;
    if (!tb_record_add(job->record, TB_SIZING_ELAPSED, (double)elapsed_ns) ||
        !tb_record_add(job->record, TB_SIZING_PREPARED, tried->prepared_ns) ||
        !tb_record_add(job->record, TB_SIZING_SETTLED, tried->settled_ns))
        return tb_job_fail(job, TB_ERROR, "out of memory for the record");
    return tb_record_chunk(job, &tried->chunk);
}

enum tb_status tb_find_chunk_size(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                                  uint64_t least_ms)
{
    double least_ns = (double)least_ms * 1e6;
    struct tried tried;
    const struct tb_chunk *chunk = &tried.chunk;
    tb_ready(job);
    uint64_t began = tb_now_ns();
    for (uint64_t operations = 1;; operations = next(chunk, least_ns)) {
        enum tb_status status = run_chunk(job, ops, state, operations, &tried);
        if (status == TB_OK && chunk->wall_ns >= least_ns)
            status = run_again(job, ops, state, &tried);
        if (status != TB_OK)
            return status;
        if (chunk->wall_ns >= least_ns)
            break;
        if (operations == TB_MOST_OPERATIONS) {
            tb_text_printf(job->why, "%llu operations are still shorter than %llu ms", (unsigned long long)operations,
                           (unsigned long long)least_ms);
            return TB_ERROR;
        }
    }
    return report(job, &tried, tb_now_ns() - began);
}
