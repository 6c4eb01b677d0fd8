/* pair_client.c - the client of a pair: it keeps the connections in flight, and drives the measurement. */
#include "core/clock.h"
#include "worker/pair_end.h"
#include "worker/socket.h"
#include "worker/usage.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_WAIT_MS = 500, /* of one turn, so that silence is noticed */
    FEWEST_UNITS = 8       /* in a window: fewer say more of how they bunch than of their rate */
};

struct client {
    struct tb_pair_end end; /* first, so that a connection, which knows its end, finds its client */
    struct tb_address address;
    struct tb_pair_usage *own, *theirs; /* at the marks: the start of the first window, then the end of each */
    size_t num_marks, num_own, num_theirs;
    bool measuring;    /* between the first mark and the last */
    bool server_spoke; /* of its failure */
    struct tb_pair_latencies latencies;
    uint64_t progress, moved_ns; /* what had moved when it was last looked at, and when that last changed */
};

/* ---- Connections ---- */

static bool start(struct tb_pair_conn *conn)
{
    struct client *client = (struct client *)conn->end;
    conn->started_ns = tb_now_ns();
    int fd = tb_socket_connect(&client->address);
    if (fd < 0)
        return tb_pair_fail(&client->end, TB_ERROR, "connect: %s", strerror(errno));
    return tb_pair_connected(conn, fd);
}

/* Room doubles.  A vector of this size is moved by the kernel as pages, without copying, so that it may happen in a
 * window. */
static bool keep_latency(struct tb_pair_latencies *latencies, uint64_t ns)
{
    if (latencies->num == latencies->cap) {
        size_t cap = latencies->cap ? 2 * latencies->cap : 64 * 1024;
        double *us = realloc(latencies->us, cap * sizeof *us);
        if (!us)
            return false;
        latencies->us = us;
        latencies->cap = cap;
    }
    latencies->us[latencies->num++] = (double)ns / 1e3;
    return true;
}

static bool counted(struct tb_pair_conn *conn)
{
    struct client *client = (struct client *)conn->end;
    return !client->measuring || keep_latency(&client->latencies, conn->latency_ns) ||
           tb_pair_fail(&client->end, TB_ERROR, "no memory for latencies");
}

/* Replaced at once: always the same number is in flight. */
static bool retired(struct tb_pair_conn *conn)
{
    tb_loop_soon(&conn->end->loop, &conn->handler);
    return true;
}

/* ---- The control line ---- */

static bool hear(struct client *client, const char *line)
{
    struct tb_pair_end *end = &client->end;
    const char *words;
    if ((words = tb_control_word(line, "counts")) && client->num_theirs < client->num_marks) {
        struct tb_pair_usage *usage = &client->theirs[client->num_theirs++];
        return sscanf(words, "%" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64, &usage->wall_ns, &usage->cpu_ns,
                      &usage->units, &usage->bytes) == 4 ||
               tb_pair_fail(end, TB_ERROR, "the server's counts are \"%.128s\"", words);
    }
    if ((words = tb_control_word(line, "failed"))) {
        const char *text;
        enum tb_status status = tb_pair_failure_status(words, &text);
        client->server_spoke = true;
        return tb_pair_fail(end, status, "the server says: %s", text);
    }
    return tb_pair_fail(end, TB_ERROR, "the server said \"%.64s\"", line);
}

/* Hears what came; `status` is how a call for the next line, in `line`, went.  true: it was a line, and not of a
 * failure. */
static bool heard(struct client *client, enum tb_status status, const char *line)
{
    struct tb_pair_end *end = &client->end;
    if (status == TB_OK)
        return hear(client, line);
    return tb_pair_fail(end, TB_ERROR, "the control line: %s", status == TB_CLOSED ? "it ended" : strerror(errno));
}

static void control_ready(void *owner)
{
    struct client *client = owner;
    char line[TB_LINE_CAP];
    enum tb_status status;
    do
        status = tb_control_receive(&client->end.control, line);
    while (status != TB_WANT_READ && heard(client, status, line));
}

static bool await_line(struct client *client, char line[TB_LINE_CAP], const char *what)
{
    enum tb_status status = tb_control_await(&client->end.control, line, TB_PAIR_CLIENT_PATIENCE_MS);
    if (status == TB_OK)
        return true;
    return tb_pair_fail(&client->end, TB_ERROR, "%s: %s", what,
                        status == TB_CLOSED ? "the server closed the control connection" : strerror(errno));
}

