/* anatomy_time.c - the two methods that use the measurements of the rounds. */
#include "control/anatomy/anatomy.h"
#include "control/plan/grid.h"
#include "core/catalog.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double tolerance = TB_ANATOMY_TOLERANCE_PCT / 100.0;

const char *tb_stretch_side(size_t stretch)
{
    return stretch % 2 == 0 ? "client" : "server"; /* outside work alternates like turns */
}

const char *tb_anatomy_method_name(enum tb_anatomy_method method)
{
    static const char *const names[] = {"clock", "primitives", "callgrind"};
    return names[method];
}

/* The minimum of a metric over all chunks.  Other work on the machine only adds time, and to different turns, so the
 * minimum values fit together best.  Returns false if there is none. */
static bool least(double *value, const struct tb_planned *planned, const struct tb_cell *cell, enum tb_metric id)
{
    const struct tb_metric_info *metric = tb_metric_by_id(planned->c.driver, id);
    double found = metric ? cell->least[metric - planned->c.driver->metrics] : NAN;
    if (isnan(found))
        return false;
    *value = found;
    return true;
}

static void set_status(struct tb_finding *finding, enum tb_sample_status status, const char *who, const char *why)
{
    finding->status = status;
    snprintf(finding->reason, sizeof finding->reason, "%s%.300s", who, why);
}

void tb_anatomy_check(struct tb_finding *finding, const char *of)
{
    double sum = 0;
    for (size_t i = 0; i < TB_STRETCHES; i++)
        for (size_t j = 0; j < TB_NUM_PHASES; j++)
            sum += finding->amount[i].phase[j];
    if (finding->status != TB_SAMPLE_OK)
        return;
    if (!(finding->whole.total > 0)) {
        set_status(finding, TB_SAMPLE_VOID, "", "nothing was measured");
        return;
    }
    finding->sum = sum / finding->whole.total;
    finding->astray = !(fabs(finding->sum - 1) <= tolerance);
    if (finding->astray)
        snprintf(finding->reason, sizeof finding->reason,
                 "the sum of the parts is %.1f %% of %s, and not within %g to %g %%", 100 * finding->sum, of,
                 100.0 - TB_ANATOMY_TOLERANCE_PCT, 100.0 + TB_ANATOMY_TOLERANCE_PCT);
}

const char *tb_finding_word(const struct tb_finding *finding)
{
    return finding->astray ? "astray" : tb_sample_status_name(finding->status);
}

_Static_assert(TB_ANATOMY_FLIGHTS <= TB_FLIGHT_TIMES, "a metric for each flight");

static void take_clock(struct tb_anatomy *anatomy)
{
    static const enum tb_metric sides[] = {TB_METRIC(client_time), TB_METRIC(server_time)};
    struct tb_finding *clock = &anatomy->finding[TB_METHOD_CLOCK];
    const struct tb_planned *planned = anatomy->planned;
    bool good = least(&clock->whole.total, planned, anatomy->cell, TB_METRIC(time));
    for (size_t i = 0; i < 2 && good; i++)
        good = least(&clock->amount[i].total, planned, anatomy->cell, sides[i]);
    for (size_t i = 0; i < TB_ANATOMY_FLIGHTS && good; i++) {
        struct tb_amount *amount = &clock->amount[TB_FIRST_FLIGHT + i];
        if (!least(&amount->total, planned, anatomy->cell, TB_FLIGHT_TIME(i)))
            break;
        clock->amount[i % 2].total -= amount->total;
        amount->phase[TB_PHASE_REMAINDER] = amount->total;
        anatomy->flights++;
    }
    for (size_t i = 0; i < 2; i++)
        clock->amount[i].phase[TB_PHASE_REMAINDER] = clock->amount[i].total;
    if (!good || anatomy->flights == 0)
        set_status(clock, TB_SAMPLE_FAILED, "", "the samples have no times of flights");
    tb_anatomy_check(clock, "the time of the handshake");
}

