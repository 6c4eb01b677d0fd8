#include "comparison_world.h"
#include "control/plan/expand.h"
#include "core/catalog.h"
#include <math.h>
#include <string.h>

const char *const case_names[] = {"kx/x25519/offer",
                                  "kx/x25519/exchange",
                                  "aead/aes-128-gcm/16384/once/seal",
                                  "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16",
                                  "steady/arithmetic",
                                  "handshake/memory/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full"};

static void add_case(struct tb_cases *cases, const char *name, struct tb_text *why)
{
    struct tb_case c;
    if (!tb_case_parse(&c, name, why) || !tb_cases_add(cases, &c, why))
        fail_msg("%s: %s", name, why->data);
}

void make(struct world *world, size_t num_libraries, size_t num_cases)
{
    static char names[][8] = {"alpha", "beta", "gamma", "plain"};
    struct tb_library *chosen[NUM_LIBRARIES];
    struct tb_cases cases = {0};
    *world = (struct world){0};
    tb_text_init(&world->why, 1000);
    for (size_t i = 0; i <= NUM_LIBRARIES; i++)
        world->libraries[i].name = names[i];
    for (size_t i = 0; i < num_libraries; i++)
        chosen[i] = &world->libraries[i];
    for (size_t i = 0; i < num_cases; i++)
        add_case(&cases, case_names[i], &world->why);
    struct tb_choice choice = {
        .libraries = chosen, .num_libraries = num_libraries, .plain = &world->libraries[NUM_LIBRARIES]};
    assert_true(tb_plan_make(&world->plan, &cases, &choice, ROUNDS, 1, &world->why));
    tb_cases_free(&cases);
}

void drop(struct world *world)
{
    tb_comparison_free(&world->comparison);
    tb_plan_free(&world->plan);
    tb_text_free(&world->why);
}

void fill(struct world *world, size_t item, size_t library, double factor, double step)
{
    const struct tb_planned *planned = &world->plan.items[item];
    struct tb_cell *cell = &planned->cells[library];
    for (size_t i = 0; i < planned->c.driver->num_metrics * ROUNDS; i++) {
        size_t round = i % ROUNDS;
        cell->compared[i] = 1000 * (1 + 0.1 * (double)(round * 7 % ROUNDS)) * factor * pow(step, (double)round);
    }
    cell->counts[TB_SAMPLE_OK] = ROUNDS;
}

void fill_all(struct world *world, double factor)
{
    for (size_t i = 0; i < world->plan.num; i++)
        for (size_t j = 0; j < world->plan.items[i].num_cells; j++)
            fill(world, i, j, j > 0 && !world->plan.items[i].steady ? factor : 1, 1);
}

const struct tb_comparison_row *primary(const struct tb_comparison *comparison, size_t item, size_t other)
{
    for (size_t i = 0; i < comparison->num_rows; i++) {
        const struct tb_comparison_row *row = &comparison->rows[i];
        if (row->primary && strcmp(row->planned->name, case_names[item]) == 0 && row->other->name[0] == "abg"[other])
            return row;
    }
    fail_msg("no row of %s", case_names[item]);
    return NULL;
}

void compare(struct world *world, const struct tb_compare_choice *choice)
{
    tb_comparison_free(&world->comparison);
    assert_true(tb_compare_plan(&world->comparison, &world->plan, NULL, choice, &world->why));
}

bool near(double value, double expected)
{
    return fabs(value - expected) <= 1e-9 * fabs(expected);
}
