/* bulk_loopback.c - bulk transfer between two processes: throughput, and the cost of a byte on each side.
 *
 * The sender writes `size` bytes at a time, as fast as the connection accepts them; the receiver reads into a buffer of
 * 64 KiB, whatever the library.  Throughput is what the receiver received.  The first and the last byte of every read
 * must be the expected ones; the last read is compared completely when the sample is over.
 *
 * Of several threads the rates are in writes of `size` bytes, as over memory.
 */
#include "bench/drivers/bulk.h"
#include "bench/drivers/drivers.h"
#include "bench/drivers/pattern.h"
#include "harness/aligned.h"
#include "harness/pair_costs.h"
#include <stdlib.h>

enum { READ_BYTES = 64 * 1024, SIZE_LIMIT = 64 * 1024 * 1024 };

struct bulk {
    const struct tb_job *job;
    bool sender, client_sends;
    size_t size;
    uint8_t *pattern; /* the payload of one write */
    uint8_t *received;
    uint64_t last_offset; /* of the last read, whose data is still in `received` */
    size_t last_len;
};

static void close_bulk(void *state)
{
    struct bulk *b = state;
    free(b->pattern);
    free(b->received);
    free(b);
}

static enum tb_status open_bulk(const struct tb_job *job, bool server, void **state)
{
    size_t size = tb_case_size(job->c);
    if (size > SIZE_LIMIT)
        return tb_job_fail(job, TB_ERROR, "a write of %zu bytes is too large; the largest has %d", size, SIZE_LIMIT);
    struct bulk *b = calloc(1, sizeof *b);
    if (!b)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    b->job = job;
    b->client_sends = tb_bulk_client_sends(job->c);
    b->sender = b->client_sends != server;
    b->size = size;
    b->pattern = tb_aligned(size);
    b->received = tb_aligned(READ_BYTES);
    if (!b->pattern || !b->received) {
        close_bulk(b);
        return tb_job_fail(job, TB_ERROR, "out of memory for writes of %zu bytes", size);
    }
    tb_pattern_fill(b->pattern, size);
    *state = b;
    return TB_OK;
}

static enum tb_status send_some(struct bulk *b, tb_conn *conn, uint64_t *moved)
{
    size_t done, at = (size_t)(*moved % b->size); /* continues after a partial write */
    enum tb_status status = b->job->backend->tls->write(conn, &done, b->pattern + at, b->size - at);
    if (status == TB_OK)
        *moved += done;
    return status;
}

static enum tb_status receive_some(struct bulk *b, tb_conn *conn, uint64_t *moved)
{
    size_t done;
    enum tb_status status = b->job->backend->tls->read(conn, &done, b->received, READ_BYTES);
    if (status != TB_OK)
        return status;
    b->last_offset = *moved;
    b->last_len = done;
    *moved += done;
    if (b->received[0] != b->pattern[b->last_offset % b->size] ||
        b->received[done - 1] != b->pattern[(*moved - 1) % b->size])
        return tb_job_fail(b->job, TB_BAD_PEER, "the data received differs from what was sent");
    return TB_OK;
}

static enum tb_status move_some(void *state, tb_conn *conn, uint64_t *moved)
{
    struct bulk *b = state;
    return b->sender ? send_some(b, conn, moved) : receive_some(b, conn, moved);
}

static enum tb_status settle(void *state)
{
    struct bulk *b = state;
    if (b->sender || tb_pattern_holds(b->pattern, b->size, b->last_offset, b->received, b->last_len))
        return TB_OK;
    return tb_job_fail(b->job, TB_BAD_PEER, "the data received differs from what was sent");
}

static bool add_window(void *state, struct tb_record *record, const struct tb_pair_usage *client,
                       const struct tb_pair_usage *server)
{
    const struct bulk *b = state;
    const struct tb_pair_usage *receiver = b->client_sends ? server : client;
    double bytes = (double)receiver->bytes;
    record->operations += receiver->bytes / b->size;
    return tb_record_metric(record, throughput, bytes / (double)receiver->wall_ns) &&
           tb_pair_add_thread_rate(b->job, record, bytes / (double)b->size, receiver->wall_ns) &&
           tb_pair_add_costs(record, client, (double)client->bytes, server, (double)server->bytes, 1);
}

static bool kept(const void *state)
{
    (void)state;
    return true;
}

const struct tb_pair_ops tb_bulk_loopback = {
    .kept = kept,
    .open = open_bulk,
    .work = move_some,
    .window = add_window,
    .settle = settle,
    .close = close_bulk,
};

const struct tb_driver tb_bulk_driver = {.memory = &tb_bulk_memory, .pair = &tb_bulk_loopback};
