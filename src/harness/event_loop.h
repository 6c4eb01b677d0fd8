/* event_loop.h - an event loop on epoll that makes system calls to change an interest only if it differs.
 *
 * It is level triggered: a handler that did not read everything is called again.  A handler that could continue, but
 * yields to the others, asks to be called soon.
 *
 * A turn is short, however many handlers are ready: it ends after a millisecond, once the current handler returns.  The
 * caller checks its clock and its urgent work between turns.  Handlers that were not reached come first in the next
 * turn; queued handlers and ready ones share the time equally.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>

/* Embedded in the object that it serves.  The first three fields belong to the owner, the others to the loop. */
struct tb_handler {
    int fd;
    void (*ready)(void *owner); /* the event came, or the descriptor failed */
    void *owner;
    uint32_t interest; /* EPOLLIN or EPOLLOUT; 0: not in the loop */
    bool queued;
    struct tb_handler *next;
};

enum { TB_LOOP_EVENTS = 64 }; /* events requested from the kernel at once, and queued handlers in one turn */

struct tb_event_loop {
    int epoll; /* -1: not open */
    struct tb_handler *queue, **queue_end;
    size_t num_queued;
    struct epoll_event events[TB_LOOP_EVENTS]; /* from the kernel; those from next_event on are not handled yet */
    int num_events, next_event;
    size_t num_served; /* events in the latest turn */
    uint64_t due_ns;   /* the owner has something to do then: from that time on, a turn ends after one handler of each
                        * group; 0: nothing */
};

/* On failure errno is set. */
bool tb_loop_open(struct tb_event_loop *loop);
void tb_loop_close(struct tb_event_loop *loop);

/* Makes a system call only if the interest changes. */
bool tb_loop_want(struct tb_event_loop *loop, struct tb_handler *handler, uint32_t interest);

/* Removes it from epoll but leaves its descriptor open, for another handler. */
bool tb_loop_forget(struct tb_event_loop *loop, struct tb_handler *handler);

/* Queues the handler for the next turn; it needs no descriptor. */
void tb_loop_soon(struct tb_event_loop *loop, struct tb_handler *handler);

/* Closes the descriptor, which also removes it from epoll. */
void tb_handler_close(struct tb_handler *handler);

/* One turn: queued handlers, then those whose descriptor is ready, each group for up to half a millisecond.  Waits at
 * most `timeout_ms`, and not at all if any handler is still to be called. */
bool tb_loop_turn(struct tb_event_loop *loop, int timeout_ms);
