/* schedule.c - the rounds: every case on every variant once per round.  When a turn is complete, its samples are
 * appended to samples.csv; a turn that is measured again is marked as replaced. */
#include "control/base/format.h"
#include "control/plan/grid.h"
#include "control/run/instructions.h"
#include "control/run/run.h"
#include "control/sample/blame.h"
#include "control/sample/draw.h"
#include "control/store/samples_csv.h"
#include "core/catalog.h"
#include "core/random.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double much_steal = 0.01; /* share of the machine's time during a sample */
static const double much_delay = 0.01; /* share of a sample: other tasks on its core, or an exhausted CPU quota */

enum {
    MOST_STALLS = 2, /* each additional one costs a whole timeout */
    MOST_AGAIN = 2   /* repetitions of a turn that the machine made fail */
};

/* A cell and its case, in a turn. */
struct slot {
    struct tb_planned *planned;
    struct tb_cell *cell;
};

/* The measurements made right after each other in a round in order to be compared: a case on each of its variants, or
 * cases that are compared with each other on one variant. */
struct turn {
    struct tb_run *run;
    struct tb_planned *planned; /* or the base of such cases */
    size_t round;               /* in the whole plan, from 0 */
    size_t first, end;          /* the range of rounds being measured */
    double rounds_left;         /* from here to the end */
    size_t *place;              /* index of the next sample in its round, from 0 */
    struct slot *slots;         /* in the order in which they are measured */
    size_t num;
    struct tb_sample *samples; /* one per slot */
    size_t taken;              /* number of measured samples: less than num if the run was interrupted */
    size_t *replaceable;       /* number of further turns that may be replaced because they were slowed down */
    size_t *spoilable;         /* number of further turns of this case that may be replaced because the machine made
                                * them fail */
};

/* The remaining time by the samples' cost so far: for `rounds` of these rounds, in which some cases are skipped, and
 * for `whole_rounds` with all cases. */
static uint64_t left_ns(const struct tb_plan *plan, double rounds, double whole_rounds)
{
    double left = 0;
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++)
            if (!plan->items[i].cells[j].closed)
                left +=
                    (double)plan->items[i].cells[j].cost_ns * ((plan->items[i].skipped ? 0 : rounds) + whole_rounds);
    return (uint64_t)left;
}

/* The median so far of the primary metric: "235 us", "1,518/s". */
static void estimate(struct tb_text *text, const struct tb_plan *plan, const struct tb_planned *planned,
                     const struct tb_cell *cell)
{
    struct tb_figure figure;
    size_t metric = (size_t)(planned->primary - planned->c.driver->metrics);
    if (!tb_cell_figure(cell, plan, metric, &figure))
        return;
    struct tb_scale scale = tb_scale_for(planned->primary->unit, figure.interval.median);
    double shown = figure.interval.median * scale.factor;
    tb_format_number(text, shown, tb_decimals_for(shown));
    bool is_rate = strncmp(scale.unit, "1/", strlen("1/")) == 0;
    tb_text_printf(text, "%s%s", is_rate ? "" : " ", is_rate ? scale.unit + 1 : scale.unit);
}

static void show(const struct turn *turn, const struct slot *slot)
{
    struct tb_run *run = turn->run;
    struct tb_text text;
    uint64_t left = left_ns(&run->plan, turn->rounds_left, run->rounds_ahead), gone = run->spent_ns;
    tb_text_init(&text, 100);
    estimate(&text, &run->plan, slot->planned, slot->cell);
    struct tb_step step = {.phase = run->phase ? run->phase : "",
                           .round = turn->round - turn->first + 1,
                           .rounds = turn->end - turn->first,
                           .done = gone + left > 0 ? (double)gone / (double)(gone + left) : 0,
                           .left_ns = left,
                           .case_name = slot->planned->name,
                           .library = slot->cell->variant->name,
                           .estimate = text.data};
    tb_progress_show(&run->progress, &step);
    tb_text_free(&text);
}

/* Over loopback the kernel's own threads deliver data on the same cores, so their time belongs to the case. */
static bool was_delayed(const struct tb_planned *planned, const struct tb_sample *sample)
{
    return !planned->pair && (double)sample->record.run_delay_ns > much_delay * (double)sample->wall_ns;
}

static bool was_throttled(const struct tb_sample *sample)
{
    return (double)sample->throttled_ns > much_delay * (double)sample->wall_ns;
}

