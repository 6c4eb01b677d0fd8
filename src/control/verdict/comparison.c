#include "control/plan/estimator.h"
#include "control/sample/libraries.h"
#include "control/verdict/comparison_make.h"
#include "core/catalog.h"
#include "core/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double error = 0.05;

const char *tb_transport_of(const struct tb_case *c)
{
    const char *transport = c->value[TB_PARAM_TRANSPORT];
    return *transport ? transport : "local";
}

const char *tb_verdict_name(enum tb_verdict verdict)
{
    static const char *const names[] = {"same", "worse", "better", "inconclusive", "invalid"};
    return names[verdict];
}

bool tb_row_is_shown(const struct tb_comparison_row *row)
{
    bool asked = row->planned->metrics != NULL; /* rows of other metrics are not made then */
    return asked || tb_metric_is_headline(row->metric, &row->planned->c) || row->suspect || tb_row_counts(row);
}

bool tb_row_counts(const struct tb_comparison_row *row)
{
    bool moved = row->verdict == TB_VERDICT_WORSE || row->verdict == TB_VERDICT_BETTER;
    return row->gates && (!row->guard || row->suspect || moved);
}

double tb_comparison_confidence(size_t num_others)
{
    return 1 - error / (double)(num_others ? num_others : 1);
}

unsigned tb_comparison_estimators(const struct tb_comparison *comparison)
{
    unsigned estimators = 0;
    for (size_t i = 0; i < comparison->num_rows; i++)
        estimators |= tb_planned_estimator(comparison->rows[i].planned);
    return estimators;
}

/* ---- Common ---- */

size_t tb_maker_rows(const struct tb_plan *plan)
{
    size_t num = 0;
    for (size_t i = 0; i < plan->num; i++)
        num += plan->items[i].c.driver->num_metrics;
    return num;
}

bool tb_maker_begin(struct tb_maker *maker, size_t rows)
{
    struct tb_comparison *out = maker->out;
    out->rows = calloc(rows + 1, sizeof *out->rows);
    out->steady = calloc(rows + 1, sizeof *out->steady);
    out->groups = calloc(rows + 1, sizeof *out->groups);
    maker->confidence = tb_comparison_confidence(out->num_others);
    return out->rows && out->steady && out->groups;
}

bool tb_maker_end(const struct tb_maker *maker, bool good, struct tb_text *why)
{
    if (good && tb_maker_groups(maker->out) && tb_maker_steady(maker->out))
        return true;
    tb_text_add(why, "out of memory for the comparison");
    return false;
}

/* ---- Within a plan ---- */

const struct tb_cell *tb_maker_cell(const struct tb_planned *planned, const struct tb_variant *variant)
{
    for (size_t i = 0; planned && i < planned->num_cells; i++)
        if (planned->cells[i].variant->library == variant->library && !planned->cells[i].variant->plain)
            return &planned->cells[i];
    return NULL;
}

bool tb_compare_plan(struct tb_comparison *out, const struct tb_plan *plan, const struct tb_variant *base,
                     const struct tb_compare_choice *choice, struct tb_text *why)
{
    struct tb_maker maker = {.out = out, .choice = choice};
    *out = (struct tb_comparison){.base = base ? base : plan->variants,
                                  .base_plan = plan,
                                  .other_plan = plan,
                                  .paired = true,
                                  .num_others = plan->num_local > 1 ? plan->num_local - 1 : 0};
    out->base_name = out->base->name;
    bool good = tb_maker_begin(&maker, tb_maker_rows(plan) * out->num_others);
    for (size_t i = 0; good && i < plan->num; i++)
        for (size_t j = 0; good && j < plan->num_local; j++) {
            const struct tb_planned *planned = &plan->items[i];
            const struct tb_variant *other = &plan->variants[j];
            struct tb_comparison_row sides = {.planned = planned,
                                              .base_planned = planned,
                                              .base = out->base,
                                              .other = other,
                                              .base_name = out->base_name,
                                              .other_name = other->name,
                                              .base_cell = tb_maker_cell(planned, out->base),
                                              .other_cell = tb_maker_cell(planned, other)};
            good = other == out->base || tb_maker_add(&maker, &sides);
        }
    return tb_maker_end(&maker, good, why);
}

