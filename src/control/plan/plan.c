#include "control/plan/plan.h"
#include "control/base/words.h"
#include "control/plan/inject.h"
#include "control/plan/select.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include "core/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Variants ---- */

static bool add_variant(struct tb_plan *plan, const struct tb_library *library, const struct tb_library *client,
                        const struct tb_library *server)
{
    struct tb_variant *variant = &plan->variants[plan->num_local + plan->num_pair + plan->num_plain];
    *variant = (struct tb_variant){.client = client, .server = server, .library = library};
    if (client == server)
        return (variant->name = strdup(client->name));
    return asprintf(&variant->name, "%s+%s", client->name, server->name) > 0;
}

static bool add_pairs(struct tb_plan *plan, const struct tb_choice *choice)
{
    for (size_t i = 0; i < choice->num_libraries; i++) {
        const struct tb_library *library = choice->libraries[i];
        for (size_t j = 0; j < choice->num_libraries; j++) {
            if (!choice->pairs && j != i)
                continue;
            const struct tb_library *client = choice->client && !choice->pairs ? choice->client : library;
            const struct tb_library *server = choice->server && !choice->pairs ? choice->server : choice->libraries[j];
            if (!add_variant(plan, library, client, server))
                return false;
            plan->num_pair++;
        }
    }
    return true;
}

static bool make_variants(struct tb_plan *plan, const struct tb_choice *choice)
{
    size_t n = choice->num_libraries;
    plan->variants = calloc(n + n * n + 1, sizeof *plan->variants);
    if (!plan->variants)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!add_variant(plan, choice->libraries[i], choice->libraries[i], choice->libraries[i]))
            return false;
        plan->num_local++;
    }
    if (!add_pairs(plan, choice))
        return false;
    if (choice->plain) {
        if (!add_variant(plan, choice->plain, choice->plain, choice->plain))
            return false;
        plan->variants[plan->num_local + plan->num_pair].plain = true;
        plan->num_plain = 1;
    }
    return true;
}

/* ---- Cells ---- */

static bool init_cell(struct tb_cell *cell, const struct tb_case *c, const struct tb_variant *variant, uint64_t rounds)
{
    size_t metrics = c->driver->num_metrics;
    *cell = (struct tb_cell){.variant = variant,
                             .values = malloc(metrics * rounds * sizeof *cell->values),
                             .compared = malloc(metrics * rounds * sizeof *cell->compared),
                             .least = malloc(metrics * sizeof *cell->least)};
    if (!cell->values || !cell->compared || !cell->least)
        return false;
    for (size_t i = 0; i < metrics * rounds; i++)
        cell->values[i] = cell->compared[i] = NAN;
    for (size_t i = 0; i < metrics; i++)
        cell->least[i] = NAN;
    return true;
}

static void free_cell(struct tb_cell *cell)
{
    for (size_t i = 0; i < TB_NUM_STATUSES; i++)
        free(cell->reasons[i]);
    free(cell->values);
    free(cell->compared);
    free(cell->least);
}

/* ---- Cases ---- */

/* TLS parameters do not affect plain TCP, so it is measured once for each kind of transfer. */
const struct tb_planned *tb_plan_plain_beside(const struct tb_plan *plan, const struct tb_case *c)
{
    static const enum tb_param shape[] = {TB_PARAM_SIZE,        TB_PARAM_DIRECTION, TB_PARAM_OPERATION, TB_PARAM_REUSE,
                                          TB_PARAM_CONNECTIONS, TB_PARAM_ARRIVALS,  TB_PARAM_PROCESS,   TB_PARAM_STATE,
                                          TB_PARAM_IDLE,        TB_PARAM_THREADS};
    for (size_t i = 0; i < plan->num; i++) {
        const struct tb_planned *other = &plan->items[i];
        bool same = other->pair && other->plain && other->c.driver == c->driver;
        for (size_t j = 0; j < sizeof shape / sizeof *shape; j++)
            same = same && strcmp(other->c.value[shape[j]], c->value[shape[j]]) == 0;
        if (same)
            return other->plain;
    }
    return NULL;
}

