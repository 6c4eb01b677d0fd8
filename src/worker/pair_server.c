/* pair_server.c - the server of a pair: it accepts, serves, and answers the client on the control line. */
#include "core/clock.h"
#include "worker/pair_end.h"
#include "worker/socket.h"
#include "worker/usage.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ACCEPT_BATCH = 16, WAIT_MS = 500 };

struct server {
    struct tb_pair_end end; /* first, so that a connection, which knows its end, finds its server */
    struct tb_handler listener;
    struct tb_pair_conn **idle; /* a stack */
    size_t num_idle;
    bool greeted, over; /* the client said hello; the client said that it is over */
};

/* ---- The control line ---- */

static void hear_hello(struct server *server, const char *words)
{
    struct tb_text name;
    tb_text_init(&name, TB_LINE_CAP);
    tb_case_name(server->end.job->c, &name);
    const char *asked = tb_control_word(words, TB_CONTROL_PROTOCOL);
    if (!asked)
        tb_pair_fail(&server->end, TB_ERROR, "the client speaks another protocol than %s: %.64s", TB_CONTROL_PROTOCOL,
                     words);
    else if (strcmp(asked, name.data) != 0)
        tb_pair_fail(&server->end, TB_ERROR, "the client measures %s, this server serves %s", asked, name.data);
    if (server->end.status != TB_OK) {
        tb_control_send(&server->end.control, "refused %s", server->end.job->why->data);
    } else {
        server->greeted = true;
        tb_control_send(&server->end.control, "ready");
    }
    tb_text_free(&name);
}

static void hear(struct server *server, const char *line)
{
    struct tb_pair_end *end = &server->end;
    const char *words;
    if ((words = tb_control_word(line, "hello"))) {
        hear_hello(server, words);
    } else if (!server->greeted) {
        tb_pair_fail(end, TB_ERROR, "the first connection is no tlsbench client: it said \"%.64s\"", line);
    } else if (tb_control_word(line, "mark")) {
        struct tb_pair_usage usage = tb_pair_look(end);
        tb_control_send(&end->control, "counts %llu %llu %llu %llu", (unsigned long long)usage.wall_ns,
                        (unsigned long long)usage.cpu_ns, (unsigned long long)usage.units,
                        (unsigned long long)usage.bytes);
    } else if (tb_control_word(line, "end")) {
        server->over = true;
    } else if ((words = tb_control_word(line, "failed"))) {
        const char *text;
        enum tb_status status = tb_pair_failure_status(words, &text);
        server->over = true;
        tb_pair_fail(end, status, "the client says: %s", text);
    } else {
        tb_pair_fail(end, TB_ERROR, "the client said \"%.64s\"", line);
    }
}

static void control_ready(void *owner)
{
    struct server *server = owner;
    char line[TB_LINE_CAP];
    enum tb_status status = TB_OK;
    while (!server->over && server->end.status == TB_OK) {
        status = tb_control_receive(&server->end.control, line);
        if (status != TB_OK)
            break;
        hear(server, line);
    }
    if (status == TB_CLOSED)
        tb_pair_fail(&server->end, TB_ERROR, "the control line: it ended");
    else if (status == TB_ERROR)
        tb_pair_fail(&server->end, TB_ERROR, "the control line: %s", strerror(errno));
}

/* ---- Connections ---- */

static bool serve(struct server *server, int fd)
{
    struct tb_pair_end *end = &server->end;
    if (end->control_handler.fd < 0) { /* the first connection is the control line */
        end->control_handler = (struct tb_handler){.fd = fd, .ready = control_ready, .owner = server};
        end->control.fd = fd;
        return tb_loop_want(&end->loop, &end->control_handler, EPOLLIN) ||
               tb_pair_fail(end, TB_ERROR, "epoll: %s", strerror(errno));
    }
    if (server->num_idle == 0) { /* one more than the case has: a stranger's */
        close(fd);
        return true;
    }
    return tb_pair_connected(server->idle[--server->num_idle], fd);
}

