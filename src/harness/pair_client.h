/* pair_client.h - the client of a pair: declarations shared by its files.
 *
 *   pair_client.c    connections, the link, the record
 *   pair_measure.c   when connections begin, and when windows begin and end
 *   pair_arrivals.c  the same for arrivals, as far as it differs
 *   pair_hold.c      connections that are opened first, and the weights of both processes
 */
#pragma once
#include "harness/memory_left.h"
#include "harness/pair_end.h"
#include "harness/pair_load.h"
#include "harness/socket.h"

struct tb_pair_client {
    struct tb_pair_end end;                 /* must be first: a connection points to its end, which is cast to the
                                             * client */
    struct tb_address address, own_address; /* the server's; the source address of all connections of this client */
    const char *token;
    uint64_t made; /* connections made, without the link */
    struct tb_pair_windows asked;
    struct tb_pair_usage *own, *theirs; /* at the marks: the start of the first window, then the end of each window */
    size_t num_marks;
    bool asking; /* a mark or a weigh was sent, and the server's answer is outstanding */
    struct tb_pair_usage answer;
    struct tb_pair_weight weighing; /* the server's part: its number of connections, and its answer */
    struct tb_pair_weight weights[TB_WEIGHTS];
    bool measuring;    /* from the first mark on */
    bool server_spoke; /* the server reported its failure */
    struct tb_pair_latencies latencies;
    struct tb_pair_load load;    /* if the case has arrivals */
    size_t marked_latencies;     /* number of latencies at the last mark */
    uint64_t began_ns, warm_ns;  /* time of the first connection; time of the first mark */
    uint64_t worked_ns;          /* time of the first connection that works, or of the first arrival */
    uint64_t progress, moved_ns; /* progress at the last check, and the time of its last change */
};

/* Starts the connections, warms up and measures.  Returns false if the sample failed or is void. */
bool tb_pair_measure(struct tb_pair_client *client);

/* Shared by pair_measure.c, pair_arrivals.c and pair_hold.c.  One turn of the loop, which ends at `deadline_ns` or
 * within a millisecond after it. */
bool tb_pair_client_turn(struct tb_pair_client *client, uint64_t deadline_ns);
bool tb_pair_is_late(const struct tb_pair_client *client); /* for the sample's time limit */
/* Until the server has answered what was asked of it. */
bool tb_pair_await_answer(struct tb_pair_client *client);

/* Arrivals: warms up; the length of a window; whether latencies grow from window to window (`why`); waits for the
 * arrivals of the windows, and judges what was seen of them. */
bool tb_arrivals_warm_up(struct tb_pair_client *client);
uint64_t tb_arrivals_length_ns(const struct tb_pair_client *client);
bool tb_arrivals_find_trend(struct tb_pair_client *client, struct tb_text *why);
bool tb_arrivals_settle(struct tb_pair_client *client);

/* The difference of two readings. */
struct tb_pair_usage tb_pair_between(const struct tb_pair_usage *from, const struct tb_pair_usage *to);

/* pair_hold.c: opens the connections that stay idle beside those that are measured, and those that wait for the first
 * request to arrive; and, for a driver with `weighed`, opens the connections of the case and weighs both ends. */
bool tb_pair_open_first(struct tb_pair_client *client);
bool tb_pair_weigh(struct tb_pair_client *client);

/* Does the host have room for both ends of so many connections, given what two numbers of them take, and what is left
 * beside the larger one?  If not, `why` names the limit, and how many there can be. */
bool tb_connections_fit(size_t connections, const struct tb_pair_weight *few, const struct tb_pair_weight *more,
                        const struct tb_memory_left *left, struct tb_text *why);
