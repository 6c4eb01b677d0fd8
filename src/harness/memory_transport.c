#include "harness/memory_transport.h"
#include "harness/aligned.h"
#include <stdlib.h>
#include <string.h>

static ptrdiff_t receive(void *io, void *dst, size_t cap)
{
    struct tb_pipe *pipe = ((struct tb_memory_end *)io)->in;
    size_t len = pipe->tail - pipe->head;
    if (len == 0)
        return TB_IO_AGAIN;
    if (len > cap)
        len = cap;
    memcpy(dst, pipe->data + pipe->head, len);
    pipe->head += len;
    if (pipe->head == pipe->tail)
        pipe->head = pipe->tail = 0;
    return (ptrdiff_t)len;
}

static ptrdiff_t transmit(void *io, const void *src, size_t len)
{
    struct tb_pipe *pipe = ((struct tb_memory_end *)io)->out;
    size_t room = pipe->cap - pipe->tail;
    if (room == 0)
        return TB_IO_AGAIN;
    if (len > room)
        len = room;
    memcpy(pipe->data + pipe->tail, src, len);
    pipe->tail += len;
    pipe->total += len;
    return (ptrdiff_t)len;
}

bool tb_memory_open(struct tb_memory *memory, size_t cap)
{
    *memory = (struct tb_memory){0};
    for (int side = TB_CLIENT; side <= TB_SERVER; side++) {
        struct tb_pipe *pipe = &memory->pipe[side];
        pipe->data = tb_aligned(cap);
        if (!pipe->data) {
            tb_memory_close(memory);
            return false;
        }
        pipe->cap = cap;
        memory->end[side] = (struct tb_memory_end){.in = &memory->pipe[!side], .out = pipe};
    }
    return true;
}

void tb_memory_close(struct tb_memory *memory)
{
    free(memory->pipe[TB_CLIENT].data);
    free(memory->pipe[TB_SERVER].data);
    *memory = (struct tb_memory){0};
}

void tb_memory_clear(struct tb_memory *memory)
{
    for (int side = TB_CLIENT; side <= TB_SERVER; side++) {
        struct tb_pipe *pipe = &memory->pipe[side];
        pipe->head = pipe->tail = 0;
        pipe->total = 0;
    }
}

struct tb_transport tb_memory_transport(struct tb_memory *memory, enum tb_side side)
{
    return (struct tb_transport){.fd = -1, .io = &memory->end[side], .recv = receive, .send = transmit};
}

size_t tb_memory_unread(const struct tb_memory *memory)
{
    size_t unread = 0;
    for (int side = TB_CLIENT; side <= TB_SERVER; side++)
        unread += memory->pipe[side].tail - memory->pipe[side].head;
    return unread;
}
