/* bulk_memory.c - bulk transfer over memory: the cost of a byte for the sender and the receiver.
 *
 * There is one connection for the whole sample.  An operation is one write of `size` bytes and the reads that receive
 * it.  Operations are done in bursts of about 64 KiB, first all writes and then all reads, as records queue in the
 * buffer of a socket.  This also makes the cost of the clock, which is read twice per burst, negligible even for writes
 * of 1 KiB.
 */
#include "bench/drivers/bulk.h"
#include "bench/drivers/pattern.h"
#include "core/clock.h"
#include "harness/aligned.h"
#include "harness/memory_session.h"
#include <stdlib.h>
#include <string.h>

enum {
    BURST_BYTES = 64 * 1024,
    BURST_WRITES = 64,        /* maximum: small writes multiply the records' overhead */
    RECORD_BYTES = 16 * 1024, /* maximum plaintext of a record */
    RECORD_OVERHEAD = 64,     /* header, nonce, tag, content type: 22 to 29 for the suites here */
    HANDSHAKE_CAP = 64 * 1024,
    SIZE_LIMIT = 64 * 1024 * 1024
};

struct bulk {
    struct tb_session session;
    enum tb_side sender;
    size_t size, burst;            /* bytes of one write; writes in a burst */
    uint8_t *payload, *received;   /* one write; one burst */
    struct tb_session_times times; /* in the chunk so far */
};

static enum tb_status write_all(struct bulk *b, size_t writes)
{
    const struct tb_job *job = b->session.job;
    for (size_t i = 0; i < writes; i++) {
        for (size_t at = 0, done; at < b->size; at += done) {
            enum tb_status status =
                job->backend->tls->write(b->session.connection[b->sender].conn, &done, b->payload + at, b->size - at);
            if (status != TB_OK)
                return tb_job_fail(job, status == TB_BAD_PEER ? TB_BAD_PEER : TB_ERROR, "a write of %zu bytes",
                                   b->size);
        }
    }
    return TB_OK;
}

static enum tb_status read_all(struct bulk *b, size_t len)
{
    const struct tb_job *job = b->session.job;
    for (size_t at = 0, done; at < len; at += done) {
        enum tb_status status =
            job->backend->tls->read(b->session.connection[!b->sender].conn, &done, b->received + at, len - at);
        if (status == TB_WANT_READ || status == TB_CLOSED)
            return tb_job_fail(job, TB_BAD_PEER, "%zu of %zu bytes did not arrive", len - at, len);
        if (status != TB_OK)
            return tb_job_fail(job, status == TB_BAD_PEER ? TB_BAD_PEER : TB_ERROR, "a read");
    }
    return TB_OK;
}

static enum tb_status run(void *state, uint64_t operations)
{
    struct bulk *b = state;
    uint64_t start = tb_now_ns();
    while (operations > 0) {
        size_t writes = operations < b->burst ? (size_t)operations : b->burst;
        enum tb_status status = write_all(b, writes);
        uint64_t written = tb_now_ns();
        if (status == TB_OK)
            status = read_all(b, writes * b->size);
        if (status != TB_OK)
            return status;
        uint64_t end = tb_now_ns();
        b->times.side_ns[b->sender] += written - start;
        b->times.side_ns[!b->sender] += end - written;
        start = end;
        operations -= writes;
    }
    return TB_OK;
}

/* Transfers one burst into a wiped buffer and compares it; not timed. */
static enum tb_status check_data(struct bulk *b)
{
    const struct tb_job *job = b->session.job;
    size_t len = b->burst * b->size;
    memset(b->received, 0, len);
    enum tb_status status = write_all(b, b->burst);
    if (status == TB_OK)
        status = read_all(b, len);
    if (status != TB_OK)
        return status;
    if (!tb_pattern_holds(b->payload, b->size, 0, b->received, len))
        return tb_job_fail(job, TB_BAD_PEER, "the data received differs from what was sent");
    if (tb_memory_unread(&b->session.memory))
        return tb_job_fail(job, TB_BAD_PEER, "more bytes were received than sent");
    return TB_OK;
}

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    struct bulk *b = state;
    struct tb_record *record = b->session.job->record;
    struct tb_session_times times = b->times;
    b->times = (struct tb_session_times){0};
    enum tb_status status = check_data(b);
    if (status != TB_OK || chunk->warm_up)
        return status;
    double bytes = (double)chunk->operations * (double)b->size;
    bool added = tb_record_metric(record, throughput, bytes / chunk->wall_ns) &&
                 tb_record_metric(record, client_time, (double)times.side_ns[TB_CLIENT] / bytes) &&
                 tb_record_metric(record, server_time, (double)times.side_ns[TB_SERVER] / bytes);
    return added ? TB_OK : tb_job_fail(b->session.job, TB_ERROR, "out of memory for metrics");
}

static void close_bulk(void *state)
{
    struct bulk *b = state;
    struct tb_session_times ignored = {0};
    if (b->session.job->backend->tls)
        tb_session_disconnect(&b->session, &ignored);
    tb_session_close(&b->session);
    free(b->payload);
    free(b->received);
    free(b);
}

/* Allocates all memory of the sample.  The transport holds a burst with its records' overhead, so that no write
 * blocks. */
static enum tb_status allocate(struct bulk *b, const struct tb_job *job)
{
    b->burst = BURST_BYTES / b->size;
    if (b->burst < 1)
        b->burst = 1;
    if (b->burst > BURST_WRITES)
        b->burst = BURST_WRITES;
    b->payload = tb_aligned(b->size);
    b->received = tb_aligned(b->burst * b->size);
    if (!b->payload || !b->received)
        return tb_job_fail(job, TB_ERROR, "out of memory for writes of %zu bytes", b->size);
    tb_pattern_fill(b->payload, b->size);
    size_t records = b->burst * (b->size / RECORD_BYTES + 1);
    return tb_session_open(&b->session, job, HANDSHAKE_CAP + b->burst * b->size + records * RECORD_OVERHEAD);
}

static enum tb_status open_bulk(const struct tb_job *job, void **state)
{
    size_t size = tb_case_size(job->c);
    if (size > SIZE_LIMIT)
        return tb_job_fail(job, TB_ERROR, "a write of %zu bytes is too large; the largest has %d", size, SIZE_LIMIT);
    struct bulk *b = calloc(1, sizeof *b);
    if (!b)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    b->session.job = job;
    b->size = size;
    b->sender = tb_bulk_client_sends(job->c) ? TB_CLIENT : TB_SERVER;
    enum tb_status status = allocate(b, job);
    if (status == TB_OK)
        status = tb_session_connect(&b->session, &b->times);
    if (status == TB_OK)
        status = check_data(b);
    if (status == TB_OK && !tb_tls_case_describe(&b->session.tls, false))
        status = tb_job_fail(job, TB_ERROR, "out of memory");
    if (status != TB_OK) {
        close_bulk(b);
        return status;
    }
    b->times = (struct tb_session_times){0};
    *state = b;
    return TB_OK;
}

const struct tb_local_ops tb_bulk_memory = {.open = open_bulk, .run = run, .settle = settle, .close = close_bulk};
