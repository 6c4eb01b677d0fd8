#include "worker/event_loop.h"
#include <errno.h>
#include <stddef.h>
#include <unistd.h>

enum { EVENTS = 64 };

bool tb_loop_open(struct tb_event_loop *loop)
{
    *loop = (struct tb_event_loop){.epoll = epoll_create1(EPOLL_CLOEXEC)};
    loop->queue_end = &loop->queue;
    return loop->epoll >= 0;
}

void tb_loop_close(struct tb_event_loop *loop)
{
    if (loop->epoll >= 0)
        close(loop->epoll);
    loop->epoll = -1;
}

bool tb_loop_want(struct tb_event_loop *loop, struct tb_handler *handler, uint32_t interest)
{
    if (handler->interest == interest)
        return true;
    int operation = handler->interest ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    struct epoll_event event = {.events = interest, .data.ptr = handler};
    if (epoll_ctl(loop->epoll, operation, handler->fd, &event) != 0)
        return false;
    handler->interest = interest;
    return true;
}

void tb_loop_soon(struct tb_event_loop *loop, struct tb_handler *handler)
{
    if (handler->queued)
        return;
    handler->queued = true;
    handler->next = NULL;
    *loop->queue_end = handler;
    loop->queue_end = &handler->next;
}

void tb_handler_close(struct tb_handler *handler)
{
    if (handler->fd >= 0)
        close(handler->fd);
    handler->fd = -1;
    handler->interest = 0;
}

/* Those who ask again while it runs are called in the next turn. */
static void run_queue(struct tb_event_loop *loop)
{
    struct tb_handler *handler = loop->queue;
    loop->queue = NULL;
    loop->queue_end = &loop->queue;
    while (handler) {
        struct tb_handler *next = handler->next;
        handler->queued = false;
        handler->ready(handler->owner);
        handler = next;
    }
}

bool tb_loop_turn(struct tb_event_loop *loop, int timeout_ms)
{
    struct epoll_event events[EVENTS];
    run_queue(loop);
    int num = epoll_wait(loop->epoll, events, EVENTS, loop->queue ? 0 : timeout_ms);
    if (num < 0)
        return errno == EINTR;
    for (int i = 0; i < num; i++) {
        struct tb_handler *handler = events[i].data.ptr;
        if (handler->interest && !handler->queued) /* else it was closed meanwhile, or comes with the queue */
            handler->ready(handler->owner);
    }
    return true;
}