void tb_disturbance_note(struct tb_disturbance *seen, const struct tb_planned *planned, const struct tb_sample *sample)
{
    seen->samples++;
    seen->stolen += sample->steal > much_steal;
    seen->delayed += was_delayed(planned, sample);
    seen->throttled += was_throttled(sample);
    if (sample->steal > seen->worst_steal)
        seen->worst_steal = sample->steal;
    if (sample->server.strangers && !seen->strangers)
        snprintf(seen->stranger, sizeof seen->stranger, "%s", sample->server.stranger);
    seen->strangers += sample->server.strangers;
    seen->with_strangers += sample->server.strangers > 0;
}

/* Measures a sample for every slot.  Returns false if the run is over. */
static bool measure(struct turn *turn)
{
    struct tb_run *run = turn->run;
    turn->taken = 0;
    for (size_t i = 0; i < turn->num; i++) {
        const struct slot *slot = &turn->slots[i];
        struct tb_subject subject = tb_plan_subject(slot->planned, slot->cell);
        struct tb_draw draw = tb_draw(run->plan.seed, turn->round, (size_t)(slot->planned - run->plan.items),
                                      (size_t)(slot->cell - slot->planned->cells), run->cores);
        show(turn, slot);
        tb_sample_free(&turn->samples[i]);
        tb_sample_init(&turn->samples[i]);
        if (!tb_sample_measure(&turn->samples[i], &run->lab, &subject, &draw))
            return false;
        tb_metrics_judge(&turn->samples[i], slot->planned);
        if (run->plan.counted)
            tb_instructions_judge(&turn->samples[i], slot->planned, slot->cell, &run->plan);
        turn->taken++;
        run->spent_ns += turn->samples[i].wall_ns;
        tb_disturbance_note(&run->disturbance, slot->planned, &turn->samples[i]);
    }
    return true;
}

/* Did it hit a time limit, its own or the controller's? */
static bool has_stalled(const struct turn *turn, const struct tb_sample *sample)
{
    return sample->status == TB_SAMPLE_TIMEOUT || (sample->status == TB_SAMPLE_DISTURBED &&
                                                   sample->wall_ns >= turn->run->lab.timeout_s * UINT64_C(1000000000));
}

/* Writes the samples and, unless they were replaced, adds them to the cells. */
static bool keep(const struct turn *turn, bool replaced)
{
    struct tb_run *run = turn->run;
    for (size_t i = 0; i < turn->taken; i++) {
        struct tb_planned *planned = turn->slots[i].planned;
        struct tb_cell *cell = turn->slots[i].cell;
        const struct tb_sample *sample = &turn->samples[i];
        struct tb_place at = {run->dir.name, turn->round + 1, ++*turn->place, replaced};
        if (!tb_samples_csv_append(&run->dir, planned, cell->variant, sample, &at, &run->why))
            return false;
        if (!replaced && !tb_cell_add(cell, planned, &run->plan, turn->round, sample)) {
            tb_text_add(&run->why, "out of memory");
            return false;
        }
        cell->stalls += has_stalled(turn, sample);
        cell->closed = cell->stalls >= MOST_STALLS;
    }
    return true;
}

bool tb_sample_was_slowed(const struct tb_planned *planned, const struct tb_sample *sample)
{
    return sample->steal > much_steal || was_throttled(sample) || was_delayed(planned, sample);
}

static bool was_slowed(const struct turn *turn)
{
    bool slowed = false;
    for (size_t i = 0; i < turn->num; i++)
        slowed = slowed || tb_sample_was_slowed(turn->slots[i].planned, &turn->samples[i]);
    return slowed && !turn->run->plan.counted; /* none of these affect a count */
}

/* Decided by the time that the hypervisor, a CPU quota and other tasks took, never by the measured values.  A library's
 * own failure is not a disturbance: it is kept, with its whole turn.  A failure that costs a whole timeout is tried
 * only twice.
 */
static bool is_to_be_replaced(struct turn *turn, unsigned times)
{
    struct tb_disturbance *seen = &turn->run->disturbance;
    bool spoilt = false, stalled = false;
    for (size_t i = 0; i < turn->num; i++) {
        if (tb_is_own_failure(turn->samples[i].status))
            return false;
        spoilt = spoilt || turn->samples[i].status == TB_SAMPLE_DISTURBED;
        stalled = stalled || has_stalled(turn, &turn->samples[i]);
    }
    if (spoilt && *turn->spoilable > 0 && times < (stalled ? 1 : MOST_AGAIN)) {
        --*turn->spoilable;
        seen->spoilt++;
        return true;
    }
    if (!spoilt && times == 0 && *turn->replaceable > 0 && was_slowed(turn)) {
        --*turn->replaceable;
        seen->replaced++;
        return true;
    }
    return false;
}