static bool dial(struct client *client, const char *text)
{
    struct tb_pair_end *end = &client->end;
    const char *wrong = tb_address_parse(&client->address, text);
    if (wrong)
        return tb_pair_fail(end, TB_ERROR, "cannot connect to %s: %s", text, wrong);
    int fd = tb_socket_connect(&client->address);
    end->control_handler = (struct tb_handler){.fd = fd, .ready = control_ready, .owner = client};
    end->control.fd = fd;
    if (fd < 0)
        return tb_pair_fail(end, TB_ERROR, "cannot connect to %s: %s", text, strerror(errno));
    int error = tb_socket_wait(fd, true, TB_PAIR_CLIENT_PATIENCE_MS) ? tb_socket_error(fd) : errno;
    if (error)
        return tb_pair_fail(end, TB_ERROR, "cannot connect to %s: %s", text, strerror(error));
    return true;
}

static bool greet(struct client *client)
{
    struct tb_pair_end *end = &client->end;
    struct tb_text name;
    char line[TB_LINE_CAP];
    tb_text_init(&name, TB_LINE_CAP);
    tb_case_name(end->job->c, &name);
    bool sent = tb_control_send(&end->control, "hello %s %s", TB_CONTROL_PROTOCOL, name.data);
    tb_text_free(&name);
    if (!sent)
        return tb_pair_fail(end, TB_ERROR, "the control line: %s", strerror(errno));
    if (!await_line(client, line, "no answer to hello"))
        return false;
    const char *refusal = tb_control_word(line, "refused");
    if (refusal)
        return tb_pair_fail(end, TB_ERROR, "the server refused: %s", refusal);
    if (!tb_control_word(line, "ready"))
        return tb_pair_fail(end, TB_ERROR, "what listens there is no tlsbench server: it said \"%.64s\"", line);
    return tb_loop_want(&end->loop, &end->control_handler, EPOLLIN) ||
           tb_pair_fail(end, TB_ERROR, "epoll: %s", strerror(errno));
}

/* ---- Windows ---- */

/* One turn of the loop, over at `deadline_ns` or within the millisecond after it. */
static bool turn(struct client *client, uint64_t deadline_ns)
{
    struct tb_pair_end *end = &client->end;
    uint64_t now = tb_now_ns();
    uint64_t wait_ms = deadline_ns > now ? (deadline_ns - now - 1) / 1000000 + 1 : 0;
    if (!tb_loop_turn(&end->loop, wait_ms > LONGEST_WAIT_MS ? LONGEST_WAIT_MS : (int)wait_ms))
        tb_pair_fail(end, TB_ERROR, "epoll: %s", strerror(errno));
    uint64_t progress = tb_pair_progress(end);
    if (progress != client->progress) {
        client->progress = progress;
        client->moved_ns = now;
    } else if (now - client->moved_ns > (uint64_t)TB_PAIR_CLIENT_PATIENCE_MS * 1000000) {
        tb_pair_fail_as(end, TB_SAMPLE_TIMEOUT, "nothing moved for %d s", TB_PAIR_CLIENT_PATIENCE_MS / 1000);
    }
    return end->status == TB_OK;
}

static bool run_until(struct client *client, uint64_t deadline_ns)
{
    while (tb_now_ns() < deadline_ns)
        if (!turn(client, deadline_ns))
            return false;
    return true;
}

static bool establish(struct client *client)
{
    struct tb_pair_end *end = &client->end;
    client->moved_ns = tb_now_ns();
    for (size_t i = 0; i < end->num_conns; i++)
        tb_loop_soon(&end->loop, &end->conns[i].handler);
    while (end->established < end->num_conns || end->first_visits > 0)
        if (!turn(client, UINT64_MAX))
            return false;
    return true;
}

/* Both ends look at their counts: this one now, the server when it reads the line, within one turn of its loop. */
static bool mark(struct client *client)
{
    if (!tb_control_send(&client->end.control, "mark"))
        return tb_pair_fail(&client->end, TB_ERROR, "the control line: %s", strerror(errno));
    client->own[client->num_own++] = tb_pair_look(&client->end);
    return true;
}

static bool await_counts(struct client *client)
{
    char line[TB_LINE_CAP];
    while (client->num_theirs < client->num_marks) {
        enum tb_status status = tb_control_await(&client->end.control, line, TB_PAIR_CLIENT_PATIENCE_MS);
        if (!heard(client, status, line))
            return false;
    }
    return true;
}

static struct tb_pair_usage between(const struct tb_pair_usage *from, const struct tb_pair_usage *to)
{
    return (struct tb_pair_usage){to->wall_ns - from->wall_ns, to->cpu_ns - from->cpu_ns, to->units - from->units,
                                  to->bytes - from->bytes};
}

