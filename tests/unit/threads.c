/* threads.c - several threads do a case at the same time, each its own, and none is left behind: on operations that the
 * test makes up. */
#include "harness/threads.h"
#include "harness/cores.h"
#include "unit.h"
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPERATIONS = 640, CHUNKS = 3, MOST_THREADS = 16 };

static int creations_left; /* threads that the system still grants; less than 0: all */

int __real_pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*run)(void *), void *arg);
int __wrap_pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*run)(void *), void *arg);

int __wrap_pthread_create(pthread_t *id, const pthread_attr_t *attributes, void *(*run)(void *), void *arg)
{
    if (creations_left == 0)
        return EAGAIN;
    creations_left--;
    return __real_pthread_create(id, attributes, run, arg);
}

/* What happens to a thread, by the order in which they open. */
enum place { NOWHERE, IN_OPEN, IN_RUN, IN_SETTLE };

static struct plan {
    enum place trouble;
    size_t victim; /* which of the states has it, from 0 */
    enum tb_status status;
} plan;

struct seen {
    size_t number; /* from 0, in the order of opening */
    pthread_t owner;
    uint64_t done; /* since the last settle */
    size_t chunks;
};
static atomic_size_t opened, closed, in_first_run, settled;
static size_t num_threads;
static uint64_t seeds[MOST_THREADS];

static enum tb_status trouble(const struct tb_job *job, const struct seen *seen, enum place place)
{
    if (plan.trouble != place || seen->number != plan.victim)
        return TB_OK;
    tb_text_add(job->why, "as planned");
    return plan.status;
}

static const struct tb_job *job_of[MOST_THREADS];

static enum tb_status open_any(const struct tb_job *job, const struct seen *first, void **state)
{
    struct seen *seen = calloc(1, sizeof *seen);
    *state = NULL;
    assert_non_null(seen);
    *seen = (struct seen){.number = atomic_fetch_add(&opened, 1), .owner = pthread_self()};
    assert_int_equal(first != NULL, seen->number > 0 && tb_case_shares_context(job->c));
    seeds[seen->number] = job->seed;
    job_of[seen->number] = job;
    enum tb_status status = trouble(job, seen, IN_OPEN);
    if (status == TB_OK && !tb_record_set(&job->record->negotiated, seen->number == 0 ? "the first" : "another"))
        status = TB_ERROR;
    if (status == TB_OK) {
        *state = seen;
    } else {
        free(seen);
        atomic_fetch_add(&closed, 1);
    }
    return status;
}

static enum tb_status open_alone(const struct tb_job *job, void **state)
{
    return open_any(job, NULL, state);
}

static enum tb_status open_beside(const struct tb_job *job, void *first, void **state)
{
    return open_any(job, first, state);
}

/* The first time, each waits for all others: what ran one thread after the other would never end. */
static enum tb_status run(void *state, uint64_t operations)
{
    struct seen *seen = state;
    assert_true(pthread_equal(seen->owner, pthread_self()));
    if (seen->done == 0 && seen->chunks == 0) {
        atomic_fetch_add(&in_first_run, 1);
        while (atomic_load(&in_first_run) < num_threads)
            sched_yield();
    }
    seen->done += operations;
    return trouble(job_of[seen->number], seen, IN_RUN);
}

static enum tb_status settle(void *state, const struct tb_chunk *chunk)
{
    struct seen *seen = state;
    assert_true(pthread_equal(seen->owner, pthread_self()));
    assert_true(chunk->warm_up); /* add no metric: it would be one thread's */
    assert_true(chunk->operations == seen->done && seen->done >= OPERATIONS / 32);
    seen->done = 0;
    seen->chunks++;
    atomic_fetch_add(&settled, 1);
    return trouble(job_of[seen->number], seen, IN_SETTLE);
}

/* What others use is there until they have gone. */
static void close_any(void *state)
{
    struct seen *seen = state;
    assert_true(pthread_equal(seen->owner, pthread_self()));
    size_t before = atomic_fetch_add(&closed, 1);
    if (seen->number == 0)
        assert_int_equal(before, atomic_load(&opened) - 1);
    free(seen);
}

