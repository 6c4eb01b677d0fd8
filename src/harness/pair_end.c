#include "harness/pair_end.h"
#include "core/clock.h"
#include "harness/injector.h"
#include "harness/pair_team.h"
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MOST_STEPS = 64,          /* of work before other connections are served; VISIT_NS and VISIT_BYTES limit it as
                               * well */
    STEPS_UNTIMED = 8,        /* reading the clock costs a fiftieth of a small record */
    VISIT_NS = 500000,        /* as in event_loop.h */
    VISIT_BYTES = 256 * 1024, /* if there are several connections: keeps a turn-over of thousands down to seconds */
    LONGEST_DEAFNESS_NS = 1000000
};

static void fail(struct tb_pair_end *end, enum tb_status status, const char *format, va_list args)
{
    end->status = status;
    if (end->job->why->len == 0) /* otherwise an earlier message has more detail */
        tb_text_vprintf(end->job->why, format, args);
}

bool tb_pair_fail(struct tb_pair_end *end, enum tb_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (end->status == TB_OK)
        fail(end, status, format, args);
    va_end(args);
    return false;
}

bool tb_pair_fail_as(struct tb_pair_end *end, enum tb_sample_status whose, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (end->status == TB_OK) {
        fail(end, TB_ERROR, format, args);
        end->job->record->status = whose;
    }
    va_end(args);
    return false;
}

/* ---- One connection ---- */

/* A failed call of the library ends the sample; the message includes the number of good handshakes before. */
static bool fail_connection(struct tb_pair_conn *conn, enum tb_status status, const char *what)
{
    struct tb_pair_end *end = conn->end;
    end->status = status == TB_BAD_PEER ? TB_BAD_PEER : TB_ERROR;
    tb_job_fail(end->job, status, "the %s's %s failed after %llu good handshakes%s", end->server ? "server" : "client",
                what, (unsigned long long)end->established,
                status == TB_CLOSED ? ": the peer closed the connection" : "");
    return false;
}

static enum tb_which_connection which_of(const struct tb_pair_conn *conn)
{
    if (conn->end->server)
        return conn->end->first_connections > 0 ? TB_ANY_CONNECTION : TB_LATER_CONNECTION;
    return conn->tls.session ? TB_LATER_CONNECTION : TB_FIRST_CONNECTION;
}

static bool is_held(const struct tb_pair_conn *conn)
{
    return (size_t)(conn - conn->end->conns) >= conn->end->num_conns;
}

static enum tb_status finish_handshake(struct tb_pair_conn *conn)
{
    struct tb_pair_end *end = conn->end;
    enum tb_status status = tb_connection_handshake(&conn->tls);
    if (status != TB_OK)
        return status;
    if (!end->server)
        conn->latency_ns = tb_now_ns() - conn->started_ns;
    conn->finished = true;
    status = tb_connection_verify(&conn->tls, which_of(conn));
    if (status != TB_OK)
        return status;
    if (end->server && end->tls.operation->resumed && !end->tls.seen.resumed)
        end->first_connections--;
    end->established++;
    return TB_OK;
}

uint64_t tb_pair_cpu_ns(const struct tb_job *job)
{
    return job->thread ? tb_thread_cpu_ns() : tb_process_cpu_ns();
}

static uint64_t work_cpu_ns(const struct tb_pair_end *end)
{
    return tb_pair_cpu_ns(end->job) - end->idle.cpu_ns;
}

/* If this end is slowed on purpose, adds the slowdown, relative to CPU time. */
static void slow_down(struct tb_pair_end *end, uint64_t units)
{
    if (!end->job->injector)
        return;
    tb_injector_done(end->job->injector, units, work_cpu_ns(end) - end->slowed_ns);
    end->slowed_ns = work_cpu_ns(end);
}

/* Notes the work done in one place. */
static void note_units(struct tb_pair_conn *conn, uint64_t units)
{
    bool was_warm = conn->units >= TB_WARM_UNITS;
    if (units > conn->units)
        slow_down(conn->end, units - conn->units);
    conn->units = units;
    conn->end->warm += !was_warm && units >= TB_WARM_UNITS;
}

/* Counts a unit.  Returns true if the connection must be replaced. */
static bool finish_unit(struct tb_pair_conn *conn)
{
    struct tb_pair_end *end = conn->end;
    /* Without TLS the handshake is only connect(), which the kernel answers.  To include the server's work, as the
     * latency of a TLS handshake does, the latency ends with the byte that the server sends. */
    if (!end->server && (end->unit || end->job->backend->cleartext)) {
        uint64_t now = tb_now_ns();
        conn->latency_ns = now - conn->started_ns;
        conn->started_ns = now;
    }
    end->units++;
    note_units(conn, conn->units + 1);
    if (end->counted && !end->counted(conn))
        return false;
    return !end->kept;
}

/* Has a connection that was served since `began_ns` had its share of steps, bytes or time? */
static bool is_long(const struct tb_pair_end *end, int steps, uint64_t bytes, uint64_t began_ns)
{
    return steps >= MOST_STEPS || (end->num_conns > 1 && bytes >= VISIT_BYTES) ||
           (steps % STEPS_UNTIMED == 0 && tb_now_ns() - began_ns >= VISIT_NS);
}

