/* pair_server.c - the server of a pair: accepts connections, serves them, and answers the client over their link. */
#include "core/clock.h"
#include "harness/channel.h"
#include "harness/pair_end.h"
#include "harness/pair_team.h"
#include "harness/reception.h"
#include "harness/usage.h"
#include "harness/weight.h"
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ACCEPT_BATCH = 16, WAIT_MS = 500 };
enum { STRANGERS_BORNE = 500 }; /* per second: accepting and closing takes some 20 us, so that is 1 % of a core */

struct server {
    struct tb_pair_end end; /* must be first: a connection points to its end, which is cast to the server */
    struct tb_handler listener;
    struct tb_reception reception;
    struct tb_address client;   /* set once it has greeted */
    struct tb_pair_conn **idle; /* a stack */
    size_t num_idle;
    uint64_t taken, greeted_ns; /* connections from the client; time of its greeting */
    bool greeted, over;         /* the client said hello; the client ended the sample */
};

/* ---- The link between client and server ---- */

static void hear_end(struct server *server, const char *words)
{
    uint64_t made;
    if (sscanf(words, "%" SCNu64, &made) != 1)
        tb_pair_fail(&server->end, TB_ERROR, "the client sent an end that cannot be read: \"end %.64s\"", words);
    else if (server->taken > made)
        tb_pair_fail(&server->end, TB_BAD_PEER,
                     "%llu connections came from the client's address, but it made only %llu, so another program was "
                     "served; run it again",
                     (unsigned long long)server->taken, (unsigned long long)made);
    else
        server->over = true;
}

/* Weighs this process once as many connections rest here as at the client, which asks again until then. */
static void hear_weigh(struct server *server, const char *words)
{
    struct tb_pair_end *end = &server->end;
    struct tb_weight weight = {0};
    uint64_t wanted, resting = end->num_resting;
    if (sscanf(words, "%" SCNu64, &wanted) != 1)
        tb_pair_fail(end, TB_ERROR, "the client sent a number that cannot be read: \"weigh %.64s\"", words);
    else if (resting == wanted && !tb_weigh(&weight, end->job->why))
        tb_pair_fail(end, TB_ERROR, "the server cannot be weighed");
    else
        tb_link_send(&end->link, "weight %llu %llu %llu", (unsigned long long)resting,
                     (unsigned long long)weight.heap_bytes, (unsigned long long)weight.pss_bytes);
}

static void hear(struct server *server, const char *line)
{
    struct tb_pair_end *end = &server->end;
    const char *words;
    if (tb_link_word(line, "mark")) {
        struct tb_pair_usage usage = tb_pair_look(end);
        tb_link_send(&end->link, "counts %llu %llu %llu %llu", (unsigned long long)usage.wall_ns,
                     (unsigned long long)usage.cpu_ns, (unsigned long long)usage.units,
                     (unsigned long long)usage.bytes);
    } else if ((words = tb_link_word(line, "weigh"))) {
        hear_weigh(server, words);
    } else if ((words = tb_link_word(line, "end"))) {
        hear_end(server, words);
    } else if ((words = tb_link_word(line, "failed"))) {
        const char *text;
        enum tb_status status = tb_pair_failure_status(words, &text);
        server->over = true;
        tb_pair_fail(end, status, "the client reports: %s", text);
    } else {
        tb_pair_fail(end, TB_ERROR, "the client sent an unknown line: \"%.64s\"", line);
    }
}

static void link_ready(void *owner)
{
    struct server *server = owner;
    char line[TB_LINE_CAP];
    enum tb_status status = TB_OK;
    while (!server->over && server->end.status == TB_OK) {
        status = tb_link_receive(&server->end.link, line);
        if (status != TB_OK)
            break;
        hear(server, line);
    }
    if (status == TB_CLOSED)
        tb_pair_fail(&server->end, TB_ERROR, "the link to the client ended");
    else if (status == TB_ERROR)
        tb_pair_fail(&server->end, TB_ERROR, "the link: %s", strerror(errno));
}

/* Makes the guest's connection the link. */
static void greeted(void *owner, struct tb_guest *guest, const char *case_name)
{
    struct server *server = owner;
    struct tb_pair_end *end = &server->end;
    struct tb_text name;
    if (!tb_loop_forget(&end->loop, &guest->handler)) {
        tb_pair_fail(end, TB_ERROR, "epoll: %s", strerror(errno));
        return;
    }
    end->link_handler = (struct tb_handler){.fd = guest->handler.fd, .ready = link_ready, .owner = server};
    end->link = guest->link;
    server->client = guest->peer;
    guest->handler.fd = -1;
    tb_reception_dismiss_all(&server->reception);
    tb_text_init(&name, TB_LINE_CAP);
    tb_case_name(end->job->c, &name);
    if (strcmp(case_name, name.data) != 0)
        tb_pair_fail(end, TB_ERROR, "the client measures %s, this server serves %s", case_name, name.data);
    else if (!tb_loop_want(&end->loop, &end->link_handler, EPOLLIN))
        tb_pair_fail(end, TB_ERROR, "epoll: %s", strerror(errno));
    tb_text_free(&name);
    if (end->status != TB_OK) {
        tb_link_send(&end->link, "refused %s", end->job->why->data);
        return;
    }
    server->greeted = true;
    server->greeted_ns = tb_now_ns();
    tb_link_send(&end->link, "ready");
}