/* All variants are measured again, or none: replacing one side would favour it. */
static bool measure_and_keep(struct turn *turn)
{
    turn->run->disturbance.turns++;
    bool going = measure(turn);
    for (unsigned times = 0; going && is_to_be_replaced(turn, times); times++) {
        if (!keep(turn, true))
            return false;
        going = measure(turn);
    }
    return keep(turn, false) && going;
}

/* Orders the measurable slots in balanced order. */
static bool take_slots(struct turn *turn, const struct slot *open, size_t num)
{
    uint64_t seed = turn->run->plan.seed + (uint64_t)(turn->planned - turn->run->plan.items);
    size_t *order = calloc(num + 1, sizeof *order);
    turn->slots = calloc(num + 1, sizeof *turn->slots);
    turn->samples = calloc(num + 1, sizeof *turn->samples);
    turn->num = num;
    bool going = order && turn->slots && turn->samples;
    if (going) {
        tb_balanced_order(seed, turn->round, order, num);
        for (size_t i = 0; i < num; i++)
            turn->slots[i] = open[order[i]];
        going = measure_and_keep(turn);
        for (size_t i = 0; i < num; i++)
            tb_sample_free(&turn->samples[i]);
    } else {
        tb_text_add(&turn->run->why, "out of memory");
    }
    free(turn->samples);
    free(turn->slots);
    free(order);
    return going;
}

/* Appends the open cells of a case on a variant; NULL: on any. */
static size_t add_slots(struct slot *slots, size_t num, struct tb_planned *planned, const struct tb_variant *variant)
{
    for (size_t i = 0; i < planned->num_cells; i++)
        if (!planned->cells[i].closed && (!variant || planned->cells[i].variant == variant))
            slots[num++] = (struct slot){planned, &planned->cells[i]};
    return num;
}

/* Measures a base and the cases that are compared with it, one variant at a time. */
static bool take_contrast(struct turn *turn, struct slot *slots)
{
    struct tb_plan *plan = &turn->run->plan;
    bool going = true;
    for (size_t i = 0; going && i < plan->num_local + plan->num_pair + plan->num_plain; i++) {
        size_t num = 0;
        for (size_t j = 0; j < plan->num; j++)
            if (plan->items[j].partner == turn->planned)
                num = add_slots(slots, num, &plan->items[j], &plan->variants[i]);
        going = num == 0 || take_slots(turn, slots, num);
    }
    return going;
}

static bool take_case(struct turn *turn)
{
    const struct tb_plan *plan = &turn->run->plan;
    const struct tb_planned *partner = turn->planned->partner;
    size_t most = plan->num + plan->num_local + plan->num_pair + plan->num_plain;
    struct slot *slots = calloc(most + 1, sizeof *slots);
    bool going = slots != NULL;
    if (!slots)
        tb_text_add(&turn->run->why, "out of memory");
    else if (partner == turn->planned)
        going = take_contrast(turn, slots);
    else if (!partner) /* otherwise it is measured together with its partner */
        going = take_slots(turn, slots, add_slots(slots, 0, turn->planned, NULL));
    free(slots);
    return going;
}

static size_t count_cases(const struct tb_plan *plan)
{
    size_t num = 0;
    for (size_t i = 0; i < plan->num; i++)
        num += !plan->items[i].skipped;
    return num;
}

bool tb_schedule(struct tb_run *run, size_t first, size_t end)
{
    size_t *order = calloc(2 * run->plan.num + 1, sizeof *order), *spoilable = order + run->plan.num;
    size_t replaceable = (size_t)((double)(count_cases(&run->plan) * (end - first)) * TB_MOST_AGAIN_SHARE);
    bool going = order != NULL;
    if (!order)
        tb_text_add(&run->why, "out of memory");
    for (size_t i = 0; i < run->plan.num && going; i++)
        spoilable[i] = 1 + (end - first) / 4;
    for (size_t round = first; round < end && going; round++) {
        size_t place = 0;
        tb_case_order(run->plan.seed, round, order, run->plan.num);
        for (size_t i = 0; i < run->plan.num && going; i++) {
            struct turn turn = {.run = run,
                                .planned = &run->plan.items[order[i]],
                                .round = round,
                                .first = first,
                                .end = end,
                                .rounds_left = (double)(end - round) - (double)i / (double)run->plan.num,
                                .place = &place,
                                .replaceable = &replaceable,
                                .spoilable = &spoilable[order[i]]};
            if (!turn.planned->skipped)
                going = take_case(&turn);
        }
    }
    free(order);
    return going;
}