/* Has it nothing more to do, but stays open? */
static bool rests(const struct tb_pair_conn *conn)
{
    const struct tb_pair_end *end = conn->end;
    if (!conn->finished)
        return false;
    return is_held(conn) || conn->waiting || (end->ops->weighed && (end->unit == 0 || conn->units > 0));
}

/* A read that finds nothing, as of a server that waits for its next request. */
static enum tb_status rest(struct tb_pair_conn *conn)
{
    const struct tb_job *job = conn->end->job;
    uint8_t byte;
    size_t done;
    enum tb_status status = job->backend->tls->read(conn->tls.conn, &done, &byte, 1);
    if (status == TB_OK)
        return tb_job_fail(job, TB_BAD_PEER, "data arrived on a connection that should be idle");
    if (status == TB_WANT_READ && !conn->resting) {
        conn->resting = true;
        conn->end->num_resting++;
    }
    return status;
}

/* Works until the connection would block, has had its share of time, or finishes the unit that ends it. */
static enum tb_status advance(struct tb_pair_conn *conn, bool *over)
{
    struct tb_pair_end *end = conn->end;
    enum tb_status status = TB_OK;
    if (!conn->finished)
        status = finish_handshake(conn);
    uint64_t began_ns = status == TB_OK ? tb_now_ns() : 0, began_moved = conn->moved;
    bool share = false, rested = rests(conn);
    for (int steps = 1; status == TB_OK && end->status == TB_OK && !*over && !share && !rests(conn); steps++) {
        uint64_t before = conn->moved;
        status = end->ops->work(end->state, conn->tls.conn, &conn->moved);
        end->bytes += conn->moved - before;
        if (end->flight.stream)
            note_units(conn, conn->moved / end->flight.stream);
        bool whole = status == TB_OK && (end->unit ? conn->moved % end->unit == 0 : !end->kept);
        *over = whole && finish_unit(conn);
        share = is_long(end, steps, conn->moved - began_moved, began_ns);
    }
    if (status != TB_OK || end->status != TB_OK || !rests(conn))
        return status;
    return conn->waiting && !rested ? TB_WANT_READ : rest(conn); /* all of the response was read */
}

static bool keep_session(struct tb_pair_conn *conn)
{
    bool first = !conn->tls.session;
    enum tb_status status = tb_connection_keep(&conn->tls);
    if (status != TB_OK)
        return fail_connection(conn, status, "session");
    if (!tb_case_arrivals(conn->end->job->c))
        conn->end->first_connections -= first;
    return true;
}

/* The work is done.  A client takes its session first, since a closed connection may no longer return it. */
static bool start_parting(struct tb_pair_conn *conn)
{
    conn->parting = true;
    return !tb_connection_keeps(&conn->tls) || keep_session(conn);
}

static bool retire(struct tb_pair_conn *conn)
{
    tb_connection_close(&conn->tls);
    tb_handler_close(&conn->handler);
    return conn->end->retired(conn);
}

static void conn_ready(void *owner)
{
    struct tb_pair_conn *conn = owner;
    struct tb_pair_end *end = conn->end;
    if (end->status != TB_OK)
        return;
    if (!conn->tls.conn) {
        end->start(conn);
        return;
    }
    bool over = false;
    enum tb_status status = conn->parting ? TB_OK : advance(conn, &over);
    if (end->status != TB_OK || (status == TB_OK && over && !start_parting(conn)))
        return;
    if (status == TB_OK && conn->parting)
        status = tb_connection_part(&conn->tls);
    if (status == TB_OK && conn->parting)
        retire(conn);
    else if (status == TB_OK)
        tb_loop_soon(&end->loop, &conn->handler);
    else if (status != TB_WANT_READ && status != TB_WANT_WRITE)
        fail_connection(conn, status, conn->parting ? "close_notify" : conn->finished ? "connection" : "handshake");
    else if (!tb_loop_want(&end->loop, &conn->handler, status == TB_WANT_READ ? EPOLLIN : EPOLLOUT))
        tb_pair_fail(end, TB_ERROR, "epoll: %s", strerror(errno));
}

bool tb_pair_connected(struct tb_pair_conn *conn, int fd)
{
    struct tb_pair_end *end = conn->end;
    const struct tb_transport transport = {.fd = fd};
    conn->handler.fd = fd;
    conn->finished = conn->parting = conn->resting = false;
    conn->moved = 0;
    enum tb_status status = tb_connection_open(&conn->tls, end->ctx, &transport);
    if (status != TB_OK) {
        tb_handler_close(&conn->handler);
        return fail_connection(conn, status, "new connection");
    }
    conn_ready(conn);
    return end->status == TB_OK;
}

/* ---- The end ---- */

