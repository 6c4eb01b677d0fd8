/* memory_transport.h - both ends of a connection in one thread, over two buffers.
 *
 * Once open, it uses no kernel, no other thread and no allocation, so a measurement contains only the work of the
 * libraries.  Bytes written by one end wait until the other reads them; writing to a full buffer would block.
 */
#pragma once
#include "backends/backend.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tb_side { TB_CLIENT, TB_SERVER };

/* Bytes in flight in one direction.  The buffer restarts at its front when it runs empty, which happens at the end of
 * each flight.  So it never wraps, and a long transfer stays in the same few cache lines. */
struct tb_pipe {
    uint8_t *data;
    size_t cap, head, tail; /* unread bytes: [head, tail) */
    uint64_t total;         /* bytes ever written */
};

struct tb_memory_end {
    struct tb_pipe *in, *out;
};

struct tb_memory {
    struct tb_pipe pipe[2];      /* by the side that writes */
    struct tb_memory_end end[2]; /* by the side that uses it */
};

/* Each direction holds `cap` bytes.  The struct must not move while it is open.  Fails only if memory runs out. */
bool tb_memory_open(struct tb_memory *memory, size_t cap);
void tb_memory_close(struct tb_memory *memory);
void tb_memory_clear(struct tb_memory *memory); /* for the next connection: drops unread bytes and resets the totals */

struct tb_transport tb_memory_transport(struct tb_memory *memory, enum tb_side side);
size_t tb_memory_unread(const struct tb_memory *memory); /* in both directions */
