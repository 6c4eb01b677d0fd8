/* pair_hold.c - connections that the client opens and leaves idle, if only until a request arrives.
 *
 * They begin a few at a time, so that no more than these are in the middle of a handshake: what handshakes need while
 * they last is then the same for any number of connections.  Beside them, nothing happens on either end.
 *
 * The memory of both ends is weighed when 1 %, 10 % and all of the connections are open and idle.  The slope through
 * these points is what a connection holds.  It does not contain what a process or a context has once. */
#include "core/clock.h"
#include "harness/pair_client.h"
#include <errno.h>
#include <math.h>
#include <string.h>

enum { AT_ONCE = 16 };

static bool is_in_time(struct tb_pair_client *client, uint64_t opened, uint64_t until)
{
    if (!tb_pair_is_late(client))
        return true;
    return tb_pair_fail(&client->end, TB_BAD_PEER,
                        "after %.0f s, only %llu of the %llu connections that are opened first were open; use a longer "
                        "--timeout, or fewer of them",
                        (double)(tb_now_ns() - client->began_ns) / 1e9, (unsigned long long)opened,
                        (unsigned long long)until);
}

/* Until so many connections, from the place `first` on and then from 0, are finished on this end; *begun are begun. */
static bool open_until(struct tb_pair_client *client, size_t first, size_t *begun, size_t until, size_t at_once)
{
    struct tb_pair_end *end = &client->end;
    size_t places = end->num_conns + end->num_held;
    while (end->num_resting < until) {
        for (; *begun < until && *begun < end->num_resting + at_once; ++*begun)
            tb_loop_soon(&end->loop, &end->conns[(first + *begun) % places].handler);
        if (!tb_pair_client_turn(client, tb_now_ns() + 1000000) || !is_in_time(client, end->num_resting, until))
            return false;
    }
    return true;
}

bool tb_pair_open_first(struct tb_pair_client *client)
{
    const struct tb_pair_end *end = &client->end;
    size_t begun = 0, until = end->num_held + (client->load.kept ? end->num_conns : 0);
    return open_until(client, end->num_conns, &begun, until, AT_ONCE);
}

/* The server may finish the last ones after the client. */
static bool weigh_server(struct tb_pair_client *client, size_t connections)
{
    uint64_t asked_ns = tb_now_ns(), patience_ns = TB_PAIR_CLIENT_PATIENCE_MS * UINT64_C(1000000);
    do {
        client->asking = true;
        if (!tb_link_send(&client->end.link, "weigh %zu", connections))
            return tb_pair_fail(&client->end, TB_ERROR, "the link: %s", strerror(errno));
        if (!tb_pair_await_answer(client))
            return false;
        if (client->weighing.connections == connections)
            return true;
    } while (tb_now_ns() - asked_ns < patience_ns);
    return tb_pair_fail(&client->end, TB_BAD_PEER, "the client finished %zu connections and the server %llu",
                        connections, (unsigned long long)client->weighing.connections);
}

static bool weigh(struct tb_pair_client *client, struct tb_pair_weight *weight)
{
    size_t connections = client->end.num_resting;
    if (!weigh_server(client, connections))
        return false;
    *weight = client->weighing;
    return tb_weigh(&weight->client, client->end.job->why) ||
           tb_pair_fail(&client->end, TB_ERROR, "the client cannot be weighed");
}

/* How many there can be on this host, both ends of them. */
static double possible(const struct tb_pair_weight *few, const struct tb_pair_weight *more, uint64_t left_bytes)
{
    double taken = (double)more->client.pss_bytes + (double)more->server.pss_bytes - (double)few->client.pss_bytes -
                   (double)few->server.pss_bytes;
    double each = taken / (double)(more->connections - few->connections);
    return each > 0 ? (double)more->connections + (double)left_bytes / each : INFINITY;
}

bool tb_connections_fit(size_t connections, const struct tb_pair_weight *few, const struct tb_pair_weight *more,
                        const struct tb_memory_left *left, struct tb_text *why)
{
    double most = possible(few, more, left->bytes), mib = (double)left->bytes / 0x1p20;
    bool limited = *left->limit != '\0';
    if ((double)connections <= most)
        return true;
    tb_text_printf(why, "%zu connections do not fit into the %.0f MiB of memory that %s%s beside %llu of them; ",
                   connections, mib, limited ? left->limit : "are left on this machine", limited ? " leaves" : "",
                   (unsigned long long)more->connections);
    tb_text_printf(why, "use at most %.0f connections, or %s", floor(most),
                   limited ? "raise that limit" : "end other programs");
    return false;
}

/* Before the last connections are opened: would they fill the memory?  A process that the kernel ends for that, or
 * that waits for its swapped pages, would only show a failure without a cause. */
static bool has_room(struct tb_pair_client *client)
{
    const struct tb_pair_weight *few = &client->weights[TB_WEIGHTS - 3], *more = &client->weights[TB_WEIGHTS - 2];
    struct tb_memory_left left;
    tb_memory_left(&left, "");
    struct tb_text why;
    tb_text_init(&why, TB_LINE_CAP - 64);
    bool fits = tb_connections_fit(client->end.num_conns, few, more, &left, &why) ||
                tb_pair_fail(&client->end, TB_ERROR, "%s", why.data);
    tb_text_free(&why);
    return fits;
}

bool tb_pair_weigh(struct tb_pair_client *client)
{
    static const size_t percent[TB_WEIGHTS] = {1, 10, 100};
    size_t begun = 0, all = client->end.num_conns;
    size_t at_once = all / 100 < AT_ONCE ? all / 100 : AT_ONCE; /* as many at the first point as at the others */
    client->began_ns = client->moved_ns = tb_now_ns();
    for (size_t i = 0; i < TB_WEIGHTS; i++)
        if ((i + 1 == TB_WEIGHTS && !has_room(client)) ||
            !open_until(client, 0, &begun, all * percent[i] / 100, at_once) || !weigh(client, &client->weights[i]))
            return false;
    client->warm_ns = tb_now_ns();
    return true;
}