/* The case, and its context: this end's own, or that of the first thread. */
static enum tb_status open_tls(struct tb_pair_end *end)
{
    const struct tb_job *job = end->job;
    bool borrows = tb_pair_borrows_context(job->thread);
    enum tb_status status = borrows ? TB_OK : tb_tls_case_open(&end->tls, job, NULL);
    if (!borrows && status == TB_OK)
        status = tb_tls_case_context(&end->tls, &end->ctx, end->server);
    struct tb_pair_shared shared = tb_pair_share_context(job->thread, (struct tb_pair_shared){&end->tls, end->ctx});
    end->ctx = shared.ctx;
    if (status == TB_OK && !end->ctx)
        status = tb_job_fail(job, TB_ERROR, TB_OTHER_THREAD_FAILED);
    return borrows && status == TB_OK ? tb_tls_case_open(&end->tls, job, shared.tls) : status;
}

enum tb_status tb_pair_end_open(struct tb_pair_end *end, const struct tb_job *job, const struct tb_pair_ops *ops,
                                bool server)
{
    *end = (struct tb_pair_end){
        .job = job, .ops = ops, .server = server, .loop.epoll = -1, .slowed_ns = tb_pair_cpu_ns(job)};
    end->link_handler.fd = end->link.fd = -1;
    enum tb_status status = open_tls(end);
    if (status == TB_OK)
        status = ops->open(job, server, &end->state);
    if (status == TB_OK) {
        end->unit = ops->unit ? ops->unit(end->state) : 0;
        end->kept = ops->kept && ops->kept(end->state);
        end->flight = (struct tb_in_flight){.connections = tb_case_connections(job->c),
                                            .stream = end->kept && !end->unit ? VISIT_BYTES : 0,
                                            .arrivals = tb_case_arrivals(job->c) > 0};
        status = tb_pair_make_places(end, conn_ready);
    }
    if (status == TB_OK && !tb_loop_open(&end->loop))
        status = tb_job_fail(job, TB_ERROR, "epoll: %s", strerror(errno));
    end->status = status;
    return status;
}

void tb_pair_end_close(struct tb_pair_end *end)
{
    const struct tb_tls_ops *ops = end->job->backend->tls;
    for (size_t i = 0; i < end->num_conns + end->num_held; i++) {
        tb_connection_forget(&end->conns[i].tls);
        tb_handler_close(&end->conns[i].handler);
    }
    free(end->conns);
    tb_handler_close(&end->link_handler);
    tb_loop_close(&end->loop);
    if (end->state)
        end->ops->close(end->state);
    tb_pair_return_context(end->job->thread, &end->ctx, end->status != TB_OK);
    if (end->ctx)
        ops->ctx_destroy(end->ctx);
    tb_tls_case_close(&end->tls);
}

enum tb_status tb_pair_check(const struct tb_job *job, const struct tb_pair_ops *ops, bool server)
{
    struct tb_pair_end end;
    enum tb_status status = tb_pair_end_open(&end, job, ops, server);
    tb_pair_end_close(&end);
    return status;
}

bool tb_pair_turn(struct tb_pair_end *end, int timeout_ms)
{
    if (!tb_loop_turn(&end->loop, timeout_ms))
        tb_pair_fail(end, TB_ERROR, "epoll: %s", strerror(errno));
    uint64_t now = tb_now_ns();
    if (end->status == TB_OK && end->link_handler.fd >= 0 && now - end->heard_ns >= LONGEST_DEAFNESS_NS) {
        end->heard_ns = now;
        end->link_handler.ready(end->link_handler.owner);
    }
    return end->status == TB_OK;
}

struct tb_pair_usage tb_pair_look(const struct tb_pair_end *end)
{
    return (struct tb_pair_usage){tb_now_ns(), work_cpu_ns(end), end->units, end->bytes};
}

uint64_t tb_pair_progress(const struct tb_pair_end *end)
{
    return end->established + end->units + end->bytes;
}

enum tb_status tb_pair_failure_status(const char *words, const char **text)
{
    const char *after = tb_link_word(words, "void");
    if (after) {
        *text = after;
        return TB_BAD_PEER;
    }
    after = tb_link_word(words, "failed");
    *text = after ? after : words;
    return TB_ERROR;
}

void tb_pair_share_failure(struct tb_pair_end *end)
{
    const char *other = end->server ? "client" : "server", *words = NULL, *text;
    char line[TB_LINE_CAP];
    enum tb_status status;
    /* Even if it cannot be sent, the other end's last message may still be readable. */
    tb_link_send(&end->link, "failed %s %s", end->status == TB_BAD_PEER ? "void" : "failed", end->job->why->data);
    do {
        status = tb_link_await(&end->link, line, TB_PAIR_FAREWELL_MS);
        words = status == TB_OK ? tb_link_word(line, "failed") : NULL;
    } while (status == TB_OK && !words && !tb_link_word(line, "bye")); /* skips outstanding counts and marks */
    if (words) {
        if (tb_pair_failure_status(words, &text) == TB_BAD_PEER)
            end->status = TB_BAD_PEER;
        end->job->record->status = TB_SAMPLE_FAILED; /* the other end's report takes precedence */
        tb_text_printf(end->job->why, "; the %s reports: %s", other, text);
    } else if (status != TB_OK) {
        tb_text_printf(end->job->why, "; the %s %s", other,
                       status == TB_CLOSED ? "ended without a message: it crashed or was killed" : "did not answer");
    }
}
