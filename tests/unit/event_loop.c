/* Which handlers are called, and when. */
#include "harness/event_loop.h"
#include "core/clock.h"
#include "unit.h"
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CALLERS = 2 };

struct caller {
    struct tb_handler handler;
    struct tb_event_loop *loop;
    struct tb_handler *victim; /* it closes this one when called */
    size_t calls, again;       /* how often it asks to be called soon */
    uint64_t busy_ns;          /* duration of a call */
    char **trace;              /* where it appends its name */
    char name;
    int peer;
};

struct world {
    struct tb_event_loop loop;
    struct caller callers[CALLERS];
    char trace[40], *end;
};

static void called(void *owner)
{
    struct caller *caller = owner;
    caller->calls++;
    *(*caller->trace)++ = caller->name;
    for (uint64_t began_ns = tb_now_ns(); tb_now_ns() - began_ns < caller->busy_ns;)
        ;
    if (caller->again > 0) {
        caller->again--;
        tb_loop_soon(caller->loop, &caller->handler);
    }
    if (caller->victim)
        tb_handler_close(caller->victim);
}

static void begin(struct world *world)
{
    *world = (struct world){.end = world->trace};
    assert_true(tb_loop_open(&world->loop));
    for (size_t i = 0; i < CALLERS; i++) {
        struct caller *caller = &world->callers[i];
        int pair[2];
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
        *caller = (struct caller){.handler = {.fd = pair[0], .ready = called, .owner = caller},
                                  .loop = &world->loop,
                                  .trace = &world->end,
                                  .name = (char)('a' + i),
                                  .peer = pair[1]};
    }
}

static void end(struct world *world)
{
    for (size_t i = 0; i < CALLERS; i++) {
        tb_handler_close(&world->callers[i].handler);
        tb_handler_close(&world->callers[i].handler); /* no effect */
        close(world->callers[i].peer);
    }
    tb_loop_close(&world->loop);
    tb_loop_close(&world->loop);
}

static void turn(struct world *world, const char *calls)
{
    world->end = world->trace;
    memset(world->trace, 0, sizeof world->trace);
    assert_true(tb_loop_turn(&world->loop, 10));
    assert_string_equal(world->trace, calls);
}

static void test_readiness(void **state)
{
    struct world world;
    (void)state;
    begin(&world);
    struct caller *a = &world.callers[0];
    turn(&world, ""); /* there are no events, so it times out */
    assert_true(tb_loop_want(&world.loop, &a->handler, EPOLLIN));
    turn(&world, "");
    assert_int_equal(write(a->peer, "x", 1), 1);
    turn(&world, "a");
    turn(&world, "a"); /* it did not read */
    assert_true(tb_loop_want(&world.loop, &a->handler, EPOLLOUT));
    turn(&world, "a");
    assert_true(tb_loop_want(&world.loop, &a->handler, EPOLLIN));
    char byte;
    assert_int_equal(read(a->handler.fd, &byte, 1), 1);
    turn(&world, "");
    close(a->peer);
    a->peer = -1;
    turn(&world, "a"); /* the peer closed */
    end(&world);
}

static void test_soon(void **state)
{
    struct world world;
    (void)state;
    begin(&world);
    struct caller *a = &world.callers[0], *b = &world.callers[1];
    a->again = 1;
    tb_loop_soon(&world.loop, &b->handler);
    tb_loop_soon(&world.loop, &a->handler);
    tb_loop_soon(&world.loop, &b->handler); /* it is already queued */
    turn(&world, "ba");
    turn(&world, "a"); /* asked again: called in the next turn, not endlessly in one */
    turn(&world, "");
    end(&world);
}

/* A handler that asks for the next turn is called from the queue, and not for its descriptor as well until it stops
 * asking. */
