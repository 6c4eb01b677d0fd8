#include "worker/chunk_size.h"
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

static enum tb_status run_chunk(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                                uint64_t operations, struct tb_chunk *chunk)
{
    enum tb_status status = tb_timed_chunk(job, ops, state, operations, NULL, chunk);
    chunk->warm_up = true; /* adds no metrics */
    return status == TB_OK ? ops->settle(state, chunk) : status;
}

/* The shorter of two: an interrupted chunk seems to be long enough but is not. */
static enum tb_status run_again(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                                struct tb_chunk *chunk)
{
    struct tb_chunk again;
    enum tb_status status = run_chunk(job, ops, state, chunk->operations, &again);
    if (status == TB_OK && again.wall_ns < chunk->wall_ns)
        *chunk = again;
    return status;
}

enum tb_status tb_find_chunk_size(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                                  uint64_t least_ms)
{
    double least_ns = (double)least_ms * 1e6;
    struct tb_chunk chunk;
    tb_ready(job);
    for (uint64_t operations = 1;; operations = next(&chunk, least_ns)) {
        enum tb_status status = run_chunk(job, ops, state, operations, &chunk);
        if (status == TB_OK && chunk.wall_ns >= least_ns)
            status = run_again(job, ops, state, &chunk);
        if (status != TB_OK)
            return status;
        if (chunk.wall_ns >= least_ns)
            break;
        if (operations == TB_MOST_OPERATIONS) {
            tb_text_printf(job->why, "%llu operations are still shorter than %llu ms", (unsigned long long)operations,
                           (unsigned long long)least_ms);
            return TB_ERROR;
        }
    }
    job->record->operations = chunk.operations;
    return tb_record_chunk(job, &chunk);
}