/* Returns false if it was not measured; the finding has the reason. */
static bool take_part(struct tb_anatomy *anatomy, const struct tb_plan *plan, const struct tb_anatomy_part *part)
{
    struct tb_finding *finding = &anatomy->finding[TB_METHOD_PRIMITIVES];
    const struct tb_planned *planned = tb_plan_find(plan, &part->c);
    const struct tb_cell *cell = planned ? &planned->cells[anatomy->cell - anatomy->planned->cells] : NULL;
    struct tb_text reason;
    double time = 0;
    tb_text_init(&reason, 1000);
    enum tb_sample_status status = cell ? tb_cell_status(cell, &reason) : TB_SAMPLE_FAILED;
    if (status == TB_SAMPLE_OK && !least(&time, planned, cell, TB_METRIC(time)))
        status = TB_SAMPLE_FAILED;
    if (status != TB_SAMPLE_OK) {
        struct tb_text who;
        tb_text_init(&who, 300);
        tb_case_name(&part->c, &who);
        tb_text_add(&who, ": ");
        set_status(finding, status, who.data, reason.len ? reason.data : "not measured");
        tb_text_free(&who);
    }
    tb_text_free(&reason);
    anatomy->dirty = anatomy->dirty || (cell && cell->dirty);
    finding->amount[part->stretch].phase[part->phase] += time;
    return status == TB_SAMPLE_OK;
}

/* Computes the remainder of the clock's time.  If the parts take longer than their stretch, the model is wrong, not the
 * clock. */
static void take_remainders(struct tb_anatomy *anatomy)
{
    const struct tb_finding *clock = &anatomy->finding[TB_METHOD_CLOCK];
    struct tb_finding *finding = &anatomy->finding[TB_METHOD_PRIMITIVES];
    for (size_t i = 0; i < TB_STRETCHES; i++) {
        struct tb_amount *amount = &finding->amount[i];
        double rest = amount->total = clock->amount[i].total;
        for (size_t j = 0; j < TB_PHASE_REMAINDER; j++)
            rest -= amount->phase[j];
        amount->phase[TB_PHASE_REMAINDER] = rest > 0 ? rest : 0;
        finding->whole.total += amount->total;
        for (size_t j = 0; j < TB_NUM_PHASES; j++)
            finding->whole.phase[j] += amount->phase[j];
    }
    tb_anatomy_check(finding, "the clock's time");
}

static void take_primitives(struct tb_anatomy *anatomy, const struct tb_plan *plan)
{
    struct tb_finding *finding = &anatomy->finding[TB_METHOD_PRIMITIVES];
    struct tb_anatomy_part parts[TB_MOST_PARTS];
    struct tb_text why;
    tb_text_init(&why, 200);
    size_t num = tb_anatomy_parts(parts, &anatomy->planned->c, &why);
    if (num == 0)
        set_status(finding, TB_SAMPLE_FAILED, "", why.data);
    for (size_t i = 0; i < num && finding->status == TB_SAMPLE_OK; i++)
        take_part(anatomy, plan, &parts[i]);
    tb_text_free(&why);
    if (finding->status == TB_SAMPLE_OK)
        take_remainders(anatomy);
}

void tb_anatomy_time(struct tb_anatomy *anatomy, const struct tb_plan *plan)
{
    struct tb_finding *clock = &anatomy->finding[TB_METHOD_CLOCK];
    struct tb_text reason;
    tb_text_init(&reason, 1000);
    anatomy->flights = 0;
    anatomy->dirty = false;
    anatomy->finding[TB_METHOD_CLOCK] = anatomy->finding[TB_METHOD_PRIMITIVES] = (struct tb_finding){0};
    enum tb_sample_status status = tb_cell_status(anatomy->cell, &reason);
    if (status == TB_SAMPLE_OK)
        take_clock(anatomy);
    else
        set_status(clock, status, "", reason.data);
    if (clock->status == TB_SAMPLE_OK)
        take_primitives(anatomy, plan);
    else
        set_status(&anatomy->finding[TB_METHOD_PRIMITIVES], clock->status, "the clock: ", clock->reason);
    tb_text_free(&reason);
}
