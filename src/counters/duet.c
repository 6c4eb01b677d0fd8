/* duet.c - a loopback case's client and server in one thread, over a real TCP connection on this host.  With several
 * threads each is both ends of connections of its own, as over memory.
 *
 * Two processes with an event loop, as in timed runs, read varying amounts at a time and retry, so their number of
 * system calls varies with the timing.  Here an end continues until it would block, and then the other one takes its
 * turn once its socket is ready.  That is the same in every pass, as long as the socket's buffers hold a flight or a
 * response.  The harness's own calls (accept, poll, close) are the same for every library and are not counted. */
#include "core/catalog.h"
#include "counters/measure.h"
#include "harness/pair.h"
#include "harness/socket.h"
#include "harness/tls_connection.h"
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 5000 };

struct end {
    struct tb_connection tls;
    tb_ctx *ctx;
    void *state; /* of the driver */
    int fd;
    bool finished;          /* its handshake is finished */
    short wants;            /* POLLIN, POLLOUT; 0: it can continue */
    uint64_t moved, target; /* payload bytes */
};

struct duet {
    const struct tb_job *job;
    const struct tb_pair_ops *ops;
    struct tb_tls_case tls;
    bool borrows; /* the contexts are another thread's */
    struct tb_address address;
    int listener;
    struct end end[2];
    uint64_t unit; /* bytes of payload */
    bool kept;
};

static enum tb_status fail(const struct duet *duet, const char *what)
{
    return tb_job_fail(duet->job, TB_ERROR, "%s: %s", what, strerror(errno));
}

/* ---- A connection ---- */

static void hang_up(struct duet *duet)
{
    for (int side = 0; side < 2; side++) {
        tb_connection_close(&duet->end[side].tls);
        if (duet->end[side].fd >= 0)
            close(duet->end[side].fd);
        duet->end[side].fd = -1;
    }
}

static enum tb_status dial(struct duet *duet)
{
    int ends[2];
    bool connected = tb_socket_both(duet->listener, &duet->address, PATIENCE_MS, ends);
    for (int side = 0; side < 2; side++)
        duet->end[side].fd = ends[side];
    if (!connected)
        return fail(duet, "connect");
    enum tb_status status = TB_OK;
    for (int side = 0; side < 2 && status == TB_OK; side++) {
        struct end *end = &duet->end[side];
        const struct tb_transport transport = {.fd = end->fd};
        end->finished = false;
        end->wants = POLLOUT;
        end->moved = end->target = 0;
        status = tb_connection_open(&end->tls, end->ctx, &transport);
    }
    return status;
}

/* ---- Turns ---- */

static enum tb_status finish_handshake(struct duet *duet, struct end *end)
{
    enum tb_status status = tb_connection_handshake(&end->tls);
    if (status != TB_OK)
        return status;
    enum tb_which_connection which = duet->end[0].tls.session ? TB_LATER_CONNECTION : TB_FIRST_CONNECTION;
    end->finished = true;
    return tb_connection_verify(&end->tls, which);
}

static bool is_done(const struct end *end)
{
    return end->finished && end->moved >= end->target;
}

/* Until it is done, or would block. */
static enum tb_status take_turn(struct duet *duet, struct end *end)
{
    enum tb_status status = TB_OK;
    end->wants = 0;
    while (status == TB_OK && !is_done(end))
        status = end->finished ? duet->ops->work(end->state, end->tls.conn, &end->moved) : finish_handshake(duet, end);
    end->wants = status == TB_WANT_READ ? POLLIN : status == TB_WANT_WRITE ? POLLOUT : 0;
    return end->wants ? TB_OK : tb_job_fail(duet->job, status, "the %s", end->tls.server ? "server" : "client");
}

static enum tb_status take_turns(struct duet *duet)
{
    enum tb_status status = TB_OK;
    while (status == TB_OK && !(is_done(&duet->end[0]) && is_done(&duet->end[1]))) {
        struct pollfd ready[2];
        for (int side = 0; side < 2; side++)
            ready[side] = (struct pollfd){.fd = is_done(&duet->end[side]) ? -1 : duet->end[side].fd,
                                          .events = duet->end[side].wants ? duet->end[side].wants : POLLOUT};
        if (poll(ready, 2, PATIENCE_MS) <= 0)
            return tb_job_fail(duet->job, TB_ERROR, "both ends wait for each other: a deadlock");
        for (int side = 0; side < 2 && status == TB_OK; side++)
            if (ready[side].revents)
                status = take_turn(duet, &duet->end[side]);
    }
    return status;
}

/* ---- Operations ---- */

static enum tb_status move_units(struct duet *duet, uint64_t units)
{
    for (int side = 0; side < 2; side++)
        duet->end[side].target += units * duet->unit;
    return take_turns(duet);
}

