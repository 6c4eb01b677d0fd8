/* handshake_memory.c - full handshakes over memory: what they cost each side and each flight, and their bytes.
 *
 * An operation is a whole connection: two connections opened from prepared contexts, the handshake, what was negotiated
 * read back and compared on both ends, and both destroyed.  How time is charged: worker/memory_session.h.
 *
 * Every handshake is compared inside the operation, because one that was not checked is not counted.  For both ends
 * this takes some 200 ns (OpenSSL 3.5; BoringSSL 100): 0.02 % of the operation, charged to neither side.
 */
#include "bench/handshake.h"
#include "worker/memory_session.h"
#include <stdio.h>
#include <stdlib.h>

enum { FLIGHT_CAP = 64 * 1024 }; /* more than any flight: a chain of RSA-4096 certificates is some 5 KiB */

struct handshake {
    struct tb_session session;
    struct tb_session_times times; /* of the chunk so far */
};

static enum tb_status run(void *state, uint64_t operations)
{
    struct handshake *h = state;
    enum tb_status status = TB_OK;
    for (uint64_t i = 0; i < operations && status == TB_OK; i++) {
        status = tb_session_connect(&h->session, &h->times);
        tb_session_disconnect(&h->session, &h->times);
    }
    return status;
}

/* Nothing may come after the handshake: a ticket still buffered in the client would show here. */
static enum tb_status prove_silence(struct handshake *h)
{
    const struct tb_job *job = h->session.job;
    for (int side = TB_CLIENT; side <= TB_SERVER; side++) {
        uint8_t byte;
        size_t done;
        enum tb_status status = job->backend->tls->read(h->session.conn[side], &done, &byte, 1);
        if (status != TB_WANT_READ)
            return tb_job_fail(job, TB_BAD_PEER, "something other than silence follows the handshake");
    }
    return TB_OK;
}

static void close_handshake(void *state)
{
    struct handshake *h = state;
    tb_session_close(&h->session);
    free(h);
}

static enum tb_status open_handshake(const struct tb_job *job, void **state)
{
    struct handshake *h = calloc(1, sizeof *h);
    if (!h)
        return tb_job_fail(job, TB_ERROR, "no memory");
    enum tb_status status = tb_session_open(&h->session, job, FLIGHT_CAP);
    if (status == TB_OK) {
        status = tb_session_connect(&h->session, &h->times);
        if (status == TB_OK)
            status = prove_silence(h);
        tb_session_disconnect(&h->session, &h->times);
    }
    if (status == TB_OK && !tb_tls_case_describe(&h->session.tls, false))
        status = tb_job_fail(job, TB_ERROR, "no memory");
    if (status != TB_OK) {
        close_handshake(h);
        return status;
    }
    h->times = (struct tb_session_times){0};
    *state = h;
    return TB_OK;
}

static bool add_metrics(const struct handshake *h, double operations)
{
    struct tb_record *record = h->session.job->record;
    const struct tb_session_times *times = &h->times;
    bool added = tb_record_add(record, "client_time", (double)times->side_ns[TB_CLIENT] / operations) &&
                 tb_record_add(record, "server_time", (double)times->side_ns[TB_SERVER] / operations) &&
                 tb_record_add(record, "client_bytes", (double)times->bytes[TB_CLIENT] / operations) &&
                 tb_record_add(record, "server_bytes", (double)times->bytes[TB_SERVER] / operations);
    for (int i = 0; i < TB_MAX_FLIGHTS && added && times->flight_ns[i]; i++) {
        char name[] = "flight?_time";
        name[6] = (char)('1' + i);
        added = tb_record_add(record, name, (double)times->flight_ns[i] / operations);
    }
    return added;
}

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    struct handshake *h = state;
    bool added = chunk->warm_up || add_metrics(h, (double)chunk->operations);
    h->times = (struct tb_session_times){0};
    return added ? TB_OK : tb_job_fail(h->session.job, TB_ERROR, "no memory for metrics");
}

const struct tb_local_ops tb_handshake_memory = {
    .open = open_handshake, .run = run, .settle = settle, .close = close_handshake};
