/* event_loop.h - epoll, told only what changes.
 *
 * Level triggered: a handler that did not take everything is called again.  A handler that could go on without waiting,
 * but lets the others have their turn, asks to be called soon.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>

/* Embedded in what it serves.  The first three fields are its owner's, the others are the loop's. */
struct tb_handler {
    int fd;
    void (*ready)(void *owner); /* what it waited for has come, or its descriptor failed */
    void *owner;
    uint32_t interest; /* EPOLLIN or EPOLLOUT; 0: not in the loop */
    bool queued;
    struct tb_handler *next;
};

struct tb_event_loop {
    int epoll; /* -1: not open */
    struct tb_handler *queue, **queue_end;
};

/* Functions that return bool return false with errno set. */
bool tb_loop_open(struct tb_event_loop *loop);
void tb_loop_close(struct tb_event_loop *loop);

/* Calls the kernel only when the interest was another one. */
bool tb_loop_want(struct tb_event_loop *loop, struct tb_handler *handler, uint32_t interest);

/* In the next turn, without waiting for anything; it need not have a descriptor. */
void tb_loop_soon(struct tb_event_loop *loop, struct tb_handler *handler);

/* Closes the descriptor, which also takes it out of epoll. */
void tb_handler_close(struct tb_handler *handler);

/* One turn: those who asked for it, then those whose descriptor is ready.  Waits at most `timeout_ms`, and not at all
 * when somebody asked to be called soon. */
bool tb_loop_turn(struct tb_event_loop *loop, int timeout_ms);
