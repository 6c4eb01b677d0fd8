/* pair_client.c - the client of a pair: keeps connections in flight, talks to the server, and fills the record.
 * pair_measure.c decides when connections begin and what is measured when. */
#include "harness/pair_client.h"
#include "core/clock.h"
#include "core/random.h"
#include "core/regions.h"
#include "harness/pair_team.h"
#include "harness/usage.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Connections ---- */

static int connect_to(struct tb_pair_end *end)
{
    struct tb_pair_client *client = (struct tb_pair_client *)end;
    int fd = tb_socket_connect(&client->address, &client->own_address);
    client->made += fd >= 0;
    return fd;
}

static bool start(struct tb_pair_conn *conn)
{
    conn->started_ns = tb_now_ns();
    int fd = connect_to(conn->end);
    if (fd < 0)
        return tb_pair_fail(conn->end, TB_ERROR, "connect: %s", strerror(errno));
    return tb_pair_connected(conn, fd);
}

/* Capacity doubles.  The kernel moves a vector of this size by remapping pages, without copying, so growing during a
 * window is harmless. */
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
    struct tb_pair_client *client = (struct tb_pair_client *)conn->end;
    if (client->load.end) {
        tb_load_counted(&client->load, conn);
        return true;
    }
    return !client->measuring || keep_latency(&client->latencies, conn->latency_ns) ||
           tb_pair_fail(&client->end, TB_ERROR, "out of memory for latencies");
}

/* Replaces the connection immediately, so that the number in flight is constant; an arrival leaves its place. */
static bool retired(struct tb_pair_conn *conn)
{
    struct tb_pair_client *client = (struct tb_pair_client *)conn->end;
    if (client->load.end)
        tb_load_retired(&client->load, conn);
    else
        tb_loop_soon(&conn->end->loop, &conn->handler);
    return true;
}

/* ---- The link between client and server ---- */

static bool hear(struct tb_pair_client *client, const char *line)
{
    struct tb_pair_end *end = &client->end;
    const char *words;
    if ((words = tb_link_word(line, "counts")) && client->asking) {
        struct tb_pair_usage *usage = &client->answer;
        client->asking = false;
        return sscanf(words, "%" SCNu64 " %" SCNu64 " %" SCNu64 " %" SCNu64, &usage->wall_ns, &usage->cpu_ns,
                      &usage->units, &usage->bytes) == 4 ||
               tb_pair_fail(end, TB_ERROR, "the server sent counts that cannot be read: \"%.128s\"", words);
    }
    if ((words = tb_link_word(line, "weight")) && client->asking) {
        struct tb_pair_weight *weight = &client->weighing;
        client->asking = false;
        return sscanf(words, "%" SCNu64 " %" SCNu64 " %" SCNu64, &weight->connections, &weight->server.heap_bytes,
                      &weight->server.pss_bytes) == 3 ||
               tb_pair_fail(end, TB_ERROR, "the server sent a weight that cannot be read: \"%.128s\"", words);
    }
    if ((words = tb_link_word(line, "failed"))) {
        const char *text;
        enum tb_status status = tb_pair_failure_status(words, &text);
        client->server_spoke = true;
        return tb_pair_fail(end, status, "the server reports: %s", text);
    }
    return tb_pair_fail(end, TB_ERROR, "the server sent an unknown line: \"%.64s\"", line);
}

/* Handles the result of a call for the next line: `status`, and the line.  Returns true if it was a line that reports
 * no failure. */
static bool heard(struct tb_pair_client *client, enum tb_status status, const char *line)
{
    struct tb_pair_end *end = &client->end;
    if (status == TB_OK)
        return hear(client, line);
    return tb_pair_fail(end, TB_ERROR, "the link: %s", status == TB_CLOSED ? "it ended" : strerror(errno));
}

