/* clock.c - each clock is the right one; nothing here depends on how long something takes. */
#include "core/clock.h"
#include "unit.h"
#include <pthread.h>
#include <time.h>

static uint64_t kernel_ns(clockid_t clock)
{
    struct timespec now;
    assert_int_equal(clock_gettime(clock, &now), 0);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* A reading between two readings of the kernel's clock must lie between them: right clock, right unit. */
static void assert_reads(uint64_t (*read)(void), clockid_t clock)
{
    uint64_t last = 0;
    for (size_t i = 0; i < 1000; i++) {
        uint64_t before = kernel_ns(clock), ours = read(), after = kernel_ns(clock);
        assert_true(before <= ours && ours <= after);
        assert_true(last <= ours);
        last = ours;
    }
    assert_true(last > 0);
}

static void wall_clock_is_monotonic(void **state)
{
    (void)state;
    assert_reads(tb_now_ns, CLOCK_MONOTONIC);
}

static void thread_clock_is_the_threads(void **state)
{
    (void)state;
    assert_reads(tb_thread_cpu_ns, CLOCK_THREAD_CPUTIME_ID);
}

static void process_clock_is_the_processs(void **state)
{
    (void)state;
    assert_reads(tb_process_cpu_ns, CLOCK_PROCESS_CPUTIME_ID);
}

enum { BURNT_NS = 1000000 };

static void *burn(void *unused)
{
    while (tb_thread_cpu_ns() < BURNT_NS)
        ;
    return unused;
}

static void another_threads_work_is_the_processs(void **state)
{
    (void)state;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, burn, NULL), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    uint64_t own = tb_thread_cpu_ns();
    assert_true(tb_process_cpu_ns() >= own + BURNT_NS);
}

static void ticks_never_go_back(void **state)
{
    (void)state;
    if (!tb_tsc_is_invariant())
        skip();
    uint64_t first = tb_tsc(), last = first;
    for (size_t i = 0; i < 1000; i++) {
        uint64_t now = tb_tsc();
        assert_true(now >= last);
        last = now;
    }
    assert_true(last > first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wall_clock_is_monotonic),       cmocka_unit_test(thread_clock_is_the_threads),
        cmocka_unit_test(process_clock_is_the_processs), cmocka_unit_test(another_threads_work_is_the_processs),
        cmocka_unit_test(ticks_never_go_back),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