static const struct tb_local_ops ops = {
    .open = open_alone, .run = run, .settle = settle, .close = close_any, .open_beside = open_beside};

static size_t error_text(tb_lib *lib, char *dst, size_t cap)
{
    (void)lib, (void)cap;
    dst[0] = '\0';
    return 0;
}

static const struct tb_backend backend = {.error_text = error_text};

struct outcome {
    struct tb_case c;
    struct tb_record record;
    struct tb_text why;
    enum tb_status status;
};

static void run_threads(struct outcome *outcome, const char *name, const struct tb_cores *cores, unsigned chunks)
{
    tb_text_init(&outcome->why, 1000);
    tb_record_init(&outcome->record);
    assert_true(tb_case_parse(&outcome->c, name, &outcome->why));
    num_threads = tb_case_threads(&outcome->c);
    const struct tb_job job = {.backend = &backend,
                               .c = &outcome->c,
                               .cores = cores,
                               .seed = 7,
                               .why = &outcome->why,
                               .record = &outcome->record};
    opened = closed = in_first_run = settled = 0;
    outcome->status = tb_threads_run(&job, &ops, OPERATIONS, chunks);
    assert_int_equal(atomic_load(&opened), atomic_load(&closed));
}

static void outcome_free(struct outcome *outcome)
{
    tb_record_free(&outcome->record);
    tb_text_free(&outcome->why);
    plan = (struct plan){.trouble = NOWHERE};
    creations_left = -1;
}

static const double *values_of(const struct outcome *outcome, const char *metric)
{
    const struct tb_series *series = tb_record_series(&outcome->record, metric);
    assert_non_null(series);
    assert_int_equal(series->num, CHUNKS);
    return series->values;
}

static void all_threads_run_at_the_same_time(void **state)
{
    (void)state;
    struct outcome outcome;
    run_threads(&outcome, "kx/x25519/offer/threads-4", NULL, CHUNKS);
    assert_int_equal(outcome.status, TB_OK);
    assert_int_equal(opened, 4);
    assert_int_equal(settled, 4 * (CHUNKS + 1)); /* the discarded chunk is checked, too */
    assert_true(outcome.record.operations == OPERATIONS);
    assert_string_equal(outcome.record.negotiated, "the first");
    const double *all = values_of(&outcome, "operations_per_second"), *one = values_of(&outcome, "thread_rate");
    const double *slow = values_of(&outcome, "slowest_thread"), *fast = values_of(&outcome, "fastest_thread");
    const double *cpu = values_of(&outcome, "cpu_time"), *wait = values_of(&outcome, "waits");
    for (size_t i = 0; i < CHUNKS; i++) {
        assert_true(wait[i] >= 0);
        assert_true(0 < slow[i] && slow[i] <= one[i] && one[i] <= fast[i] && cpu[i] >= 0);
        assert_true(4 * slow[i] <= all[i] * (1 + 1e-9) && all[i] <= 4 * fast[i] * (1 + 1e-9));
    }
    assert_null(tb_record_series(&outcome.record, "time"));
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(seeds[i] != seeds[j]);
    assert_true(seeds[0] == 7);
    outcome_free(&outcome);
}

/* Plaintext of all threads. */
static void a_rate_has_the_drivers_name(void **state)
{
    (void)state;
    struct outcome outcome;
    run_threads(&outcome, "aead/aes-128-gcm/1000/once/seal/threads-2", NULL, CHUNKS);
    assert_int_equal(outcome.status, TB_OK);
    const double *all = values_of(&outcome, "throughput"), *slow = values_of(&outcome, "slowest_thread");
    assert_true(2 * slow[0] * 1000 / 1e9 <= all[0] * (1 + 1e-9));
    assert_null(tb_record_series(&outcome.record, "operations_per_second"));
    outcome_free(&outcome);
}