static bool make_case(struct tb_plan *plan, const struct tb_case *c)
{
    struct tb_planned *planned = &plan->items[plan->num];
    struct tb_text name;
    *planned = (struct tb_planned){.c = *c,
                                   .pair = tb_case_is_pair(c),
                                   .steady = tb_case_is_steady(c),
                                   .primary = plan->counted ? tb_counted_metric(c) : tb_primary_metric(c),
                                   .operations = plan->counted ? c->driver->counted : 0};
    tb_text_init(&name, 1000);
    tb_case_name(c, &name);
    planned->name = strdup(name.data);
    tb_text_free(&name);
    size_t first = planned->pair ? plan->num_local : 0, num = planned->pair ? plan->num_pair : plan->num_local;
    planned->plain = planned->pair && plan->num_plain ? tb_plan_plain_beside(plan, c) : NULL;
    bool with_plain = planned->pair && plan->num_plain && !planned->plain;
    if (with_plain) {
        planned->plain = planned;
        num++; /* plain TCP comes right after the pairs */
    }
    plan->num++;
    planned->cells = calloc(num, sizeof *planned->cells);
    if (!planned->name || !planned->cells)
        return false;
    for (size_t i = 0; i < num; i++) {
        planned->num_cells++;
        if (!init_cell(&planned->cells[i], c, &plan->variants[first + i], plan->rounds))
            return false;
    }
    return true;
}

bool tb_plan_make(struct tb_plan *plan, const struct tb_cases *cases, const struct tb_choice *choice, uint64_t rounds,
                  uint64_t seed, struct tb_text *why)
{
    *plan = (struct tb_plan){.rounds = rounds,
                             .seed = seed,
                             .counted = choice->counted,
                             .items = calloc(cases->num + 1, sizeof *plan->items)};
    bool good = plan->items && make_variants(plan, choice);
    for (size_t i = 0; i < cases->num && good; i++)
        good = make_case(plan, &cases->items[i]);
    if (!good)
        tb_text_add(why, "out of memory for the plan");
    return good;
}

void tb_plan_free(struct tb_plan *plan)
{
    for (size_t i = 0; i < plan->num; i++) {
        for (size_t j = 0; j < plan->items[i].num_cells; j++)
            free_cell(&plan->items[i].cells[j]);
        free(plan->items[i].cells);
        free(plan->items[i].name);
    }
    size_t num_variants = plan->num_local + plan->num_pair + plan->num_plain;
    for (size_t i = 0; i < num_variants; i++)
        free(plan->variants[i].name);
    free(plan->variants);
    free(plan->items);
    *plan = (struct tb_plan){0};
}

bool tb_planned_shows(const struct tb_planned *planned, const struct tb_metric_info *metric)
{
    bool wanted =
        planned->metrics ? tb_filter_has(planned->metrics, metric->name) : tb_metric_is_headline(metric, &planned->c);
    return wanted && metric->counted == planned->primary->counted && tb_metric_applies(metric, &planned->c);
}

void tb_plan_show(struct tb_plan *plan, const struct tb_words *metrics)
{
    for (size_t i = 0; i < plan->num; i++) {
        struct tb_planned *planned = &plan->items[i];
        const struct tb_driver_info *driver = planned->c.driver;
        planned->metrics = planned->steady || metrics->num == 0 ? NULL : metrics;
        planned->primary = plan->counted ? tb_counted_metric(&planned->c) : tb_primary_metric(&planned->c);
        size_t first = 0;
        while (first < driver->num_metrics && !tb_planned_shows(planned, &driver->metrics[first]))
            first++;
        if (first < driver->num_metrics)
            planned->primary = &driver->metrics[first];
    }
}

struct tb_planned *tb_plan_find(const struct tb_plan *plan, const struct tb_case *c)
{
    for (size_t i = 0; i < plan->num; i++)
        if (tb_case_equal(&plan->items[i].c, c))
            return &plan->items[i];
    return NULL;
}

bool tb_plan_has(const struct tb_plan *plan, const char *case_name, const char *library)
{
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells && strcmp(plan->items[i].name, case_name) == 0; j++)
            if (strcmp(plan->items[i].cells[j].variant->client->name, library) == 0)
                return true;
    return false;
}

void tb_plan_skip(struct tb_plan *plan, bool skip)
{
    for (size_t i = 0; i < plan->num; i++)
        plan->items[i].skipped = skip;
}

struct tb_subject tb_plan_subject(const struct tb_planned *planned, const struct tb_cell *cell)
{
    struct tb_subject subject = {.case_name = planned->name,
                                 .pair = planned->pair,
                                 .primary = planned->primary->name,
                                 .once = tb_metric_is_of_sample(planned->primary),
                                 .may_be_0 = planned->primary->kind == TB_METRIC_MEMORY,
                                 .client = cell->variant->client,
                                 .server = cell->variant->server,
                                 .operations = planned->operations};
    for (int server = 0; server < 2 && !planned->steady; server++)
        subject.injected[server] =
            planned->pair ? tb_injection_of_end(cell->variant, server) : cell->variant->injected[server];
    return subject;
}

const struct tb_cell *tb_plan_plain(const struct tb_planned *planned)
{
    if (!planned->plain)
        return NULL;
    for (size_t i = 0; i < planned->plain->num_cells; i++)
        if (planned->plain->cells[i].variant->plain)
            return &planned->plain->cells[i];
    return NULL;
}
