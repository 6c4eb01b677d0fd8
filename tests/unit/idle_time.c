/* idle_time.c - which CPU time of a client that waits for a planned start is not the work's, on times that the test
 * makes up. */
#include "harness/idle_time.h"
#include "unit.h"

/* Turns that take 3 each, with 2 between them, for looks at the clocks. */
static void looks_between_idle_turns_are_idle(void **state)
{
    struct tb_idle_time idle = {0};
    (void)state;
    for (uint64_t turn = 0; turn < 10; turn++) {
        tb_idle_begin(&idle, 100 + 5 * turn);
        tb_idle_did_nothing(&idle, 103 + 5 * turn);
    }
    assert_int_equal(idle.cpu_ns, 48);
}

static void work_ends_a_row(void **state)
{
    struct tb_idle_time idle = {0};
    (void)state;
    tb_idle_begin(&idle, 100);
    tb_idle_did_nothing(&idle, 110);
    tb_idle_begin(&idle, 112);
    tb_idle_end(&idle); /* the turn from 112 did something until 150 */
    assert_int_equal(idle.cpu_ns, 10);
    tb_idle_end(&idle); /* and so did what came between */
    tb_idle_begin(&idle, 160);
    tb_idle_did_nothing(&idle, 165);
    assert_int_equal(idle.cpu_ns, 15);
}

static void a_turn_that_works_alone_is_none(void **state)
{
    struct tb_idle_time idle = {0};
    (void)state;
    tb_idle_begin(&idle, 100);
    tb_idle_end(&idle);
    tb_idle_begin(&idle, 200);
    tb_idle_end(&idle);
    assert_int_equal(idle.cpu_ns, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks_between_idle_turns_are_idle),
        cmocka_unit_test(work_ends_a_row),
        cmocka_unit_test(a_turn_that_works_alone_is_none),
    };
    return cmocka_run_group_tests_name("idle_time", tests, NULL, NULL);
}