static void link_ready(void *owner)
{
    struct tb_pair_client *client = owner;
    char line[TB_LINE_CAP];
    enum tb_status status;
    do
        status = tb_link_receive(&client->end.link, line);
    while (status != TB_WANT_READ && heard(client, status, line));
}

static bool await_line(struct tb_pair_client *client, char line[TB_LINE_CAP], const char *what)
{
    enum tb_status status = tb_link_await(&client->end.link, line, TB_PAIR_CLIENT_PATIENCE_MS);
    if (status == TB_OK)
        return true;
    return tb_pair_fail(&client->end, TB_ERROR, "%s: %s", what,
                        status == TB_CLOSED ? "the server closed the link to the client" : strerror(errno));
}

static bool dial(struct tb_pair_client *client, const char *text)
{
    struct tb_pair_end *end = &client->end;
    const char *wrong = tb_address_parse(&client->address, text);
    if (wrong)
        return tb_pair_fail(end, TB_ERROR, TB_CANNOT_CONNECT "%s: %s", text, wrong);
    uint64_t random = tb_random_next(&(struct tb_random){tb_now_ns() ^ (uint64_t)getpid() << 32});
    tb_address_own(&client->own_address, &client->address, random);
    int fd = tb_socket_connect(&client->address, &client->own_address);
    if (fd < 0 && client->own_address.len && errno == EADDRNOTAVAIL) { /* a host whose loopback has only one address */
        client->own_address.len = 0;
        fd = tb_socket_connect(&client->address, &client->own_address);
    }
    end->link_handler = (struct tb_handler){.fd = fd, .ready = link_ready, .owner = client};
    end->link.fd = fd;
    if (fd < 0)
        return tb_pair_fail(end, TB_ERROR, TB_CANNOT_CONNECT "%s: %s", text, strerror(errno));
    int error = tb_socket_wait(fd, true, TB_PAIR_CLIENT_PATIENCE_MS) ? tb_socket_error(fd) : errno;
    if (error)
        return tb_pair_fail(end, TB_ERROR, TB_CANNOT_CONNECT "%s: %s", text, strerror(error));
    return true;
}

static bool greet(struct tb_pair_client *client)
{
    struct tb_pair_end *end = &client->end;
    struct tb_text name;
    char line[TB_LINE_CAP];
    tb_text_init(&name, TB_LINE_CAP);
    tb_case_name(end->job->c, &name);
    bool sent = tb_link_send(&end->link, "hello %s %s %s", TB_LINK_PROTOCOL,
                             client->token ? client->token : TB_NO_TOKEN, name.data);
    tb_text_free(&name);
    if (!sent)
        return tb_pair_fail(end, TB_ERROR, "the link: %s", strerror(errno));
    if (!await_line(client, line, "the server did not answer hello"))
        return false;
    const char *refusal = tb_link_word(line, "refused");
    if (refusal)
        return tb_pair_fail(end, TB_ERROR, "the server refused: %s", refusal);
    if (!tb_link_word(line, "ready"))
        return tb_pair_fail(end, TB_ERROR, "the program that listens there is not a tlsbench server: it sent \"%.64s\"",
                            line);
    return tb_loop_want(&end->loop, &end->link_handler, EPOLLIN) ||
           tb_pair_fail(end, TB_ERROR, "epoll: %s", strerror(errno));
}

/* ---- The end of the sample ---- */

static bool part_in_peace(struct tb_pair_client *client)
{
    char line[TB_LINE_CAP];
    if (!tb_link_send(&client->end.link, "end %llu", (unsigned long long)client->made))
        return tb_pair_fail(&client->end, TB_ERROR, "the link: %s", strerror(errno));
    if (!await_line(client, line, "the server did not answer end"))
        return false;
    return tb_link_word(line, "bye") || hear(client, line);
}

static void part_in_failure(struct tb_pair_client *client)
{
    if (client->server_spoke)
        tb_link_send(&client->end.link, "bye");
    else
        tb_pair_share_failure(&client->end);
}

