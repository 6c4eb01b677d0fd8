/* handshake_memory.c - handshakes over memory: the cost of each side and each flight, and the bytes sent.
 *
 * An operation is a whole connection: opening both ends from prepared contexts, the handshake, reading back and
 * comparing what was negotiated on both ends, and destroying both.  If sessions are resumed, each operation resumes the
 * session of the previous one; the first, full handshake is made when the case is opened.  How time is charged:
 * harness/memory_session.h.
 *
 * With a cache, many clients take turns, and the server has forgotten the sessions of some, whose handshakes are full:
 * returning.h.
 *
 * With certificates, each operation's client asks for a random host of the server: harness/hosts.h.
 *
 * Threads with context=shared have one server's and one client's context: its ticket keys, its session cache, its
 * certificates and what it trusts are the threads' in common.  Each thread's client resumes what it was given itself.
 *
 * Every handshake is compared inside the operation, because one that was not checked is not counted.  For both ends
 * this takes some 200 ns (OpenSSL 3.5; BoringSSL 100): 0.02 % of the operation, charged to neither side.
 */
#include "bench/drivers/handshake.h"
#include "bench/drivers/names_proof.h"
#include "bench/drivers/returning.h"
#include "core/algorithms.h"
#include "harness/memory_session.h"
#include "harness/wire_lengths.h"
#include "harness/wire_proof.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FLIGHT_CAP = 64 * 1024 }; /* more than any flight: a chain of RSA-4096 certificates is some 5 KiB */

struct handshake {
    struct tb_session session;
    struct tb_session_times times; /* in the chunk so far */
    struct tb_returning returning; /* clients, if the case has a cache */
    size_t ticket_bytes;           /* received after the latest checked handshake, if tickets are issued */
};

static const double TICKET_TOLERANCE = 0.05; /* times inside tickets vary in their number of digits */

static enum tb_status run(void *state, uint64_t operations)
{
    struct handshake *h = state;
    enum tb_status status = TB_OK;
    for (uint64_t i = 0; i < operations && status == TB_OK; i++) {
        if (h->returning.num)
            tb_returning_begin(&h->returning);
        status = tb_session_connect(&h->session, &h->times);
        tb_session_disconnect(&h->session, &h->times);
        if (h->returning.num)
            tb_returning_end(&h->returning);
    }
    return status;
}

/* Checks that nothing follows the handshake, such as a ticket that the client has buffered. */
static enum tb_status prove_silence(struct handshake *h)
{
    const struct tb_job *job = h->session.job;
    for (int side = TB_CLIENT; side <= TB_SERVER; side++) {
        uint8_t byte;
        size_t done;
        enum tb_status status = job->backend->tls->read(h->session.connection[side].conn, &done, &byte, 1);
        if (status != TB_WANT_READ)
            return tb_job_fail(job, TB_BAD_PEER, "unexpected data follows the handshake");
    }
    return TB_OK;
}

/* Encrypted bytes in the server's latest flight: the tickets, without the one byte that follows them. */
static size_t ticket_bytes_of(const struct handshake *h, const struct tb_flights *flights)
{
    size_t last = flights->num - 1 - (flights->num % 2); /* index of the server's last flight: even if counted from 1 */
    size_t bytes = flights->num > 1 ? tb_wire_sealed(&flights->flight[last], tb_protection(&h->session.tls)) : 0;
    return bytes > 0 ? bytes - 1 : 0;
}

/* The parameters that the libraries report are checked for every handshake, the bytes on the wire only for the first
 * one of each kind. */
static enum tb_status prove_once(struct handshake *h, bool resumed)
{
    struct tb_wire_proof proof = {0};
    h->session.watch = tb_wire_proof_watch;
    h->session.watcher = &proof;
    enum tb_status status = tb_session_connect(&h->session, &h->times);
    h->ticket_bytes = ticket_bytes_of(h, &proof.flights);
    if (status == TB_OK && h->session.tls.tickets && h->ticket_bytes == 0)
        status = tb_job_fail(h->session.job, TB_BAD_PEER, "no ticket arrived, and %u were requested",
                             h->session.tls.tickets);
    if (status == TB_OK)
        status = tb_wire_proof_judge(&proof, &h->session.tls, resumed);
    if (status == TB_OK)
        status = prove_silence(h);
    tb_session_disconnect(&h->session, &h->times);
    h->session.watch = NULL;
    return status;
}

/* A client's first handshake, and where later ones resume, one of those.  `with`: on the contexts of another; NULL: on
 * its own. */
