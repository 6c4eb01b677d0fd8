/* timed_chunk.c - only the operations are timed, not their preparation: on simulated clocks. */
#include "core/regions.h"
#include "harness/timed_loop.h"
#include "unit.h"

enum { AT_ONCE = 16, PREPARING = 1000000, WORKING = 7 };

static uint64_t now; /* ns, for all clocks */

uint64_t __wrap_tb_now_ns(void);
uint64_t __wrap_tb_thread_cpu_ns(void);
uint64_t __wrap_tb_tsc(void);
bool __wrap_tb_tsc_is_invariant(void);

uint64_t __wrap_tb_now_ns(void)
{
    return now;
}

uint64_t __wrap_tb_thread_cpu_ns(void)
{
    return now;
}

uint64_t __wrap_tb_tsc(void)
{
    return 3 * now;
}

bool __wrap_tb_tsc_is_invariant(void)
{
    return true;
}

/* A driver's view of a chunk: each operation uses up one prepared object. */
struct seen {
    uint64_t ready, done, runs;
    enum tb_status preparing; /* the result of prepare's third call */
};

static enum tb_status prepare(void *state, uint64_t *operations)
{
    struct seen *seen = state;
    assert_int_equal(seen->ready, 0);
    if (*operations > AT_ONCE)
        *operations = AT_ONCE;
    seen->ready = *operations;
    now += PREPARING;
    return seen->runs == 2 ? seen->preparing : TB_OK;
}

static enum tb_status run(void *state, uint64_t operations)
{
    struct seen *seen = state;
    assert_int_equal(seen->ready, operations);
    seen->ready = 0;
    seen->done += operations;
    seen->runs++;
    now += operations * WORKING;
    return TB_OK;
}

static enum tb_status run_at_once(void *state, uint64_t operations)
{
    struct seen *seen = state;
    seen->ready = operations;
    return run(state, operations);
}

static const struct tb_local_ops with = {.prepare = prepare, .run = run}, without = {.run = run_at_once};

static void preparation_is_not_timed(void **state)
{
    (void)state;
    static const struct {
        uint64_t operations, runs;
    } chunks[] = {{1, 1}, {16, 1}, {17, 2}, {100, 7}};
    const struct tb_job job = {.seed = 0};
    for (size_t i = 0; i < COUNT(chunks); i++) {
        struct seen seen = {.preparing = TB_OK};
        struct tb_chunk chunk;
        double time = (double)chunks[i].operations * WORKING;
        assert_int_equal(tb_timed_chunk(&job, &with, &seen, chunks[i].operations, NULL, &chunk), TB_OK);
        assert_int_equal(chunk.operations, chunks[i].operations);
        assert_int_equal(seen.done, chunks[i].operations);
        assert_int_equal(seen.runs, chunks[i].runs);
        assert_true(chunk.wall_ns == time && chunk.cpu_ns == time && chunk.tsc_ticks == 3 * time);
    }
}

static void what_needs_no_preparation_is_one_run(void **state)
{
    (void)state;
    const struct tb_job job = {.seed = 0};
    struct seen seen = {.preparing = TB_OK};
    struct tb_chunk chunk;
    assert_int_equal(tb_timed_chunk(&job, &without, &seen, 1000, NULL, &chunk), TB_OK);
    assert_int_equal(seen.runs, 1);
    assert_true(chunk.operations == 1000 && chunk.wall_ns == 1000 * WORKING);
}

static void a_failed_preparation_ends_the_chunk(void **state)
{
    (void)state;
    const struct tb_job job = {.seed = 0};
    struct seen seen = {.preparing = TB_UNSUPPORTED};
    struct tb_chunk chunk;
    assert_int_equal(tb_timed_chunk(&job, &with, &seen, 100, NULL, &chunk), TB_UNSUPPORTED);
    assert_int_equal(seen.runs, 2);
}

/* For a profiler: without the preparation, and nothing of a warm-up. */
static void regions_are_what_was_timed(void **state)
{
    (void)state;
    struct tb_marking marking = {.counts = false};
    struct tb_record record;
    struct tb_regions regions;
    struct tb_chunk chunk;
    struct seen seen = {.preparing = TB_OK};
    tb_record_init(&record);
    const struct tb_job job = {.marking = &marking, .record = &record};
    assert_int_equal(tb_timed_chunk(&job, &with, &seen, AT_ONCE, NULL, &chunk), TB_OK);
    assert_false(tb_regions_of(&regions, &record));
    marking.counts = true;
    uint64_t before = now;
    assert_int_equal(tb_timed_chunk(&job, &with, &seen, 2 * AT_ONCE, NULL, &chunk), TB_OK);
    assert_true(tb_regions_of(&regions, &record));
    assert_int_equal(regions.num, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_true(regions.from[i] == (double)(before + (i + 1) * PREPARING + i * AT_ONCE * WORKING));
        assert_true(regions.to[i] - regions.from[i] == AT_ONCE * WORKING);
    }
    assert_true(tb_regions_ns(&regions) == chunk.wall_ns);
    tb_record_free(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(preparation_is_not_timed),
        cmocka_unit_test(what_needs_no_preparation_is_one_run),
        cmocka_unit_test(a_failed_preparation_ends_the_chunk),
        cmocka_unit_test(regions_are_what_was_timed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
