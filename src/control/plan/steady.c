#include "control/plan/steady.h"
#include "control/base/ratio_words.h"
#include "control/plan/grid.h"
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include <math.h>
#include <stdio.h>

bool tb_steady_add(struct tb_cases *cases, struct tb_text *why)
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    for (size_t i = 0; i < num; i++) {
        struct tb_case c = {.driver = &drivers[i]};
        if (!tb_case_is_steady(&c))
            continue;
        const struct tb_param_info *operation = &drivers[i].params[0];
        for (size_t j = 0; operation->values[j]; j++) {
            snprintf(c.value[operation->param], TB_VALUE_CAP, "%s", operation->values[j]);
            if (!tb_cases_add(cases, &c, why))
                return false;
        }
    }
    return true;
}

/* Appends which side failed to measure it.  Returns false if none did, or if it was not measured at all. */
static bool describe_failure(const struct tb_cell *cell, struct tb_text *text)
{
    struct tb_text reason;
    size_t samples = 0;
    for (size_t i = 0; i < TB_NUM_STATUSES; i++)
        samples += cell->counts[i];
    if (samples == 0 || cell->variant->client->fault)
        return false;
    tb_text_init(&reason, 400);
    enum tb_sample_status status = tb_cell_status(cell, &reason);
    if (status != TB_SAMPLE_OK)
        tb_text_printf(text, " none (%s: %s: %s)", cell->variant->name, tb_sample_status_name(status), reason.data);
    tb_text_free(&reason);
    return status != TB_SAMPLE_OK;
}

static void describe_one(const struct tb_plan *plan, const struct tb_planned *planned, struct tb_text *text,
                         double *furthest)
{
    struct tb_text ratios;
    tb_text_init(&ratios, 1000);
    size_t primary = (size_t)(planned->primary - planned->c.driver->metrics);
    for (size_t i = 1; i < planned->num_cells; i++) {
        struct tb_ratio ratio;
        if (describe_failure(&planned->cells[i], &ratios) ||
            (i == 1 && describe_failure(&planned->cells[0], &ratios))) {
            *furthest = INFINITY;
            continue;
        }
        if (!tb_cell_ratio(&planned->cells[i], &planned->cells[0], planned->primary, primary, plan, 0.95, &ratio))
            continue;
        tb_text_printf(&ratios, "%s %s ", ratios.len ? "," : "", planned->cells[i].variant->name);
        tb_ratio_words(&ratios, &ratio);
        *furthest = fmax(*furthest, fmax(ratio.ratio, 1 / ratio.ratio) - 1);
    }
    if (ratios.len)
        tb_text_printf(text, "%s%s%s", text->len ? "; " : "", planned->c.value[TB_PARAM_OPERATION], ratios.data);
    tb_text_free(&ratios);
}

double tb_steady_describe(const struct tb_plan *plan, struct tb_text *text)
{
    double furthest = 0;
    for (size_t i = 0; i < plan->num; i++)
        if (plan->items[i].steady)
            describe_one(plan, &plan->items[i], text, &furthest);
    return furthest;
}
