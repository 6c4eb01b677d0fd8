/* handshake_loopback.c - handshakes between two processes: rate, latency, and the cost on each side.
 *
 * The work after a handshake is one byte from the server to the client.  When the client has read it, both ends are
 * known to be finished, whichever was last in the protocol; only then does a connection count.  TLS 1.3 tickets come
 * before that byte, so the client has received them.
 */
#include "bench/drivers/drivers.h"
#include "bench/drivers/handshake.h"
#include "harness/pair_costs.h"
#include "harness/tls_case.h"
#include <stdlib.h>

struct handshakes {
    const struct tb_job *job;
    bool server;
};

/* A pair does not see the wire.  So the behaviour of this end's library is checked over memory, with the same library
 * on both ends: harness/wire_proof.h.  What the first thread has shown holds for the others. */
static enum tb_status prove_wire(const struct tb_job *job)
{
    void *state;
    enum tb_status status = tb_handshake_memory.open(job, &state);
    if (status == TB_OK)
        tb_handshake_memory.close(state);
    return status;
}

static enum tb_status open_handshakes(const struct tb_job *job, bool server, void **state)
{
    enum tb_status status = job->backend->cleartext || job->thread_number > 0 ? TB_OK : prove_wire(job);
    if (status != TB_OK)
        return status;
    struct handshakes *h = malloc(sizeof *h);
    if (!h)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    *h = (struct handshakes){job, server};
    *state = h;
    return TB_OK;
}

static enum tb_status exchange_byte(void *state, tb_conn *conn, uint64_t *moved)
{
    const struct handshakes *h = state;
    const struct tb_tls_ops *tls = h->job->backend->tls;
    uint8_t byte = '.';
    size_t done;
    enum tb_status status = h->server ? tls->write(conn, &done, &byte, 1) : tls->read(conn, &done, &byte, 1);
    if (status != TB_OK)
        return status;
    *moved += done;
    return byte == '.' ? TB_OK : tb_job_fail(h->job, TB_BAD_PEER, "the byte received differs from what was sent");
}

static bool add_window(void *state, struct tb_record *record, const struct tb_pair_usage *client,
                       const struct tb_pair_usage *server)
{
    const struct handshakes *h = state;
    bool arrivals = tb_case_arrivals(h->job->c) > 0; /* their rate is given: harness/pair_load.h */
    double units = (double)client->units;
    record->operations += client->units;
    return (arrivals || (tb_record_metric(record, handshakes_per_second, units * 1e9 / (double)client->wall_ns) &&
                         tb_pair_add_thread_rate(h->job, record, units, client->wall_ns))) &&
           tb_pair_add_costs(record, client, units, server, (double)server->units, arrivals ? 0 : 1e9);
}

static bool add_latencies(void *state, struct tb_record *record, const struct tb_pair_latencies *latencies)
{
    const struct handshakes *h = state;
    return tb_pair_add_latencies(h->job, record, latencies);
}

const struct tb_pair_ops tb_handshake_loopback = {
    .open = open_handshakes,
    .work = exchange_byte,
    .window = add_window,
    .latencies = add_latencies,
    .close = free,
};

const struct tb_driver tb_handshake_driver = {.memory = &tb_handshake_memory, .pair = &tb_handshake_loopback};
