#include "worker/sample.h"
#include "harness/counting.h"
#include "harness/hardware.h"
#include "harness/pair.h"
#include "harness/pair_team.h"
#include "harness/threads.h"
#include "harness/timed_loop.h"
#include "worker/chunk_size.h"
#include "worker/vectors_pass.h"
#include "worker/wire_pass.h"

/* Of several threads; the length of a chunk is found with one of them. */
static enum tb_status threads_sample(const struct tb_job *job, const struct tb_local_ops *ops,
                                     const struct tb_worker_options *options)
{
    bool measures = options->mode == TB_MODE_MEASURE;
    return tb_threads_run(job, ops, measures ? options->operations : 1, measures ? (unsigned)options->chunks : 0);
}

static enum tb_status timed_sample(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                                   const struct tb_worker_options *options)
{
    enum tb_status status = TB_OK;
    if (job->hardware)
        status = tb_hardware_open(job->hardware, options->hardware, &tb_hardware_host, job->why);
    if (status == TB_OK)
        status = tb_timed_loop(job, ops, state, options->operations, (unsigned)options->chunks);
    if (job->hardware)
        tb_hardware_close(job->hardware);
    return status;
}

static enum tb_status local_sample(const struct tb_job *job, const struct tb_local_ops *ops,
                                   const struct tb_worker_options *options)
{
    void *state = NULL;
    bool several = tb_case_threads(job->c) > 1;
    enum tb_status status = several ? tb_threads_possible(job) : TB_OK;
    if (status == TB_OK && several && options->mode != TB_MODE_CHUNK_SIZE)
        return threads_sample(job, ops, options);
    if (status == TB_OK)
        status = ops->open(job, &state);
    if (status != TB_OK)
        return status;
    if (options->mode == TB_MODE_CHUNK_SIZE)
        status = tb_find_chunk_size(job, ops, state, options->chunk_size_ms);
    else if (options->mode == TB_MODE_INSTRUCTIONS)
        status = tb_count(job, ops, state, options->operations, options->busy);
    else if (options->mode == TB_MODE_MEASURE)
        status = timed_sample(job, ops, state, options);
    ops->close(state); /* a check is complete: open has tested the operation */
    return status;
}

static enum tb_status pair_sample(const struct tb_job *job, const struct tb_pair_ops *ops,
                                  const struct tb_worker_options *options)
{
    bool server = options->role == TB_ROLE_SERVER, several = tb_case_threads(job->c) > 1;
    enum tb_status status = several ? tb_threads_possible(job) : TB_OK;
    if (status != TB_OK)
        return status;
    if (options->mode == TB_MODE_CHECK)
        return tb_pair_check(job, ops, server);
    if (server && several)
        return tb_pair_team_server(job, ops, options->listen, options->token);
    if (server)
        return tb_pair_server(job, ops, options->listen, options->token);
    struct tb_pair_windows windows = {options->chunks, options->chunk_ms, options->warm_up_ms, options->limit_ms};
    if (several)
        return tb_pair_team_client(job, ops, options->connect, options->token, &windows);
    return tb_pair_client(job, ops, options->connect, options->token, &windows);
}

enum tb_status tb_sample(const struct tb_job *job, const struct tb_worker_options *options)
{
    if (options->mode == TB_MODE_VECTORS)
        return tb_vectors_pass(job);
    const struct tb_driver *driver = tb_driver_of(job->c);
    const struct tb_local_ops *local = tb_local_ops_of(job->c);
    if (options->mode == TB_MODE_WIRE)
        return tb_wire_pass(job);
    if (local && options->role == TB_ROLE_LOCAL)
        return local_sample(job, local, options);
    if (driver->pair && options->role != TB_ROLE_LOCAL)
        return pair_sample(job, driver->pair, options);
    tb_text_add(job->why, "no driver of this worker measures that case");
    return TB_ERROR;
}
