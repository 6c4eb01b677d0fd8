/* pair_client.h - the client of a pair, between the files that it is made of.
 *
 *   pair_client.c    connections, the link, the record
 *   pair_measure.c   when connections begin, and when windows do and end
 */
#pragma once
#include "harness/pair_end.h"
#include "harness/socket.h"

struct tb_pair_client {
    struct tb_pair_end end;                 /* first, so that a connection, which knows its end, finds its client */
    struct tb_address address, own_address; /* the server's; where all of our connections come from */
    const char *token;
    uint64_t made; /* connections, but for the link */
    struct tb_pair_windows asked;
    struct tb_pair_usage *own, *theirs; /* at the marks: the start of the first window, then the end of each */
    size_t num_marks;
    bool asking; /* a mark was sent, and the server's counts are still to come: `answer` */
    struct tb_pair_usage answer;
    bool measuring;    /* from the first mark on */
    bool server_spoke; /* of its failure */
    struct tb_pair_latencies latencies;
    size_t marked_latencies;     /* as many were there at the last mark */
    uint64_t began_ns, warm_ns;  /* the first connection; the first mark */
    uint64_t progress, moved_ns; /* what had moved when it was last looked at, and when that last changed */
};

/* Begins the connections, warms up, measures.  false: the sample has failed, or is void. */
bool tb_pair_measure(struct tb_pair_client *client);

/* What lies between two looks. */
struct tb_pair_usage tb_pair_between(const struct tb_pair_usage *from, const struct tb_pair_usage *to);
