/* held - connections that stay open and idle: the memory that each of them holds.
 *
 *   state = handshake   idle since the handshake
 *   state = data        idle since `size` bytes went from the client to the server, and as many back
 *
 * Client and server are processes of their own, so each side's memory is told apart by the kernel.  An idle end has
 * made one read that found nothing, as an event loop does that waits for the next request: libraries with buffers that
 * can be released do it then.  A metric is the slope through three numbers of connections (harness/pair_hold.c); the
 * points are metrics, too.
 *
 * Every handshake is read back and compared with the case, and all data is compared with what was sent.  Plain TCP,
 * which is measured beside it, shows what the harness itself holds for a connection.
 */
#include "bench/drivers/drivers.h"
#include "bench/drivers/pattern.h"
#include "core/slope.h"
#include "harness/aligned.h"
#include "harness/pair.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct held {
    const struct tb_job *job;
    bool server;
    size_t size;                 /* bytes each way; 0: none */
    uint8_t *pattern, *received; /* of that size */
};

static void close_held(void *state)
{
    struct held *h = state;
    free(h->pattern);
    free(h->received);
    free(h);
}

static enum tb_status open_held(const struct tb_job *job, bool server, void **state)
{
    if (!tb_weighing_possible(job->why))
        return TB_UNSUPPORTED;
    struct held *h = calloc(1, sizeof *h);
    if (!h)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    *h = (struct held){.job = job, .server = server, .size = tb_case_size(job->c)};
    h->pattern = tb_aligned(h->size + 1);
    h->received = tb_aligned(h->size + 1);
    if (!h->pattern || !h->received) {
        close_held(h);
        return tb_job_fail(job, TB_ERROR, "out of memory for %zu bytes", tb_case_size(job->c));
    }
    tb_pattern_fill(h->pattern, h->size);
    *state = h;
    return TB_OK;
}

static uint64_t unit(const void *state)
{
    const struct held *h = state;
    return 2 * h->size;
}

static bool kept(const void *state)
{
    (void)state;
    return true;
}

static enum tb_status send_some(const struct held *h, tb_conn *conn, uint64_t *moved)
{
    size_t done, at = (size_t)(*moved % h->size);
    enum tb_status status = h->job->backend->tls->write(conn, &done, h->pattern + at, h->size - at);
    if (status == TB_OK)
        *moved += done;
    return status;
}

static enum tb_status receive_some(const struct held *h, tb_conn *conn, uint64_t *moved)
{
    size_t done, at = (size_t)(*moved % h->size);
    enum tb_status status = h->job->backend->tls->read(conn, &done, h->received, h->size - at);
    if (status != TB_OK)
        return status;
    *moved += done;
    if (memcmp(h->received, h->pattern + at, done) == 0)
        return TB_OK;
    return tb_job_fail(h->job, TB_BAD_PEER, "the data received differs from what was sent");
}

/* The client's bytes, then the server's. */
static enum tb_status move_some(void *state, tb_conn *conn, uint64_t *moved)
{
    const struct held *h = state;
    bool upload = *moved < h->size;
    return upload == h->server ? receive_some(h, conn, moved) : send_some(h, conn, moved);
}

/* ---- Metrics ---- */

/* One quantity of one side, as metrics. */
struct series {
    enum tb_metric each, points[TB_WEIGHTS];
};

#define SERIES(what)                                                                                                   \
    {                                                                                                                  \
        TB_METRIC(what##_each),                                                                                        \
        {                                                                                                              \
            TB_METRIC(what##_1pct), TB_METRIC(what##_10pct), TB_METRIC(what##_all)                                     \
        }                                                                                                              \
    }

/* Memory that does not grow, as that of plain TCP in some runs, is 0 for a connection: a page more or less at the first
 * point must not make it negative. */
static bool add_series(struct tb_record *record, const struct series *series, const double *connections,
                       const double *bytes)
{
    struct tb_line line;
    bool added = tb_line_through(connections, bytes, TB_WEIGHTS, &line) &&
                 tb_record_add(record, tb_metric_name(series->each), fmax(line.each, 0));
    for (size_t i = 0; i < TB_WEIGHTS && added; i++)
        added = tb_record_add(record, tb_metric_name(series->points[i]), bytes[i]);
    return added;
}

static bool add_weights(void *state, struct tb_record *record, const struct tb_pair_weight weights[TB_WEIGHTS])
{
    static const struct series all[] = {SERIES(client_heap), SERIES(client_pss), SERIES(server_heap),
                                        SERIES(server_pss)};
    enum { NUM = sizeof all / sizeof *all };
    double connections[TB_WEIGHTS], bytes[NUM][TB_WEIGHTS];
    (void)state;
    for (size_t i = 0; i < TB_WEIGHTS; i++) {
        const struct tb_pair_weight *weight = &weights[i];
        connections[i] = (double)weight->connections;
        bytes[0][i] = (double)weight->client.heap_bytes;
        bytes[1][i] = (double)weight->client.pss_bytes;
        bytes[2][i] = (double)weight->server.heap_bytes;
        bytes[3][i] = (double)weight->server.pss_bytes;
    }
    record->operations += weights[TB_WEIGHTS - 1].connections;
    bool added = true;
    for (size_t i = 0; i < NUM && added; i++)
        added = add_series(record, &all[i], connections, bytes[i]);
    return added;
}

static const struct tb_pair_ops held_loopback = {
    .unit = unit,
    .kept = kept,
    .open = open_held,
    .work = move_some,
    .weighed = add_weights,
    .close = close_held,
};

const struct tb_driver tb_held_driver = {.pair = &held_loopback};
