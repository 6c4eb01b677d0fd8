/* pipe.c - a transport in memory. */
#include "pipe.h"
#include "harness.h"
#include <stdlib.h>
#include <string.h>

void wire_free(struct wire *wire)
{
    free(wire->data);
    *wire = (struct wire){0};
}

void wire_put(struct wire *wire, const void *src, size_t len)
{
    if (wire->at == wire->len)
        wire->at = wire->len = 0;
    if (wire->len + len > wire->cap) {
        wire->cap = (wire->len + len) * 2;
        wire->data = realloc(wire->data, wire->cap);
        expect(wire->data, "out of memory");
    }
    memcpy(wire->data + wire->len, src, len);
    wire->len += len;
    wire->moved += len;
    if (wire->copy)
        wire_put(wire->copy, src, len);
}

static size_t at_most(size_t a, size_t b)
{
    return a < b ? a : b;
}

static ptrdiff_t pipe_recv(void *io, void *dst, size_t cap)
{
    struct end *end = io;
    struct wire *wire = end->in;
    end->recv_blocked = false;
    if (wire->broken)
        return TB_IO_ERROR;
    size_t len = at_most(in_flight(wire), wire->crawl ? 1 : cap);
    if (len == 0 && wire->ended)
        return TB_IO_EOF;
    if (len == 0 || (wire->crawl && wire->calls++ % 2 == 0)) {
        end->recv_blocked = true;
        return TB_IO_AGAIN;
    }
    memcpy(dst, wire->data + wire->at, len);
    wire->at += len;
    wire->moved += len;
    return (ptrdiff_t)len;
}

static ptrdiff_t pipe_send(void *io, const void *src, size_t len)
{
    struct end *end = io;
    struct wire *wire = end->out;
    end->send_blocked = false;
    if (wire->broken)
        return TB_IO_ERROR;
    if (wire->limit)
        len = at_most(len, wire->limit - at_most(wire->limit, in_flight(wire)));
    if (len == 0 || (wire->crawl && wire->calls++ % 2 == 0)) {
        end->send_blocked = true;
        return TB_IO_AGAIN;
    }
    wire_put(wire, src, wire->crawl ? 1 : len);
    return wire->crawl ? 1 : (ptrdiff_t)len;
}

size_t records_in_flight(const struct wire *wire)
{
    enum { HEADER = 5 };
    size_t records = 0, at = wire->at;
    while (at < wire->len) {
        expect(wire->len - at >= HEADER, "%zu bytes behind the last record", wire->len - at);
        const uint8_t *header = wire->data + at;
        size_t len = HEADER + (size_t)header[3] * 256 + header[4];
        expect(header[0] >= 20 && header[0] <= 23 && header[1] == 3, "no record: %02x %02x", header[0], header[1]);
        expect(len <= wire->len - at, "a record of %zu bytes, %zu are there", len, wire->len - at);
        at += len;
        records++;
    }
    return records;
}

struct tb_transport transport_of(struct end *end)
{
    return (struct tb_transport){.fd = -1, .io = end, .recv = pipe_recv, .send = pipe_send};
}
