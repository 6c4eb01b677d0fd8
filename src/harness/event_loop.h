/* event_loop.h - an event loop on epoll, which is called only when an interest changes.
 *
 * Level triggered: a handler that did not take everything is called again.  A handler that could continue without
 * waiting, but yields to the others, asks to be called soon.
 *
 * A turn is short, however many handlers are ready: a millisecond of work, and the end of the handler that is under way
 * then.  Whoever runs the loop looks at its clock, and at what must not wait, between two turns.  Who had no turn comes
 * first in the next one; those who asked and those who are ready share the time.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
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

enum { TB_LOOP_EVENTS = 64 }; /* that are asked of the kernel at once, and handlers of the queue in one turn */

struct tb_event_loop {
    int epoll; /* -1: not open */
    struct tb_handler *queue, **queue_end;
    size_t num_queued;
    struct epoll_event events[TB_LOOP_EVENTS]; /* from the kernel: those from next_event on are still to be served */
    int num_events, next_event;
    size_t num_served; /* events, in the latest turn */
};

/* Functions that return bool return false with errno set. */
bool tb_loop_open(struct tb_event_loop *loop);
void tb_loop_close(struct tb_event_loop *loop);

/* Calls the kernel only when the interest was another one. */
bool tb_loop_want(struct tb_event_loop *loop, struct tb_handler *handler, uint32_t interest);

/* Takes it out of epoll and leaves its descriptor open, for another handler. */
bool tb_loop_forget(struct tb_event_loop *loop, struct tb_handler *handler);

/* In the next turn, without waiting for anything; it need not have a descriptor. */
void tb_loop_soon(struct tb_event_loop *loop, struct tb_handler *handler);

/* Closes the descriptor, which also takes it out of epoll. */
void tb_handler_close(struct tb_handler *handler);

/* One turn: those who asked for it, then those whose descriptor is ready, each as far as half a millisecond goes. Waits
 * at most `timeout_ms`, and not at all when somebody is still to be called. */
bool tb_loop_turn(struct tb_event_loop *loop, int timeout_ms);
