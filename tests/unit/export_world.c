#include "export_world.h"
#include "control/base/escape.h"
#include "control/plan/grid.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char hostile[] = "a|b <script>&\"'`*_@someone\x01\x1b[31m \xff\xc3( ]]> \r\n| x";

static void make_cell(struct tb_cell *cell, const struct tb_planned *planned, const struct tb_variant *variant,
                      double value)
{
    size_t num = planned->c.driver->num_metrics;
    *cell = (struct tb_cell){.variant = variant};
    cell->values = calloc(num * ROUNDS, sizeof *cell->values);
    cell->compared = cell->values; /* of one chunk */
    cell->least = calloc(num, sizeof *cell->least);
    assert_true(cell->values && cell->least);
    for (size_t i = 0; i < num * ROUNDS; i++)
        cell->values[i] = NAN;
    for (size_t i = 0; i < num; i++)
        for (size_t round = 0; tb_metric_applies(&planned->c.driver->metrics[i], &planned->c) && round < ROUNDS;
             round++)
            cell->values[i * ROUNDS + round] = value * (1 + 0.001 * (double)round);
    cell->counts[TB_SAMPLE_OK] = ROUNDS;
}

static void make_case(struct world *world, size_t i, const char *name)
{
    struct tb_planned *planned = &world->items[i];
    struct tb_text why;
    tb_text_init(&why, 1000);
    if (!tb_case_parse(&planned->c, name, &why))
        fail_msg("%s", why.data);
    tb_text_free(&why);
    planned->name = strdup(name);
    planned->primary = tb_primary_metric(&planned->c);
    planned->cells = calloc(NUM_VARIANTS, sizeof *planned->cells);
    planned->num_cells = NUM_VARIANTS;
    planned->operations = tb_case_is_pair(&planned->c) ? 0 : 1000;
    assert_true(planned->name && planned->cells);
    for (size_t j = 0; j < NUM_VARIANTS; j++)
        make_cell(&planned->cells[j], planned, &world->variants[j], 100);
}

static void make_row(struct world *world, size_t i, double ratio, enum tb_verdict verdict)
{
    struct tb_planned *planned = &world->items[i];
    world->rows[i] = (struct tb_comparison_row){
        .planned = planned,
        .metric = planned->primary,
        .base = &world->variants[0],
        .other = &world->variants[1],
        .base_name = world->variants[0].name,
        .other_name = world->variants[1].name,
        .base_planned = planned,
        .base_cell = &planned->cells[0],
        .other_cell = &planned->cells[1],
        .base_figure = {.interval = {.median = 100}, .rounds = ROUNDS},
        .other_figure = {.interval = {.median = 100}, .rounds = ROUNDS},
        .ratio = {.ratio = ratio, .low = ratio - 0.01, .high = ratio + 0.01, .rounds = ROUNDS, .paired = true},
        .threshold = 0.03,
        .floor = NAN,
        .verdict = verdict,
        .primary = true,
        .gates = true,
        .p = NAN};
}

static void make_facts(struct world *world)
{
    world->facts =
        json_pack("{ss, sb, ss, ss, s[sss], s{si}, s{ss, ss, si, sf}, s[{so, ss}]}", "run", "20260101T000000Z-ci",
                  "complete", 1, "seed", "18446744073709551615", "started", "2026-01-01T00:00:00Z", "command_line",
                  "tlsbench", "check", "it's", "settings", "rounds", ROUNDS, "host", "cpu", "Some | CPU", "name",
                  "host", "cores", 2, "mhz", 2500.0, "libraries", "name", tb_escape_json(hostile), "version", "1.0");
    assert_non_null(world->facts);
}