/* ---- Connections ---- */

static bool serve(struct server *server, int fd, const struct tb_address *peer)
{
    struct tb_pair_end *end = &server->end;
    if (!server->greeted)
        return tb_reception_admit(&server->reception, fd, peer) ||
               tb_pair_fail(end, TB_ERROR, "epoll: %s", strerror(errno));
    if (server->num_idle == 0 || !tb_address_same_host(peer, &server->client)) {
        tb_reception_refuse(&server->reception, fd, peer);
        return true;
    }
    server->taken++;
    return tb_pair_connected(server->idle[--server->num_idle], fd);
}

/* Accepts waiting connections, but only a batch, so that the loop's other work gets its turn. */
static void listener_ready(void *owner)
{
    struct server *server = owner;
    for (int i = 0; i < ACCEPT_BATCH && server->end.status == TB_OK; i++) {
        struct tb_address peer;
        int fd = tb_socket_accept(server->listener.fd, &peer);
        if (fd < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (fd < 0 && errno != ECONNABORTED && errno != EINTR) {
            tb_pair_fail(&server->end, TB_ERROR, "accept: %s", strerror(errno));
            return;
        }
        if (fd >= 0 && !serve(server, fd, &peer))
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
    char line[160];
    int len = snprintf(line, sizeof line, "{\"listening\":\"%s\"}\n", bound);
    bool told = end->job->thread ? tb_pair_listens(end->job->thread, bound) : tb_channel_write(line, (size_t)len);
    return told || tb_pair_fail(end, TB_ERROR, "cannot say where it listens: %s", strerror(errno));
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
        if (tb_pair_others_failed(end->job->thread))
            tb_pair_fail(end, TB_ERROR, TB_OTHER_THREAD_FAILED);
        int patience_ms = server->greeted ? TB_PAIR_SERVER_PATIENCE_MS : TB_PAIR_ARRIVAL_MS;
        if (now - moved_ns > (uint64_t)patience_ms * 1000000)
            tb_pair_fail_as(end, TB_SAMPLE_TIMEOUT,
                            server->greeted ? "no progress for %d s" : "no client connected within %d s",
                            patience_ms / 1000);
    }
}

/* Fails the sample if strangers took too much time from the measured client. */
static void judge_strangers(struct server *server)
{
    uint64_t num = server->reception.strangers, took_ns = tb_now_ns() - server->greeted_ns;
    if (server->greeted && num > STRANGERS_BORNE && (double)num * 1e9 > STRANGERS_BORNE * (double)took_ns)
        tb_pair_fail_as(&server->end, TB_SAMPLE_DISTURBED, "connections of other programs took the server's time");
}

/* Fails only if memory runs out. */
static bool note_strangers(const struct server *server)
{
    struct tb_record *record = server->end.job->record;
    record->strangers = server->reception.strangers;
    if (server->end.status != TB_OK)
        tb_reception_tell(&server->reception, server->end.job->why);
    return tb_record_set(&record->stranger, server->reception.first.data);
}

/* Reports a failure immediately, and waits for the answer, so that the client has read the last line when this end
 * closes. */
static void part(struct server *server)
{
    struct tb_pair_end *end = &server->end;
    if (server->over)
        tb_link_send(&end->link, "bye");
    else if (server->greeted)
        tb_pair_share_failure(end);
}

/* Runs the whole sample; the end is already open. */
static enum tb_status sample(struct server *server, const char *address)
{
    struct tb_pair_end *end = &server->end;
    size_t places = end->num_conns + end->num_held; /* the last ones, which stay idle, are taken first */
    server->idle = calloc(places, sizeof *server->idle);
    if (!server->idle)
        tb_pair_fail(end, TB_ERROR, "out of memory");
    for (; server->idle && server->num_idle < places; server->num_idle++)
        server->idle[server->num_idle] = &end->conns[server->num_idle];
    if (end->status == TB_OK && listen_on(server, address)) {
        tb_ready(end->job);
        run(server);
        judge_strangers(server);
        part(server);
    }
    if (end->status == TB_OK && end->ops->settle)
        end->status = end->ops->settle(end->state);
    if ((end->established && !tb_tls_case_describe(&end->tls, true)) || !note_strangers(server))
        tb_pair_fail(end, TB_ERROR, "out of memory");
    return end->status;
}

enum tb_status tb_pair_server(const struct tb_job *job, const struct tb_pair_ops *ops, const char *address,
                              const char *token)
{
    struct server server = {.listener.fd = -1};
    enum tb_status status = tb_pair_end_open(&server.end, job, ops, true);
    server.end.retired = retired;
    server.reception = (struct tb_reception){
        .loop = &server.end.loop, .token = token ? token : TB_NO_TOKEN, .owner = &server, .greeted = greeted};
    tb_reception_open(&server.reception);
    if (status == TB_OK)
        status = sample(&server, address);
    free(server.idle);
    tb_handler_close(&server.listener);
    tb_reception_close(&server.reception);
    tb_pair_end_close(&server.end);
    return status;
}
