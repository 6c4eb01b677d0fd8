/* pipe.h - a transport in memory that a test controls: how much a call moves, when it would block, and tampering. */
#pragma once
#include "backends/backend.h"

/* One direction.  data[at..len) is in flight. */
struct wire {
    uint8_t *data;
    size_t at, len, cap;
    size_t limit; /* maximum bytes in flight, beyond which it would block; 0: none */
    bool crawl;   /* one byte per call, and every second call would block */
    bool ended;   /* end of stream after the bytes in flight */
    bool broken;  /* the transport fails */
    size_t moved; /* total bytes in and out, to detect progress */
    unsigned calls;
    struct wire *copy; /* also receives what is sent; NULL: none */
};

struct end {
    struct wire *in, *out;
    bool recv_blocked, send_blocked; /* result of the last call of each, since the library was called */
};

void wire_free(struct wire *wire);
void wire_put(struct wire *wire, const void *src, size_t len); /* inserts bytes that no peer sent */
static inline size_t in_flight(const struct wire *wire)
{
    return wire->len - wire->at;
}

/* The number of whole TLS records in flight, of any type; fails the test if there is anything else. */
size_t records_in_flight(const struct wire *wire);

struct tb_transport transport_of(struct end *end);
