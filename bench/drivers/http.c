/* http.c - HTTP/1.1 requests and responses between two processes, over TLS and, for comparison, over plain TCP.
 *
 * The client sends a GET like a browser's for a body of `size` bytes (RFC 9112); the server answers with a header that
 * has Content-Length, and the body.  Both ends know all bytes of both messages, so received data is compared, not
 * parsed: parsing would add the harness's own cost.  `reuse` is new (a connection for each request: TCP handshake, TLS
 * handshake, request, response, close) or kept (many requests on each connection).
 *
 * A unit of work is a request and its response, located by the number of bytes moved: up to the length of the request
 * the client sends, after that the server.  Writes have at most 16 KiB, a full record; header and body are written
 * together.  Headers are compared completely.  Of bodies only the first and the last byte of every read are compared,
 * and the last read completely when the sample is over, as in bulk_loopback.c, since comparing everything would cost
 * more than receiving it.
 */
#include "bench/drivers/drivers.h"
#include "bench/drivers/pattern.h"
#include "harness/aligned.h"
#include "harness/pair.h"
#include "harness/pair_costs.h"
#include "harness/pki_files.h"
#include <stdlib.h>
#include <string.h>

enum { WRITE_BYTES = 16 * 1024, READ_BYTES = 64 * 1024, SIZE_LIMIT = 16 * 1024 * 1024 };

struct http {
    const struct tb_job *job;
    bool server, kept;
    struct tb_text request;
    struct tb_text header;
    size_t response_len, body_len;
    uint8_t *response;
    uint8_t received[READ_BYTES];
    uint64_t last_at; /* offset of the last read within its message */
    size_t last_len;
};

static void close_http(void *state)
{
    struct http *h = state;
    tb_text_free(&h->request);
    tb_text_free(&h->header);
    free(h->response);
    free(h);
}

static bool make_messages(struct http *h)
{
    tb_text_init(&h->request, 4096);
    tb_text_init(&h->header, 4096);
    tb_text_printf(&h->request,
                   "GET /%zu HTTP/1.1\r\nHost: " TB_PKI_HOST "\r\nUser-Agent: tlsbench\r\nAccept: */*\r\n"
                   "Connection: %s\r\n\r\n",
                   h->body_len, h->kept ? "keep-alive" : "close");
    tb_text_printf(&h->header,
                   "HTTP/1.1 200 OK\r\nServer: tlsbench\r\nContent-Type: application/octet-stream\r\n"
                   "Content-Length: %zu\r\nConnection: %s\r\n\r\n",
                   h->body_len, h->kept ? "keep-alive" : "close");
    h->response_len = h->header.len + h->body_len;
    h->response = tb_aligned(h->response_len);
    if (!h->response || h->request.truncated || h->header.truncated)
        return false;
    memcpy(h->response, h->header.data, h->header.len);
    tb_pattern_fill(h->response + h->header.len, h->body_len);
    return true;
}

static enum tb_status open_http(const struct tb_job *job, bool server, void **state)
{
    size_t size = tb_case_size(job->c);
    if (size > SIZE_LIMIT)
        return tb_job_fail(job, TB_ERROR, "a body of %zu bytes is too large; the largest has %d", size, SIZE_LIMIT);
    struct http *h = calloc(1, sizeof *h);
    if (!h)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    h->job = job;
    h->server = server;
    h->kept = strcmp(job->c->value[TB_PARAM_REUSE], "kept") == 0;
    h->body_len = size;
    if (!make_messages(h)) {
        close_http(h);
        return tb_job_fail(job, TB_ERROR, "out of memory for a response of %zu bytes", size);
    }
    *state = h;
    return TB_OK;
}

static uint64_t unit(const void *state)
{
    const struct http *h = state;
    return h->request.len + h->response_len;
}

static bool kept(const void *state)
{
    return ((const struct http *)state)->kept;
}

static enum tb_status wrong_data(const struct http *h)
{
    return tb_job_fail(h->job, TB_BAD_PEER, "the %s received differs from what was sent",
                       h->server ? "request" : "response");
}