static enum tb_status start(struct handshake *h, const struct tb_job *job, const struct handshake *with)
{
    enum tb_status status = with ? tb_session_share(&h->session, job, FLIGHT_CAP, &with->session)
                                 : tb_session_open(&h->session, job, FLIGHT_CAP);
    if (status == TB_OK)
        status = prove_once(h, false);
    if (status == TB_OK && h->session.tls.operation->resumed)
        status = prove_once(h, true);
    if (status == TB_OK)
        status = tb_prove_names(&h->session);
    h->times = (struct tb_session_times){0};
    return status;
}

/* Tickets are encrypted, but those of one server have the same length, so their total length is proportional to their
 * number.  If the library cannot issue another number of tickets, its own number is trusted. */
static enum tb_status prove_tickets(const struct handshake *h)
{
    const struct tb_job *job = h->session.job;
    size_t tickets = h->session.tls.tickets, others = tickets == 1 ? 2 : 1;
    if (tickets == 0)
        return TB_OK;
    struct tb_case c = *job->c;
    struct tb_job other_job = *job;
    other_job.c = &c;
    snprintf(c.value[TB_PARAM_TICKETS], TB_VALUE_CAP, "%zu", others);
    struct handshake other = {0};
    enum tb_status status = start(&other, &other_job, NULL);
    double ratio = (double)(h->ticket_bytes * others) / (double)(other.ticket_bytes * tickets);
    tb_session_close(&other.session);
    if (status == TB_UNSUPPORTED) {
        tb_text_clear(job->why);
        return TB_OK;
    }
    if (status == TB_OK && (ratio < 1 - TICKET_TOLERANCE || ratio > 1 + TICKET_TOLERANCE))
        return tb_job_fail(job, TB_BAD_PEER,
                           "%zu tickets take %zu bytes, but %zu tickets take %zu, so their number is "
                           "wrong",
                           tickets, h->ticket_bytes, others, other.ticket_bytes);
    return status;
}

static void close_handshake(void *state)
{
    struct handshake *h = state;
    tb_returning_close(&h->returning);
    tb_session_close(&h->session);
    free(h);
}

static enum tb_status open_with(const struct tb_job *job, const struct handshake *with, void **state)
{
    struct handshake *h = calloc(1, sizeof *h);
    if (!h)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    enum tb_status status = start(h, job, with);
    if (status == TB_OK && !with)
        status = prove_tickets(h);
    if (status == TB_OK)
        status = tb_returning_open(&h->returning, &h->session);
    if (status == TB_OK && !tb_tls_case_describe(&h->session.tls, false))
        status = tb_job_fail(job, TB_ERROR, "out of memory");
    if (status != TB_OK) {
        close_handshake(h);
        return status;
    }
    *state = h;
    return TB_OK;
}

static enum tb_status open_handshake(const struct tb_job *job, void **state)
{
    return open_with(job, NULL, state);
}

static enum tb_status open_beside(const struct tb_job *job, void *first, void **state)
{
    return open_with(job, first, state);
}

_Static_assert(TB_MAX_FLIGHTS == TB_FLIGHT_TIMES, "a metric for each flight");

static bool add_metrics(const struct handshake *h, double operations)
{
    struct tb_record *record = h->session.job->record;
    const struct tb_session_times *times = &h->times;
    bool added = tb_record_metric(record, client_time, (double)times->side_ns[TB_CLIENT] / operations) &&
                 tb_record_metric(record, server_time, (double)times->side_ns[TB_SERVER] / operations) &&
                 tb_record_metric(record, client_bytes, (double)times->bytes[TB_CLIENT] / operations) &&
                 tb_record_metric(record, server_bytes, (double)times->bytes[TB_SERVER] / operations);
    if (added && h->returning.num)
        added = tb_record_metric(record, hit_share, (double)h->returning.hits / (double)h->returning.offered);
    for (int i = 0; i < TB_MAX_FLIGHTS && added && times->flight_ns[i]; i++)
        added = tb_record_add(record, tb_metric_name(TB_FLIGHT_TIME(i)), (double)times->flight_ns[i] / operations);
    return added;
}

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    struct handshake *h = state;
    bool added = chunk->warm_up || add_metrics(h, (double)chunk->operations);
    h->times = (struct tb_session_times){0};
    h->returning.offered = h->returning.hits = 0;
    return added ? TB_OK : tb_job_fail(h->session.job, TB_ERROR, "out of memory for metrics");
}

const struct tb_local_ops tb_handshake_memory = {
    .open = open_handshake, .run = run, .settle = settle, .close = close_handshake, .open_beside = open_beside};
