/* The parts of a handshake by the measurements of the rounds: the clock's turns, and the primitives in them. */
#include "control/anatomy/anatomy.h"
#include "control/plan/plan.h"
#include "core/catalog.h"
#include "unit.h"
#include <math.h>
#include <string.h>

enum { MOST_METRICS = 48 };

/* A plan with a handshake and its parts on one library, with measurements for every case. */
struct measured {
    struct tb_planned items[1 + TB_MOST_PARTS];
    struct tb_cell cells[1 + TB_MOST_PARTS];
    double least[1 + TB_MOST_PARTS][MOST_METRICS];
    struct tb_plan plan;
};

static void set_least(struct measured *measured, size_t i, const char *metric, double value)
{
    const struct tb_driver_info *driver = measured->items[i].c.driver;
    measured->least[i][tb_metric_by_name(driver, metric) - driver->metrics] = value;
}

static void add_measured(struct measured *measured, const struct tb_case *c)
{
    size_t i = measured->plan.num++;
    for (size_t j = 0; j < MOST_METRICS; j++)
        measured->least[i][j] = NAN;
    measured->cells[i] = (struct tb_cell){.least = measured->least[i], .counts[TB_SAMPLE_OK] = 1};
    measured->items[i] = (struct tb_planned){.c = *c, .cells = &measured->cells[i], .num_cells = 1};
    assert_true(c->driver->num_metrics <= MOST_METRICS);
}

/* Turns of 100, 400, 300 and 50, and 150 outside of them; each part takes 20. */
static void measure(struct measured *measured)
{
    static const char *const metrics[] = {"time",         "client_time",  "server_time", "flight1_time",
                                          "flight2_time", "flight3_time", "flight4_time"};
    static const double values[] = {1000, 500, 500, 100, 400, 300, 50};
    struct tb_anatomy_part parts[TB_MOST_PARTS];
    struct tb_case c;
    struct tb_text why;
    tb_text_init(&why, 100);
    assert_true(tb_case_parse(&c, "handshake/memory/tls1.3/x25519/rsa-2048/aes-128-gcm/full", &why));
    size_t num = tb_anatomy_parts(parts, &c, &why);
    tb_text_free(&why);
    *measured = (struct measured){.plan = {.items = measured->items}};
    add_measured(measured, &c);
    for (size_t i = 0; i < COUNT(metrics); i++)
        set_least(measured, 0, metrics[i], values[i]);
    for (size_t i = 0; i < num; i++) {
        add_measured(measured, &parts[i].c);
        set_least(measured, measured->plan.num - 1, "time", 20);
    }
}

static struct tb_anatomy anatomy_of(struct measured *measured)
{
    struct tb_anatomy anatomy = {.planned = &measured->items[0], .cell = &measured->cells[0]};
    tb_anatomy_time(&anatomy, &measured->plan);
    return anatomy;
}

static void what_was_measured_becomes_turns_and_phases(void **state)
{
    struct measured measured;
    (void)state;
    measure(&measured);
    struct tb_anatomy anatomy = anatomy_of(&measured);
    const struct tb_finding *clock = &anatomy.finding[TB_METHOD_CLOCK];
    const struct tb_finding *primitives = &anatomy.finding[TB_METHOD_PRIMITIVES];
    assert_int_equal(anatomy.flights, 4);
    assert_int_equal(clock->status, TB_SAMPLE_OK);
    assert_true(clock->amount[TB_CLIENT_OUTSIDE].total == 100 && clock->amount[TB_SERVER_OUTSIDE].total == 50);
    assert_true(clock->amount[TB_FIRST_FLIGHT + 1].total == 400);
    assert_int_equal(primitives->status, TB_SAMPLE_OK);
    const struct tb_amount *client = &primitives->amount[TB_FIRST_FLIGHT + 2];
    assert_true(client->phase[TB_PHASE_KX] == 20 && client->phase[TB_PHASE_CERTIFICATES] == 20);
    assert_true(client->phase[TB_PHASE_REMAINDER] == 300 - 4 * 20.);
    assert_true(primitives->whole.total == 1000 && primitives->whole.phase[TB_PHASE_SIGNATURE] == 40);
}

static void parts_that_take_longer_than_their_turn_are_shown_as_that(void **state)
{
    struct measured measured;
    (void)state;
    measure(&measured);
    set_least(&measured, 1, "time", 200); /* the client's share, in a turn of 100 */
    struct tb_anatomy anatomy = anatomy_of(&measured);
    assert_int_equal(anatomy.finding[TB_METHOD_CLOCK].status, TB_SAMPLE_OK);
    assert_int_equal(anatomy.finding[TB_METHOD_PRIMITIVES].status, TB_SAMPLE_OK);
    assert_true(fabs(anatomy.finding[TB_METHOD_PRIMITIVES].sum - 1.1) < 1e-9);
    struct tb_anatomy_line line;
    assert_true(tb_anatomy_line(&line, &anatomy, (struct tb_anatomy_place){TB_FIRST_FLIGHT, TB_PHASE_KX}));
    assert_true(line.has[TB_METHOD_PRIMITIVES] && line.amount[TB_METHOD_PRIMITIVES] == 200);
    assert_non_null(strstr(anatomy.finding[TB_METHOD_PRIMITIVES].reason, "110.0 %"));
    assert_true(anatomy.finding[TB_METHOD_PRIMITIVES].astray && !anatomy.finding[TB_METHOD_CLOCK].astray);
    set_least(&measured, 1, "time", 30); /* a later round was less disturbed */
    tb_anatomy_time(&anatomy, &measured.plan);
    assert_int_equal(anatomy.finding[TB_METHOD_PRIMITIVES].status, TB_SAMPLE_OK);
    assert_false(anatomy.finding[TB_METHOD_PRIMITIVES].astray);
    assert_int_equal(anatomy.flights, 4);
}

static void what_is_missing_says_so(void **state)
{
    static char reason[] = "this library has no such group";
    struct measured measured;
    (void)state;
    measure(&measured);
    measured.cells[2].counts[TB_SAMPLE_OK] = 0;
    measured.cells[2].counts[TB_SAMPLE_UNSUPPORTED] = 1;
    measured.cells[2].reasons[TB_SAMPLE_UNSUPPORTED] = reason;
    struct tb_anatomy anatomy = anatomy_of(&measured);
    assert_int_equal(anatomy.finding[TB_METHOD_PRIMITIVES].status, TB_SAMPLE_UNSUPPORTED);
    assert_non_null(strstr(anatomy.finding[TB_METHOD_PRIMITIVES].reason, "kx/x25519/answer: "));
    assert_non_null(strstr(anatomy.finding[TB_METHOD_PRIMITIVES].reason, reason));
    assert_false(anatomy.finding[TB_METHOD_PRIMITIVES].astray); /* no further round can help */
    measure(&measured);
    set_least(&measured, 0, "flight1_time", NAN);
    anatomy = anatomy_of(&measured);
    assert_int_equal(anatomy.finding[TB_METHOD_CLOCK].status, TB_SAMPLE_FAILED);
    assert_int_equal(anatomy.finding[TB_METHOD_PRIMITIVES].status, TB_SAMPLE_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_measured_becomes_turns_and_phases),
        cmocka_unit_test(parts_that_take_longer_than_their_turn_are_shown_as_that),
        cmocka_unit_test(what_is_missing_says_so),
    };
    return cmocka_run_group_tests_name("anatomy_time", tests, NULL, NULL);
}
