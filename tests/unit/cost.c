/* How long samples and runs take, by what was seen when cases were tried. */
#include "control/run/cost.h"
#include "control/run/rehearse.h"
#include "control/run/run.h"
#include "control/sample/sample.h"
#include "core/catalog.h"
#include "unit.h"
#include <stdlib.h>
#include <string.h>

#define HANDSHAKES "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/"
#define BULK       "bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/download/"
#define HELD       "held/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/handshake/usual/"

enum { MS = 1000000 };

/* A plan of one case on one library. */
struct world {
    struct tb_run run;
    struct tb_planned planned;
    struct tb_cell cell;
};

static struct world *world_of(const char *name)
{
    struct world *world = calloc(1, sizeof *world);
    struct tb_text why;
    tb_text_init(&why, 300);
    assert_non_null(world);
    assert_true(tb_case_parse(&world->planned.c, name, &why));
    tb_text_free(&why);
    world->planned.pair = tb_case_is_pair(&world->planned.c);
    world->planned.cells = &world->cell;
    world->planned.num_cells = 1;
    world->run.plan = (struct tb_plan){.items = &world->planned, .num = 1};
    world->run.lab =
        (struct tb_lab){.chunks = 5, .chunk_ms = 20, .window_ms = 100, .warm_up_ms = 200, .sample_operations = 96};
    world->run.rounds = 10;
    return world;
}

static uint64_t sample_ms(const struct world *world)
{
    return (tb_guess_sample_ns(&world->run, &world->planned, &world->cell) + MS / 2) / MS;
}

/* Start, and six chunks of 1000 operations with what is prepared for each, and a check. */
static void local_samples(void **state)
{
    struct world *world = world_of("signature/ecdsa-p256/ecdsa_secp256r1_sha256/verify/fresh");
    (void)state;
    assert_int_equal(sample_ms(world), 25 + 6 * 30); /* nothing is known: a guess */
    world->planned.operations = 1000;
    world->cell.operation_ns = 20e3;
    world->cell.pace = (struct tb_pace){.start_ns = 40e6, .prepare_ns = 5e3, .settle_ns = 100e6};
    assert_int_equal(sample_ms(world), 40 + 6 * (1000 * 25 / 1000 + 100));
    free(world);
}

static void loopback_samples(void **state)
{
    static const struct {
        const char *name;
        uint64_t ms;
    } cases[] = {
        {HANDSHAKES "16", 70 + 200 + 500},                    /* the suite's lengths */
        {HANDSHAKES "1000", 70 + 4 * 400 + 5 * 3 * 400},      /* four units of each, then turn-overs */
        {HANDSHAKES "64/idle-10000", 70 + 5000 + 200 + 500},  /* opened first */
        {HANDSHAKES "arrivals-500/poisson", 70 + 200 + 2000}, /* a thousand arrivals */
        {HANDSHAKES "arrivals-5000/poisson/idle-100", 70 + 50 + 200 + 500},
        {HELD "10000", 70 + 5000},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct world *world = world_of(cases[i].name);
        world->cell.pace = (struct tb_pace){.start_ns = 70e6, .unit_ns = 400e3, .opening_ns = 500e3};
        if (sample_ms(world) != cases[i].ms)
            fail_msg("%s: %llu ms, not %llu", cases[i].name, (unsigned long long)sample_ms(world),
                     (unsigned long long)cases[i].ms);
        free(world);
    }
}

static void rehearsals_have_few_connections(void **state)
{
    static const struct {
        const char *name, *few;
    } cases[] = {{HANDSHAKES "1000/idle-10000", HANDSHAKES "16/idle-16"},
                 {HANDSHAKES "1", HANDSHAKES "1"},
                 {BULK "64/threads-2", BULK "16/threads-2"},
                 {HELD "10000", HELD "1000"}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct world *world = world_of(cases[i].name);
        struct tb_case few = tb_rehearsed(&world->planned.c);
        struct tb_text name;
        tb_text_init(&name, 300);
        tb_case_name(&few, &name);
        assert_string_equal(name.data, cases[i].few);
        tb_text_free(&name);
        free(world);
    }
}

static void assert_near(double value, double expected)
{
    assert_true(value > 0.999 * expected && value < 1.001 * expected);
}

static struct tb_pace pace_seen(const char *name, uint64_t turn_overs, uint64_t window_ms, uint64_t warm_up_ms)
{
    struct world *world = world_of(name);
    struct tb_sample sample = {.wall_ns = (60 + window_ms + warm_up_ms) * MS};
    struct tb_pace pace = {0};
    sample.record.turn_overs = turn_overs;
    sample.record.window_ns = window_ms * MS;
    sample.record.warm_up_ns = warm_up_ms * MS;
    tb_pace_seen(&pace, &world->planned.c, &sample);
    free(world);
    return pace;
}

static void the_pace_is_that_of_the_rehearsal(void **state)
{
    (void)state;
    /* Three turn-overs of 16 handshakes in 24 ms: 0.5 ms each; one that is opened costs as much. */
    struct tb_pace pace = pace_seen(HANDSHAKES "16", 3, 24, 36);
    assert_near(pace.start_ns, 60e6);
    assert_near(pace.unit_ns, 0.5e6);
    assert_near(pace.opening_ns, 0.5e6);
    /* Units of 0.1 ms: what 64 of them do not explain are the handshakes of 16 + 16 connections. */
    pace = pace_seen(BULK "16/idle-16", 20, 32, 22);
    assert_near(pace.unit_ns, 0.1e6);
    assert_near(pace.opening_ns, (22 - 6.4) / 32 * 1e6);
    pace = pace_seen(HELD "1000", 0, 0, 400);
    assert_near(pace.opening_ns, 0.4e6);
    assert_true(pace.unit_ns == 0); /* there are no windows */
}

/* Rounds, the sizing before them, and the turns that are measured again. */
static void runs(void **state)
{
    struct world *world = world_of(HANDSHAKES "16");
    (void)state;
    world->cell.pace = (struct tb_pace){.start_ns = 70e6, .unit_ns = 400e3, .opening_ns = 400e3};
    assert_int_equal(tb_guess_ns(&world->run) / MS, 70 + 10 * 770);
    world->run.most_second_rounds = 20;
    assert_int_equal(tb_guess_most_ns(&world->run) / MS, 70 + 30 * 770);
    world->run.options.checks_wanted = 2;
    assert_int_equal(tb_guess_ns(&world->run) / MS, 70 + 2 * 10 * 770);
    world->run.options.checks_wanted = 0;
    world->cell.pace.slowed = true; /* the only turn, but a quarter of the turns at most */
    assert_int_equal(tb_guess_ns(&world->run) / MS, 70 + 10 * 770 * 5 / 4);
    world->cell.pace.slowed = false;
    world->run.samples_each = 5;
    assert_int_equal(tb_guess_ns(&world->run) / MS, 70 + 10 * 5 * 770);
    world->cell.closed = true;
    assert_int_equal(tb_guess_ns(&world->run), 0);
    free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(local_samples),
        cmocka_unit_test(loopback_samples),
        cmocka_unit_test(rehearsals_have_few_connections),
        cmocka_unit_test(the_pace_is_that_of_the_rehearsal),
        cmocka_unit_test(runs),
    };
    return cmocka_run_group_tests_name("cost", tests, NULL, NULL);
}