/* A cost per operation cannot be told of none. */
static bool did_nothing(const struct tb_pair_end *end, const struct tb_pair_usage *usage)
{
    return (end->unit || end->kept ? usage->bytes : usage->units) == 0;
}

/* The server, too, has finished some then, though it may have counted the first ones before its window began. */
static bool did_enough(const struct tb_pair_end *end, const struct tb_pair_usage *usage)
{
    return end->unit || end->kept ? usage->bytes > 0 : usage->units >= FEWEST_UNITS;
}

/* A window lasts until enough was done in it: on a busy machine this end may not run for as long as a window is. */
static bool run_window(struct client *client, uint64_t length_ns)
{
    const struct tb_pair_usage *start = &client->own[client->num_own - 1];
    if (!run_until(client, start->wall_ns + length_ns))
        return false;
    for (;;) {
        struct tb_pair_usage now = tb_pair_look(&client->end);
        struct tb_pair_usage usage = between(start, &now);
        if (did_enough(&client->end, &usage))
            return true;
        if (!turn(client, tb_now_ns() + 1000000))
            return false;
    }
}

static bool measure(struct client *client, const struct tb_pair_windows *windows)
{
    if (!run_until(client, tb_now_ns() + windows->warm_up_ms * 1000000) || !mark(client))
        return false;
    client->measuring = true;
    for (uint64_t i = 0; i < windows->num; i++)
        if (!run_window(client, windows->length_ms * 1000000) || !mark(client))
            return false;
    client->measuring = false;
    return await_counts(client);
}

/* ---- The end of the sample ---- */

static bool part_in_peace(struct client *client)
{
    char line[TB_LINE_CAP];
    if (!tb_control_send(&client->end.control, "end"))
        return tb_pair_fail(&client->end, TB_ERROR, "the control line: %s", strerror(errno));
    if (!await_line(client, line, "no answer to end"))
        return false;
    return tb_control_word(line, "bye") || hear(client, line);
}

static void part_in_failure(struct client *client)
{
    if (client->server_spoke)
        tb_control_send(&client->end.control, "bye");
    else
        tb_pair_share_failure(&client->end);
}

static bool report(struct client *client)
{
    struct tb_pair_end *end = &client->end;
    struct tb_record *record = end->job->record;
    bool added = tb_tls_case_describe(&end->tls, false);
    for (size_t i = 0; i + 1 < client->num_marks && added; i++) {
        struct tb_pair_usage own = between(&client->own[i], &client->own[i + 1]);
        struct tb_pair_usage theirs = between(&client->theirs[i], &client->theirs[i + 1]);
        if (did_nothing(end, &own) || did_nothing(end, &theirs))
            return tb_pair_fail_as(end, TB_SAMPLE_DISTURBED,
                                   "window %zu is empty: too short, or the machine is too busy", i + 1);
        added = end->ops->window(end->state, record, &own, &theirs);
    }
    if (added && end->ops->latencies)
        added = end->ops->latencies(end->state, record, &client->latencies);
    return added || tb_pair_fail(end, TB_ERROR, "no memory for metrics");
}

static bool sample(struct client *client, const char *address, const struct tb_pair_windows *windows)
{
    struct tb_pair_end *end = &client->end;
    client->num_marks = windows->num + 1;
    client->own = calloc(client->num_marks, sizeof *client->own);
    client->theirs = calloc(client->num_marks, sizeof *client->theirs);
    if (!client->own || !client->theirs)
        return tb_pair_fail(end, TB_ERROR, "no memory for %llu windows", (unsigned long long)windows->num);
    if (!dial(client, address) || !greet(client))
        return false;
    tb_ready(end->job);
    if (!establish(client) || !measure(client, windows) || !part_in_peace(client)) {
        part_in_failure(client);
        return false;
    }
    if (end->ops->settle)
        end->status = end->ops->settle(end->state);
    return end->status == TB_OK && report(client);
}

enum tb_status tb_pair_client(const struct tb_job *job, const struct tb_pair_ops *ops, const char *address,
                              const struct tb_pair_windows *windows)
{
    struct client client = {0};
    if (tb_pair_end_open(&client.end, job, ops, false) == TB_OK) {
        client.end.start = start;
        client.end.counted = counted;
        client.end.retired = retired;
        sample(&client, address, windows);
    }
    enum tb_status status = client.end.status;
    tb_pair_end_close(&client.end);
    free(client.own);
    free(client.theirs);
    free(client.latencies.us);
    return status;
}