/* Receives the next bytes of `message`, from its byte `at` on, and compares them. */
static enum tb_status receive_some(struct http *h, tb_conn *conn, const uint8_t *message, size_t len, size_t at,
                                   uint64_t *moved)
{
    size_t done, cap = len - at < READ_BYTES ? len - at : READ_BYTES;
    enum tb_status status = h->job->backend->tls->read(conn, &done, h->received, cap);
    if (status != TB_OK)
        return status;
    *moved += done;
    h->last_at = at;
    h->last_len = done;
    size_t head = at < h->header.len ? h->header.len - at : 1; /* number of bytes to compare immediately */
    if (h->server || head > done)
        head = done;
    bool right = memcmp(h->received, message + at, head) == 0 && h->received[done - 1] == message[at + done - 1];
    return right ? TB_OK : wrong_data(h);
}

static enum tb_status send_some(struct http *h, tb_conn *conn, const uint8_t *message, size_t len, size_t at,
                                uint64_t *moved)
{
    size_t done, most = len - at < WRITE_BYTES ? len - at : WRITE_BYTES;
    enum tb_status status = h->job->backend->tls->write(conn, &done, message + at, most);
    if (status == TB_OK)
        *moved += done;
    return status;
}

static enum tb_status step(void *state, tb_conn *conn, uint64_t *moved)
{
    struct http *h = state;
    size_t at = (size_t)(*moved % unit(h)), request_len = h->request.len;
    if (at < request_len)
        return (h->server ? receive_some : send_some)(h, conn, (const uint8_t *)h->request.data, request_len, at,
                                                      moved);
    return (h->server ? send_some : receive_some)(h, conn, h->response, h->response_len, at - request_len, moved);
}

static enum tb_status settle(void *state)
{
    const struct http *h = state;
    bool right = h->server || memcmp(h->received, h->response + h->last_at, h->last_len) == 0;
    return right ? TB_OK : wrong_data(h);
}

/* Requests are derived from bytes, because a window may contain only part of a large response. */
static double requests_of(const struct http *h, const struct tb_pair_usage *usage)
{
    return (double)usage->bytes / (double)unit(h);
}

/* Of arrivals the rate is given: harness/pair_load.h. */
static bool add_rates(const struct http *h, struct tb_record *record, const struct tb_pair_usage *client)
{
    double requests = requests_of(h, client), per_ns = requests / (double)client->wall_ns;
    if (tb_case_arrivals(h->job->c))
        return true;
    return tb_record_metric(record, requests_per_second, per_ns * 1e9) &&
           tb_pair_add_thread_rate(h->job, record, requests, client->wall_ns) &&
           (h->body_len == 0 || tb_record_metric(record, throughput, per_ns * (double)h->body_len));
}

static bool add_window(void *state, struct tb_record *record, const struct tb_pair_usage *client,
                       const struct tb_pair_usage *server)
{
    const struct http *h = state;
    double client_cpu = (double)client->cpu_ns / requests_of(h, client);
    double server_cpu = (double)server->cpu_ns / requests_of(h, server), mib = (double)h->body_len / 1048576.0;
    record->operations += client->units;
    return add_rates(h, record, client) &&
           (h->body_len == 0 || tb_record_metric(record, cpu_per_mib, (client_cpu + server_cpu) / 1e3 / mib)) &&
           tb_pair_add_costs(record, client, requests_of(h, client), server, requests_of(h, server),
                             tb_case_arrivals(h->job->c) ? 0 : 1e9);
}

/* The windows may end before the first request does. */
static bool add_latencies(void *state, struct tb_record *record, const struct tb_pair_latencies *latencies)
{
    const struct http *h = state;
    return latencies->num == 0 || tb_pair_add_latencies(h->job, record, latencies);
}

static const struct tb_pair_ops loopback = {
    .unit = unit,
    .kept = kept,
    .open = open_http,
    .work = step,
    .window = add_window,
    .latencies = add_latencies,
    .settle = settle,
    .close = close_http,
};

const struct tb_driver tb_http_driver = {.pair = &loopback};
