/* pipe.h - a transport in memory whose every move a test decides: how much a call takes, when it would block, what is
 * tampered. */
#pragma once
#include "backends/backend.h"

/* One direction.  data[at..len) is in flight. */
struct wire {
    uint8_t *data;
    size_t at, len, cap;
    size_t limit; /* most bytes in flight, more would block; 0: none */
    bool crawl;   /* one byte a call, and every second call would block */
    bool ended;   /* behind what is in flight: end of stream */
    bool broken;  /* the transport fails */
    size_t moved; /* bytes in and out, all time: progress */
    unsigned calls;
    struct wire *copy; /* what is sent is put here, too; NULL: nowhere */
};

struct end {
    struct wire *in, *out;
    bool recv_blocked, send_blocked; /* what the last one of each found, since the library was called */
};

void wire_free(struct wire *wire);
void wire_put(struct wire *wire, const void *src, size_t len); /* bytes that no peer sent */
static inline size_t in_flight(const struct wire *wire)
{
    return wire->len - wire->at;
}

/* The number of whole TLS records in flight, of any type; fails the test when something else is. */
size_t records_in_flight(const struct wire *wire);

struct tb_transport transport_of(struct end *end);