static void cores_are_used_again_where_there_are_too_few(void **state)
{
    (void)state;
    static struct tb_cores cores;
    struct outcome outcome;
    char expected[200];
    tb_cores_find(&cores, UINT64_MAX);
    assert_true(cores.num > 0);
    for (size_t i = 0; i < cores.num; i++)
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(cores.core[i], cores.core[j]);
    cores.num = cores.num < 2 ? 1 : 2;
    int a = cores.core[0], b = cores.core[cores.num - 1];
    snprintf(expected, sizeof expected, "%d %d %d %d %d", a, b, a, b, a);
    run_threads(&outcome, "kx/x25519/offer/threads-5", &cores, CHUNKS);
    assert_int_equal(outcome.status, TB_OK);
    assert_string_equal(outcome.record.cores, expected);
    outcome_free(&outcome);
}

static void the_named_core_comes_first(void **state)
{
    (void)state;
    static struct tb_cores any, named;
    tb_cores_find(&any, UINT64_MAX);
    uint64_t last = (uint64_t)any.core[any.num - 1];
    tb_cores_find(&named, last);
    assert_int_equal(named.num, any.num);
    assert_true((uint64_t)named.core[0] == last);
}

/* Threads of a case with a shared context open beside the first one, and no other does. */
static void what_is_shared_is_the_first_threads(void **state)
{
    (void)state;
    struct outcome outcome;
    run_threads(&outcome, "trust/ed25519/verify/2/1/none/threads-4/shared", NULL, 0);
    assert_int_equal(outcome.status, TB_OK);
    assert_int_equal(opened, 4);
    assert_int_equal(settled, 0); /* it was only opened */
    assert_int_equal(outcome.record.num_series, 0);
    outcome_free(&outcome);
}

/* Wherever it fails, all others leave, and the failure names the thread. */
static void a_failure_ends_them_all(void **state)
{
    (void)state;
    static const enum place places[] = {IN_OPEN, IN_RUN, IN_SETTLE};
    for (size_t i = 0; i < COUNT(places); i++)
        for (size_t victim = 0; victim < 4; victim++) {
            struct outcome outcome;
            plan = (struct plan){places[i], victim, TB_BAD_PEER};
            run_threads(&outcome, "kx/x25519/offer/threads-4", NULL, CHUNKS);
            assert_int_equal(outcome.status, TB_BAD_PEER);
            assert_non_null(strstr(outcome.why.data, " of 4: as planned"));
            outcome_free(&outcome);
        }
}

static void what_cannot_be_done_is_said_once(void **state)
{
    (void)state;
    struct outcome outcome;
    plan = (struct plan){IN_OPEN, 0, TB_UNSUPPORTED};
    run_threads(&outcome, "kx/x25519/offer/threads-2", NULL, CHUNKS);
    assert_int_equal(outcome.status, TB_UNSUPPORTED);
    assert_string_equal(outcome.why.data, "as planned");
    assert_int_equal(opened, 1);
    outcome_free(&outcome);
}

static void threads_that_cannot_be_had_are_an_error(void **state)
{
    (void)state;
    for (int had = 0; had < 3; had++) {
        struct outcome outcome;
        creations_left = had;
        run_threads(&outcome, "kx/x25519/offer/threads-4", NULL, CHUNKS);
        assert_int_equal(outcome.status, TB_ERROR);
        assert_non_null(strstr(outcome.why.data, " of 4 threads can be started"));
        assert_non_null(strstr(outcome.why.data, "ulimit -u"));
        assert_int_equal(opened, 0);
        outcome_free(&outcome);
    }
}

int main(void)
{
    creations_left = -1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_named_core_comes_first), /* before this thread is pinned */
        cmocka_unit_test(all_threads_run_at_the_same_time),
        cmocka_unit_test(a_rate_has_the_drivers_name),
        cmocka_unit_test(cores_are_used_again_where_there_are_too_few),
        cmocka_unit_test(what_is_shared_is_the_first_threads),
        cmocka_unit_test(a_failure_ends_them_all),
        cmocka_unit_test(what_cannot_be_done_is_said_once),
        cmocka_unit_test(threads_that_cannot_be_had_are_an_error),
    };
    return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