/* Accepts what waits, but lets the loop's other work have its turn. */
static void listener_ready(void *owner)
{
    struct server *server = owner;
    for (int i = 0; i < ACCEPT_BATCH; i++) {
        int fd = tb_socket_accept(server->listener.fd);
        if (fd < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (fd < 0 && errno != ECONNABORTED && errno != EINTR) {
            tb_pair_fail(&server->end, TB_ERROR, "accept: %s", strerror(errno));
            return;
        }
        if (fd >= 0 && !serve(server, fd))
            return;
    }
}

static bool retired(struct tb_pair_conn *conn)
{
    struct server *server = (struct server *)conn->end;
    server->idle[server->num_idle++] = conn;
    return true;
}

/* ---- The sample ---- */

static bool listen_on(struct server *server, const char *text)
{
    struct tb_pair_end *end = &server->end;
    struct tb_address address;
    const char *wrong = tb_address_parse(&address, text);
    if (wrong)
        return tb_pair_fail(end, TB_ERROR, "cannot listen on %s: %s", text, wrong);
    int fd = tb_socket_listen(&address);
    if (fd < 0)
        return tb_pair_fail(end, TB_ERROR, "cannot listen on %s: %s", text, strerror(errno));
    server->listener = (struct tb_handler){.fd = fd, .ready = listener_ready, .owner = server};
    char bound[128];
    if (!tb_socket_local(fd, bound, sizeof bound) || !tb_loop_want(&end->loop, &server->listener, EPOLLIN))
        return tb_pair_fail(end, TB_ERROR, "cannot listen on %s: %s", text, strerror(errno));
    printf("{\"listening\":\"%s\"}\n", bound);
    return fflush(stdout) == 0 ||
           tb_pair_fail(end, TB_ERROR, "cannot say on stdout where it listens: %s", strerror(errno));
}

static void run(struct server *server)
{
    struct tb_pair_end *end = &server->end;
    uint64_t progress = 0, moved_ns = tb_now_ns();
    while (!server->over && tb_pair_turn(end, WAIT_MS)) {
        uint64_t now = tb_now_ns(), before = progress;
        progress = tb_pair_progress(end) + server->greeted;
        if (progress != before)
            moved_ns = now;
        int patience_ms = server->greeted ? TB_PAIR_SERVER_PATIENCE_MS : TB_PAIR_ARRIVAL_MS;
        if (now - moved_ns > (uint64_t)patience_ms * 1000000)
            tb_pair_fail_as(end, TB_SAMPLE_TIMEOUT,
                            server->greeted ? "nothing moved for %d s" : "no client came within %d s",
                            patience_ms / 1000);
    }
}

/* A failure is told at once; the answer is awaited, so that the client has read the last line when this end closes. */
static void part(struct server *server)
{
    struct tb_pair_end *end = &server->end;
    if (server->over)
        tb_control_send(&end->control, "bye");
    else if (server->greeted)
        tb_pair_share_failure(end);
}

enum tb_status tb_pair_server(const struct tb_job *job, const struct tb_pair_ops *ops, const char *address)
{
    struct server server = {.listener.fd = -1};
    enum tb_status status = tb_pair_end_open(&server.end, job, ops, true);
    server.end.retired = retired;
    if (status == TB_OK) {
        server.idle = calloc(server.end.num_conns, sizeof *server.idle);
        if (!server.idle)
            tb_pair_fail(&server.end, TB_ERROR, "no memory");
        for (; server.idle && server.num_idle < server.end.num_conns; server.num_idle++)
            server.idle[server.num_idle] = &server.end.conns[server.num_idle];
        if (server.end.status == TB_OK && listen_on(&server, address)) {
            tb_ready(job);
            run(&server);
            part(&server);
        }
        if (server.end.status == TB_OK && ops->settle)
            server.end.status = ops->settle(server.end.state);
        if (server.end.established && !tb_tls_case_describe(&server.end.tls, true))
            tb_pair_fail(&server.end, TB_ERROR, "no memory");
        status = server.end.status;
    }
    free(server.idle);
    tb_handler_close(&server.listener);
    tb_pair_end_close(&server.end);
    return status;
}