static void note_window(const struct tb_pair_client *client, struct tb_record *record,
                        const struct tb_pair_usage *window)
{
    const struct tb_in_flight *flight = &client->end.flight;
    uint64_t turn_overs = flight->arrivals ? 0 : tb_units_of(flight, window) / flight->connections;
    if (!record->window_ns || window->wall_ns < record->window_ns)
        record->window_ns = window->wall_ns;
    if (!record->turn_overs || turn_overs < record->turn_overs)
        record->turn_overs = turn_overs;
}

/* Of several threads, the last one adds those of all. */
static bool add_latencies(const struct tb_pair_client *client, struct tb_record *record)
{
    const struct tb_pair_end *end = &client->end;
    const struct tb_pair_latencies *all = &client->latencies;
    if (end->job->thread && !tb_pair_pool_latencies(end->job->thread, &client->latencies, &all))
        return false;
    return !all || end->ops->latencies(end->state, record, all);
}

static bool report(struct tb_pair_client *client)
{
    struct tb_pair_end *end = &client->end;
    struct tb_record *record = end->job->record;
    bool added = tb_tls_case_describe(&end->tls, false);
    record->warm_up_ns = client->warm_ns - client->began_ns;
    for (size_t i = 0; i + 1 < client->num_marks && added; i++) {
        struct tb_pair_usage own = tb_pair_between(&client->own[i], &client->own[i + 1]);
        struct tb_pair_usage theirs = tb_pair_between(&client->theirs[i], &client->theirs[i + 1]);
        note_window(client, record, &own);
        added = end->ops->window(end->state, record, &own, &theirs) &&
                (!client->load.end || tb_load_add_window(&client->load, &client->own[i], &client->own[i + 1]));
    }
    if (added && end->ops->weighed)
        added = end->ops->weighed(end->state, record, client->weights);
    if (added && end->job->marking && client->num_marks > 0) /* windows follow each other, on one clock of both ends */
        added = tb_region_add(record, client->own[0].wall_ns, client->own[client->num_marks - 1].wall_ns);
    if (added && end->ops->latencies)
        added = add_latencies(client, record);
    return added || tb_pair_fail(end, TB_ERROR, "out of memory for metrics");
}

static bool sample(struct tb_pair_client *client, const char *address)
{
    struct tb_pair_end *end = &client->end;
    client->own = calloc(client->asked.num + 1, sizeof *client->own);
    client->theirs = calloc(client->asked.num + 1, sizeof *client->theirs);
    if (!client->own || !client->theirs)
        return tb_pair_fail(end, TB_ERROR, "out of memory for %llu windows", (unsigned long long)client->asked.num);
    if (!dial(client, address) || !greet(client))
        return false;
    tb_ready(end->job);
    bool measured = end->ops->weighed ? tb_pair_weigh(client) : tb_pair_measure(client);
    if (!measured || !part_in_peace(client)) {
        part_in_failure(client);
        return false;
    }
    if (end->ops->settle)
        end->status = end->ops->settle(end->state);
    return end->status == TB_OK && report(client);
}

enum tb_status tb_pair_client(const struct tb_job *job, const struct tb_pair_ops *ops, const char *address,
                              const char *token, const struct tb_pair_windows *windows)
{
    struct tb_pair_client client = {.asked = *windows, .token = token};
    if (tb_pair_end_open(&client.end, job, ops, false) == TB_OK) {
        client.end.connect = connect_to;
        client.end.start = start;
        client.end.counted = counted;
        client.end.retired = retired;
        if (!tb_case_arrivals(job->c) || tb_load_open(&client.load, &client.end))
            sample(&client, address);
    }
    enum tb_status status = client.end.status;
    tb_load_close(&client.load); /* sessions belong to the context */
    tb_pair_end_close(&client.end);
    free(client.own);
    free(client.theirs);
    free(client.latencies.us);
    return status;
}