/* ---- Between plans ---- */

static bool are_clients(const struct tb_variant *a, const struct tb_variant *b)
{
    return a->library == a->client && b->library == b->client;
}

static bool are_servers(const struct tb_variant *a, const struct tb_variant *b)
{
    return a->library == a->server && b->library == b->server;
}

/* Over loopback the other end is part of what is measured: the same library, or in both runs the one compared. */
static bool same_other_ends(const struct tb_comparison_row *sides)
{
    const struct tb_variant *a = sides->base_cell->variant, *b = sides->other_cell->variant;
    bool clients = are_clients(a, b), servers = are_servers(a, b);
    return (clients && servers) || (clients && strcmp(a->server->name, b->server->name) == 0) ||
           (servers && strcmp(a->client->name, b->client->name) == 0);
}

static bool describe_other_ends(char **reason, const struct tb_comparison_row *sides)
{
    const struct tb_variant *a = sides->base_cell->variant, *b = sides->other_cell->variant;
    const char *base = sides->base_name;
    if (are_clients(a, b))
        return asprintf(reason,
                        "the servers differ: %s served %s's run, and %s the other, so the ratio would be of the "
                        "servers, too; measure both with the same --server",
                        a->server->name, base, b->server->name) >= 0;
    return asprintf(reason,
                    "the clients differ: %s was the client of %s's run, and %s of the other, so the ratio would be of "
                    "the clients, too; measure both with the same --client",
                    a->client->name, base, b->client->name) >= 0;
}

/* Adds the rows of the case, or the reason why it cannot be compared. */
static bool add_between(const struct tb_maker *maker, const struct tb_comparison_row *sides)
{
    char *reason = NULL;
    if (!sides->base_cell || !sides->other_cell || same_other_ends(sides))
        return tb_maker_add(maker, sides);
    if (!describe_other_ends(&reason, sides))
        return false;
    bool good = tb_maker_refuse(maker, sides, reason);
    free(reason);
    return good;
}

bool tb_compare_plans(struct tb_comparison *out, const struct tb_plan *base_plan, const struct tb_variant *base,
                      const struct tb_plan *other_plan, const struct tb_variant *other,
                      const struct tb_compare_choice *choice, struct tb_text *why)
{
    struct tb_maker maker = {.out = out, .choice = choice};
    *out = (struct tb_comparison){
        .base = base, .base_name = base->name, .base_plan = base_plan, .other_plan = other_plan, .num_others = 1};
    struct tb_comparison_row sides = {.base = base, .other = other, .base_name = base->name, .other_name = other->name};
    bool good = tb_maker_begin(&maker, tb_maker_rows(base_plan) + tb_maker_rows(other_plan));
    for (size_t i = 0; good && i < other_plan->num; i++) {
        sides.planned = &other_plan->items[i];
        sides.base_planned = tb_plan_find(base_plan, &sides.planned->c);
        sides.base_cell = tb_maker_cell(sides.base_planned, base);
        sides.other_cell = tb_maker_cell(sides.planned, other);
        good = add_between(&maker, &sides);
    }
    for (size_t i = 0; good && i < base_plan->num && !choice->check; i++) { /* cases that the other one lacks */
        sides.planned = sides.base_planned = &base_plan->items[i];
        sides.base_cell = tb_maker_cell(sides.planned, base);
        sides.other_cell = NULL;
        good = tb_plan_find(other_plan, &sides.planned->c) || tb_maker_add(&maker, &sides);
    }
    return tb_maker_end(&maker, good, why);
}

static void free_rows(struct tb_comparison_row *rows, size_t num)
{
    for (size_t i = 0; i < num; i++) {
        free(rows[i].note);
        free(rows[i].reason);
    }
    free(rows);
}

void tb_comparison_free(struct tb_comparison *comparison)
{
    free_rows(comparison->rows, comparison->num_rows);
    free_rows(comparison->steady, comparison->num_steady);
    free(comparison->groups);
    free(comparison->unsteady);
    tb_words_free(&comparison->names);
    tb_words_free(&comparison->alone);
    *comparison = (struct tb_comparison){0};
}