static void test_soon_and_ready(void **state)
{
    struct world world;
    (void)state;
    begin(&world);
    struct caller *a = &world.callers[0];
    assert_true(tb_loop_want(&world.loop, &a->handler, EPOLLOUT));
    a->again = 2;
    turn(&world, "a");  /* for its descriptor; asks */
    turn(&world, "a");  /* from the queue; asks again, so the descriptor waits */
    turn(&world, "aa"); /* from the queue, and stops asking: then for its descriptor */
    end(&world);
}

/* A long handler ends the turn; the handlers after it come first in the next one, and neither the queue nor the ready
 * ones starve the other. */
static void test_short_turns(void **state)
{
    struct world world;
    (void)state;
    begin(&world);
    struct caller *a = &world.callers[0], *b = &world.callers[1];
    a->busy_ns = b->busy_ns = 2000000;
    assert_true(tb_loop_want(&world.loop, &a->handler, EPOLLOUT));
    assert_true(tb_loop_want(&world.loop, &b->handler, EPOLLOUT));
    turn(&world, "a");
    turn(&world, "b"); /* its event was fetched together with a's */
    turn(&world, "a");
    b->again = 2; /* from now on it is called from the queue */
    turn(&world, "b");
    turn(&world, "ba");
    turn(&world, "bb"); /* stops asking: then for its event, which was fetched together with a's */
    turn(&world, "a");
    end(&world);
}

/* What the owner has to do ends a turn after one handler of each group, however short they are. */
static void test_due(void **state)
{
    struct world world;
    (void)state;
    begin(&world);
    struct caller *a = &world.callers[0], *b = &world.callers[1];
    assert_true(tb_loop_want(&world.loop, &a->handler, EPOLLOUT));
    assert_true(tb_loop_want(&world.loop, &b->handler, EPOLLOUT));
    world.loop.due_ns = 1;
    turn(&world, "a");
    turn(&world, "b");
    a->again = 1;
    b->again = 2;
    tb_loop_soon(&world.loop, &a->handler);
    tb_loop_soon(&world.loop, &b->handler);
    turn(&world, "a");
    turn(&world, "b"); /* their descriptors wait until they stop asking */
    end(&world);
}

/* More handlers ask than one turn serves: the others come first in the next one. */
static void test_long_queue(void **state)
{
    enum { MANY = TB_LOOP_EVENTS + 2 };
    struct world world;
    struct caller many[MANY];
    char trace[MANY + 1], *end_of_trace = trace;
    (void)state;
    begin(&world);
    for (size_t i = 0; i < MANY; i++) {
        many[i] = (struct caller){.handler = {.fd = -1, .ready = called, .owner = &many[i]},
                                  .loop = &world.loop,
                                  .trace = &end_of_trace,
                                  .name = (char)('A' + i % 26),
                                  .again = i == 0};
        tb_loop_soon(&world.loop, &many[i].handler);
    }
    assert_true(tb_loop_turn(&world.loop, 10));
    assert_true(many[MANY - 3].calls == 1 && many[MANY - 2].calls == 0 && many[0].calls == 1);
    assert_true(tb_loop_turn(&world.loop, 10));
    assert_true(many[MANY - 1].calls == 1 && many[0].calls == 2);
    end(&world);
}

/* Both are ready, and the one called first closes the other. */
static void test_closed_in_the_same_turn(void **state)
{
    struct world world;
    (void)state;
    begin(&world);
    for (size_t i = 0; i < CALLERS; i++) {
        world.callers[i].victim = &world.callers[1 - i].handler;
        assert_true(tb_loop_want(&world.loop, &world.callers[i].handler, EPOLLOUT));
    }
    world.end = world.trace;
    assert_true(tb_loop_turn(&world.loop, 10));
    assert_int_equal(world.callers[0].calls + world.callers[1].calls, 1);
    end(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_readiness),
        cmocka_unit_test(test_soon),
        cmocka_unit_test(test_due),
        cmocka_unit_test(test_soon_and_ready),
        cmocka_unit_test(test_short_turns),
        cmocka_unit_test(test_long_queue),
        cmocka_unit_test(test_closed_in_the_same_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
