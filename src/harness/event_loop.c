#include "harness/event_loop.h"
#include "core/clock.h"
#include <errno.h>
#include <stddef.h>
#include <unistd.h>

enum { SLICE_NS = 500000 };

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

bool tb_loop_forget(struct tb_event_loop *loop, struct tb_handler *handler)
{
    if (handler->interest && epoll_ctl(loop->epoll, EPOLL_CTL_DEL, handler->fd, NULL) != 0)
        return false;
    handler->interest = 0;
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
    loop->num_queued++;
}

void tb_handler_close(struct tb_handler *handler)
{
    if (handler->fd >= 0)
        close(handler->fd);
    handler->fd = -1;
    handler->interest = 0;
}

static struct tb_handler *take(struct tb_event_loop *loop)
{
    struct tb_handler *handler = loop->queue;
    loop->queue = handler->next;
    if (!loop->queue)
        loop->queue_end = &loop->queue;
    loop->num_queued--;
    handler->queued = false;
    return handler;
}

/* Has this group of handlers had its time, which ends at `over_ns`? */
static bool is_over(const struct tb_event_loop *loop, uint64_t over_ns, bool enough)
{
    uint64_t now = tb_now_ns();
    return (enough && now >= over_ns) || (loop->due_ns && now >= loop->due_ns);
}

/* Handlers that ask again during the turn are called in the next one.  Calls at least as many handlers as had an event
 * in the last turn, however long it takes, unless the owner's work is due, and then as many as have events: an event
 * lets at most one handler ask, so the queue cannot grow. */
static void run_queue(struct tb_event_loop *loop)
{
    size_t due = loop->num_queued < TB_LOOP_EVENTS ? loop->num_queued : TB_LOOP_EVENTS;
    uint64_t over_ns = due > 0 ? tb_now_ns() + SLICE_NS : 0;
    for (size_t i = 0; i < due; i++) {
        struct tb_handler *handler = take(loop);
        handler->ready(handler->owner);
        if (is_over(loop, over_ns, i + 1 >= loop->num_served))
            return;
    }
}

static void run_events(struct tb_event_loop *loop)
{
    uint64_t over_ns = loop->next_event < loop->num_events ? tb_now_ns() + SLICE_NS : 0;
    loop->num_served = 0;
    while (loop->next_event < loop->num_events) {
        struct tb_handler *handler = loop->events[loop->next_event++].data.ptr;
        if (!handler->interest || handler->queued) /* it was closed meanwhile, or is called from the queue */
            continue;
        loop->num_served++;
        handler->ready(handler->owner);
        if (is_over(loop, over_ns, true))
            return;
    }
}

bool tb_loop_turn(struct tb_event_loop *loop, int timeout_ms)
{
    run_queue(loop);
    if (loop->next_event == loop->num_events) {
        int num = epoll_wait(loop->epoll, loop->events, TB_LOOP_EVENTS, loop->queue ? 0 : timeout_ms);
        loop->next_event = loop->num_events = 0;
        if (num < 0)
            return errno == EINTR;
        loop->num_events = num;
    }
    run_events(loop);
    return true;
}