/* The server first, so that its close_notify is in the client's socket. */
static enum tb_status part(struct duet *duet)
{
    enum tb_status status = TB_OK;
    for (int side = 1; side >= 0 && status == TB_OK; side--) {
        struct end *end = &duet->end[side];
        while ((status = tb_connection_part(&end->tls)) == TB_WANT_READ || status == TB_WANT_WRITE)
            if (!tb_socket_wait(end->fd, status == TB_WANT_WRITE, PATIENCE_MS))
                return fail(duet, "close_notify");
    }
    return tb_job_fail(duet->job, status, "close_notify");
}

static enum tb_status connect_once(struct duet *duet)
{
    enum tb_status status = dial(duet);
    if (status == TB_OK)
        status = move_units(duet, 1);
    if (status == TB_OK && tb_connection_keeps(&duet->end[0].tls))
        status = tb_connection_keep(&duet->end[0].tls);
    if (status == TB_OK)
        status = part(duet);
    hang_up(duet);
    return status;
}

static enum tb_status run(void *state, uint64_t operations)
{
    struct duet *duet = state;
    enum tb_status status = TB_OK;
    for (uint64_t i = 0; i < operations && status == TB_OK; i++)
        status = duet->kept ? move_units(duet, 1) : connect_once(duet);
    return status;
}

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    struct duet *duet = state;
    enum tb_status status = TB_OK;
    (void)chunk;
    for (int side = 0; side < 2 && status == TB_OK && duet->ops->settle; side++)
        status = duet->ops->settle(duet->end[side].state);
    if (status == TB_OK && !tb_tls_case_describe(&duet->tls, false))
        status = tb_job_fail(duet->job, TB_ERROR, "out of memory");
    return status;
}

/* ---- Opening ---- */

static enum tb_status listen_here(struct duet *duet)
{
    const char *wrong = tb_address_parse(&duet->address, "127.0.0.1:0");
    if (wrong)
        return tb_job_fail(duet->job, TB_ERROR, "127.0.0.1: %s", wrong);
    duet->listener = tb_socket_listen(&duet->address);
    duet->address.len = sizeof duet->address.storage;
    if (duet->listener < 0 ||
        getsockname(duet->listener, (struct sockaddr *)&duet->address.storage, &duet->address.len) != 0)
        return fail(duet, "listen");
    return TB_OK;
}

/* Of one side: its context, or the first thread's, and the driver's state. */
static enum tb_status open_end(struct duet *duet, int side, const struct duet *first)
{
    struct end *end = &duet->end[side];
    enum tb_status status = TB_OK;
    if (first)
        end->ctx = first->end[side].ctx;
    else
        status = tb_tls_case_context(&duet->tls, &end->ctx, side == 1);
    return status == TB_OK ? duet->ops->open(duet->job, side == 1, &end->state) : status;
}

static enum tb_status set_up(struct duet *duet, const struct duet *first)
{
    enum tb_status status = tb_tls_case_open(&duet->tls, duet->job, first ? &first->tls : NULL);
    for (int side = 0; side < 2; side++)
        duet->end[side].tls = tb_connection_of(&duet->tls, side == 1);
    for (int side = 0; side < 2 && status == TB_OK; side++)
        status = open_end(duet, side, first);
    if (status != TB_OK)
        return status;
    size_t size = *duet->job->c->value[TB_PARAM_SIZE] ? tb_case_size(duet->job->c) : 1;
    duet->unit = duet->ops->unit ? duet->ops->unit(duet->end[0].state) : size;
    duet->kept = duet->ops->kept && duet->ops->kept(duet->end[0].state);
    status = listen_here(duet);
    return status == TB_OK && duet->kept ? dial(duet) : status;
}

static void close_duet(void *state)
{
    struct duet *duet = state;
    hang_up(duet);
    for (int side = 0; side < 2; side++) {
        struct end *end = &duet->end[side];
        tb_connection_forget(&end->tls);
        if (end->state)
            duet->ops->close(end->state);
        if (end->ctx && !duet->borrows)
            duet->job->backend->tls->ctx_destroy(end->ctx);
    }
    if (duet->listener >= 0)
        close(duet->listener);
    tb_tls_case_close(&duet->tls);
    free(duet);
}

static enum tb_status open_beside(const struct tb_job *job, void *first, void **state)
{
    struct duet *duet = malloc(sizeof *duet);
    *state = NULL;
    if (!duet)
        return tb_job_fail(job, TB_ERROR, "out of memory");
    *duet = (struct duet){.job = job,
                          .ops = tb_driver_of(job->c)->pair,
                          .borrows = first != NULL,
                          .listener = -1,
                          .end = {{.fd = -1}, {.fd = -1}}};
    enum tb_status status = set_up(duet, first);
    if (status == TB_OK)
        *state = duet;
    else
        close_duet(duet);
    return status;
}

static enum tb_status open_duet(const struct tb_job *job, void **state)
{
    return open_beside(job, NULL, state);
}

const struct tb_local_ops *tb_counted_ops(const struct tb_case *c)
{
    static const struct tb_local_ops duet = {
        .open = open_duet, .run = run, .settle = settle, .close = close_duet, .open_beside = open_beside};
    return tb_case_is_pair(c) ? &duet : tb_local_ops_of(c);
}