void begin(struct world *world)
{
    static const char *const names[NUM_CASES] = {"kx/x25519/exchange",
                                                 "aead/aes-128-gcm/1024/once/seal",
                                                 "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full/16",
                                                 "signature/ed25519/ed25519/sign",
                                                 "bulk/loopback/tls1.3/p256/ecdsa-p256/aes-128-gcm/16384/upload/1",
                                                 "kx/p256/exchange"};
    *world = (struct world){0};
    for (size_t j = 0; j < NUM_VARIANTS; j++) {
        tb_record_init(&world->libraries[j].attested);
        world->libraries[j].name = strdup(j ? hostile : "base");
        world->variants[j] = (struct tb_variant){
            .client = &world->libraries[j], .server = &world->libraries[j], .name = strdup(j ? hostile : "base")};
    }
    for (size_t i = 0; i < NUM_CASES; i++)
        make_case(world, i, names[i]);
    make_row(world, 0, 1.125, TB_VERDICT_WORSE);
    make_row(world, 1, 0.9, TB_VERDICT_BETTER);
    make_row(world, 2, 1.0, TB_VERDICT_SAME);
    make_row(world, 3, 1.04, TB_VERDICT_INCONCLUSIVE);
    make_row(world, 4, NAN, TB_VERDICT_INVALID);
    make_row(world, 5, NAN, TB_VERDICT_INVALID);
    world->rows[0].suspect = true;
    world->rows[0].second = world->rows[0].ratio;
    world->rows[0].p = 0.002;
    world->rows[3].rounds_needed = 40;
    world->rows[4].ratio.rounds = world->rows[5].ratio.rounds = 0;
    struct tb_cell *failed = &world->items[4].cells[1], *unsupported = &world->items[5].cells[1];
    failed->counts[TB_SAMPLE_OK] = unsupported->counts[TB_SAMPLE_OK] = 0;
    assert_true(tb_cell_close(failed, TB_SAMPLE_FAILED, hostile));
    assert_true(tb_cell_close(unsupported, TB_SAMPLE_UNSUPPORTED, "no P-256"));
    world->plan = (struct tb_plan){.items = world->items,
                                   .num = NUM_CASES,
                                   .variants = world->variants,
                                   .num_local = NUM_VARIANTS,
                                   .rounds = ROUNDS};
    world->group = (struct tb_comparison_group){.driver = world->items[0].c.driver,
                                                .transport = "local",
                                                .other = &world->variants[1],
                                                .other_name = world->variants[1].name,
                                                .ratio = world->rows[0].ratio,
                                                .cases = 1};
    world->comparison = (struct tb_comparison){.base = &world->variants[0],
                                               .base_name = world->variants[0].name,
                                               .base_plan = &world->plan,
                                               .other_plan = &world->plan,
                                               .rows = world->rows,
                                               .num_rows = NUM_CASES,
                                               .groups = &world->group,
                                               .num_groups = 1,
                                               .paired = true,
                                               .num_others = 1};
    make_facts(world);
    world->source =
        (struct tb_export_source){.plan = &world->plan, .facts = world->facts, .comparison = &world->comparison};
}

void conclude(struct world *world)
{
    tb_conclude(&world->conclusion, &world->comparison, &(struct tb_fail_on){.missing = true, .noisy = 0.5});
    world->source.conclusion = &world->conclusion;
}

void add_plain(struct world *world)
{
    json_t *plain = json_pack("{ss, ss}", "name", "plain", "version", "1");
    assert_int_equal(json_array_append_new(json_object_get(world->facts, "libraries"), plain), 0);
    assert_int_equal(json_object_set_new(world->facts, "plain", json_string("plain")), 0);
}

void end(struct world *world)
{
    tb_conclusion_free(&world->conclusion);
    for (size_t i = 0; i < NUM_CASES; i++) {
        for (size_t j = 0; j < NUM_VARIANTS; j++) {
            free(world->items[i].cells[j].values);
            free(world->items[i].cells[j].least);
            for (size_t k = 0; k < TB_NUM_STATUSES; k++)
                free(world->items[i].cells[j].reasons[k]);
        }
        free(world->items[i].cells);
        free(world->items[i].name);
    }
    for (size_t j = 0; j < NUM_VARIANTS; j++) {
        tb_record_free(&world->libraries[j].attested);
        free(world->libraries[j].name);
        free(world->variants[j].name);
    }
    json_decref(world->facts);
}
