#include "control/run/capacity.h"
#include "control/plan/grid.h"
#include "control/sample/draw.h"
#include "core/arrivals.h"
#include "core/random.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_AGAIN = 4,     /* times that a sample is taken again because the machine spoilt it */
    FIRST_SEARCHES = 3, /* begun at most, if the machine ends them: without one there are no others */
    ROUND_SEARCHES = 2  /* the same in a round */
};

static const double far_step = 2, near_step = 1.15, narrow = 1.03; /* factors of rates: core/capacity.h */

/* ---- One sample ---- */

static double value_of(const struct tb_record *record, const char *metric)
{
    const struct tb_series *series = tb_record_series(record, metric);
    double value;
    return series && tb_median(series->values, series->num, &value) ? value : NAN;
}

/* What the sample says of the promise.  A sample that says nothing has another status than ok, and UNKNOWN. */
static void judge(struct tb_tried *tried, const struct tb_sample *sample, const struct tb_promised *promised)
{
    const char *reason = sample->reason.data;
    bool was_void = sample->status == TB_SAMPLE_VOID;
    tried->status = sample->status;
    tried->promise = TB_PROMISE_UNKNOWN;
    tried->latency_us = value_of(&sample->record, promised->metric->name);
    tried->client_busy = value_of(&sample->record, tb_metric_name(TB_METRIC(client_busy)));
    tried->server_busy = value_of(&sample->record, tb_metric_name(TB_METRIC(server_busy)));
    if (sample->status == TB_SAMPLE_OK)
        tried->promise = tried->latency_us <= promised->us ? TB_PROMISE_KEPT : TB_PROMISE_BROKEN;
    else if (was_void && strstr(reason, TB_OVERLOADED))
        tried->promise = TB_PROMISE_BROKEN;
}

/* Was the question answered, if only with "the generator cannot offer that"? */
static bool is_answer(const struct tb_tried *tried)
{
    return tried->promise != TB_PROMISE_UNKNOWN ||
           (tried->status == TB_SAMPLE_VOID && strstr(tried->reason, TB_GENERATOR_LATE));
}

static bool take(struct tb_run *run, const struct tb_planned *planned, const struct tb_subject *subject,
                 const struct tb_draw *draw, struct tb_sample *sample)
{
    bool going = true;
    for (int i = 0; i <= MOST_AGAIN && going && (i == 0 || sample->status == TB_SAMPLE_DISTURBED); i++) {
        tb_sample_free(sample);
        tb_sample_init(sample);
        going = tb_sample_measure(sample, &run->lab, subject, draw);
        run->spent_ns += sample->wall_ns;
        tb_disturbance_note(&run->disturbance, planned, sample);
    }
    return going;
}

static struct tb_tried *add(struct tb_library_capacity *item)
{
    struct tb_tried *grown = tb_grow(item->tried, item->num_tried, sizeof *grown);
    if (!grown)
        return NULL;
    item->tried = grown;
    grown[item->num_tried] = (struct tb_tried){.reason = NULL};
    return &grown[item->num_tried++];
}

/* Takes a sample at this rate, the `nth` of the library.  NULL: the run is over. */
static struct tb_tried *try(struct tb_capacities *capacities, struct tb_run *run, struct tb_library_capacity *item,
                            size_t round, size_t nth, uint64_t rate)
{
    struct tb_case c = capacities->planned->c;
    struct tb_subject subject = tb_plan_subject(capacities->planned, item->cell);
    struct tb_draw draw = tb_draw(run->plan.seed, round, nth, (size_t)(item - capacities->items), run->cores);
    struct tb_sample sample;
    struct tb_text name;
    tb_text_init(&name, 1000);
    snprintf(c.value[TB_PARAM_ARRIVALS], TB_VALUE_CAP, "%" PRIu64, rate);
    tb_case_name(&c, &name);
    subject.case_name = name.data;
    tb_sample_init(&sample);
    bool going = take(run, capacities->planned, &subject, &draw, &sample);
    struct tb_tried *tried = going ? add(item) : NULL;
    if (tried) {
        tried->round = round;
        tried->rate = rate;
        judge(tried, &sample, &capacities->promised);
        tried->reason = strdup(sample.reason.data);
    }
    if (going && (!tried || !tried->reason))
        tb_text_add(&run->why, "out of memory");
    tb_sample_free(&sample);
    tb_text_free(&name);
    return tried && tried->reason ? tried : NULL;
}

/* ---- One search ---- */

static void show(struct tb_run *run, const struct tb_capacities *capacities, const struct tb_library_capacity *item,
                 size_t round, const struct tb_capacity_search *search)
{
    char estimate[48];
    snprintf(estimate, sizeof estimate, "%" PRIu64 "/s", search->rate);
    struct tb_step step = {.phase = round ? "searching" : "first search",
                           .round = round,
                           .rounds = round ? run->rounds : 0,
                           .done = (double)round / (double)(run->rounds + 1),
                           .left_ns = round ? run->spent_ns / round * (run->rounds - round + 1) : 0,
                           .case_name = capacities->planned->name,
                           .library = item->cell->variant->name,
                           .estimate = estimate};
    tb_progress_show(&run->progress, &step);
}

static void note_end(struct tb_library_capacity *item, const struct tb_capacity_search *search, double *found)
{
    double rate;
    *found = NAN;
    switch (tb_capacity_found(search, &rate)) {
    case TB_CAPACITY_FOUND:
        *found = rate;
        break;
    case TB_CAPACITY_BELOW:
        *found = 0;
        item->below++;
        break;
    case TB_CAPACITY_ABOVE:
        *found = INFINITY;
        item->least_kept = item->above++ ? fmin(item->least_kept, (double)search->kept) : (double)search->kept;
        break;
    }
}

/* *found: NAN if the search did not end, which the item then has noted.  Returns false if the run is over. */
static bool search(struct tb_capacities *capacities, struct tb_run *run, struct tb_library_capacity *item, size_t round,
                   double *found)
{
    struct tb_random random = {run->plan.seed ^ (round * capacities->num + (size_t)(item - capacities->items) + 1)};
    uint64_t start =
        round ? tb_capacity_start(&random, item->near, near_step) : tb_case_arrivals(&capacities->planned->c);
    struct tb_capacity_search state;
    struct tb_tried *tried;
    item->searches++;
    tb_capacity_begin(&state, start, round ? near_step : far_step, narrow);
    *found = NAN;
    do {
        show(run, capacities, item, round, &state);
        tried = try(capacities, run, item, round, item->num_tried, state.rate);
        if (!tried)
            return false;
        if (!is_answer(tried) && tried->status == TB_SAMPLE_DISTURBED) {
            item->lost++;
            return true;
        }
        if (!is_answer(tried)) {
            item->failed = tried;
            return true;
        }
    } while (tb_capacity_hear(&state, tried->promise));
    note_end(item, &state, found);
    return true;
}

/* ---- All of them ---- */

static bool begin(struct tb_capacities *capacities, struct tb_run *run)
{
    struct tb_planned *planned = &run->plan.items[0];
    capacities->planned = planned;
    capacities->num = planned->num_cells;
    capacities->items = calloc(planned->num_cells, sizeof *capacities->items);
    for (size_t i = 0; capacities->items && i < planned->num_cells; i++) {
        struct tb_library_capacity *item = &capacities->items[i];
        item->cell = &planned->cells[i];
        item->near = NAN;
        item->found = malloc((run->rounds + 1) * sizeof *item->found);
        for (size_t round = 0; item->found && round <= run->rounds; round++)
            item->found[round] = NAN;
        if (!item->found)
            return false;
    }
    return capacities->items != NULL;
}

static bool is_open(const struct tb_library_capacity *item)
{
    return !item->cell->closed && !item->failed && isfinite(item->near) && item->near > 0;
}

/* Returns false if the run is over. */
static bool search_and_keep(struct tb_capacities *capacities, struct tb_run *run, struct tb_library_capacity *item,
                            size_t round, double *found)
{
    bool going = search(capacities, run, item, round, found);
    item->ended += round > 0 && !isnan(*found);
    return going && capacities->keep(run, capacities, &run->why);
}

/* A search that other work on the machine ended is made again, until `most` of them were. */
static bool search_again(struct tb_capacities *capacities, struct tb_run *run, struct tb_library_capacity *item,
                         size_t round, unsigned most, double *found)
{
    size_t lost = item->lost;
    bool going = true;
    for (unsigned i = 0; i < most && going && (i == 0 || item->lost > lost); i++) {
        item->lost = lost;
        going = search_and_keep(capacities, run, item, round, found);
    }
    return going;
}

static bool take_round(struct tb_capacities *capacities, struct tb_run *run, size_t round, size_t *order)
{
    bool going = true;
    tb_balanced_order(run->plan.seed, round - 1, order, capacities->num);
    for (size_t i = 0; i < capacities->num && going; i++) {
        struct tb_library_capacity *item = &capacities->items[order[i]];
        double *found = &item->found[round - 1];
        if (is_open(item))
            going = search_again(capacities, run, item, round, ROUND_SEARCHES, found);
    }
    return going;
}

bool tb_capacity_measure(struct tb_capacities *capacities, struct tb_run *run)
{
    bool going = begin(capacities, run);
    size_t *order = calloc(capacities->num + 1, sizeof *order);
    if (!going || !order)
        tb_text_add(&run->why, "out of memory");
    going = going && order && capacities->keep(run, capacities, &run->why); /* now the folder is one of a search */
    for (size_t i = 0; going && i < capacities->num; i++)
        if (!capacities->items[i].cell->closed)
            going = search_again(capacities, run, &capacities->items[i], 0, FIRST_SEARCHES, &capacities->items[i].near);
    for (size_t round = 1; going && round <= run->rounds; round++)
        going = take_round(capacities, run, round, order);
    free(order);
    return going;
}

void tb_capacities_free(struct tb_capacities *capacities)
{
    for (size_t i = 0; capacities->items && i < capacities->num; i++) {
        struct tb_library_capacity *item = &capacities->items[i];
        for (size_t j = 0; j < item->num_tried; j++)
            free(item->tried[j].reason);
        free(item->tried);
        free(item->found);
    }
    free(capacities->items);
}

/* ---- Figures ---- */

/* A quarter of the searches may be lost to the machine, as with rounds: plan/losses.h. */
static bool lost_too_many(const struct tb_library_capacity *item, size_t rounds)
{
    return 4 * item->lost > rounds;
}

void tb_capacity_reason(const struct tb_library_capacity *item, size_t rounds, struct tb_text *why)
{
    const char *reason = NULL;
    for (size_t i = 0; item->cell->closed && i < TB_NUM_STATUSES; i++)
        reason = item->cell->reasons[i] ? item->cell->reasons[i] : reason;
    if (reason)
        tb_text_add(why, reason);
    else if (item->failed)
        tb_text_printf(why, "%s at %" PRIu64 "/s: %s", tb_sample_status_name(item->failed->status), item->failed->rate,
                       item->failed->reason);
    else if (item->lost && isnan(item->near))
        tb_text_printf(why, "other work on the machine ended the first search %d times; the last time: %s",
                       FIRST_SEARCHES, item->tried[item->num_tried - 1].reason);
    else if (lost_too_many(item, rounds))
        tb_text_printf(why,
                       "other work on the machine ended the searches of %zu rounds, twice each; stop other programs, "
                       "and run it again",
                       item->lost);
    else if (item->above && item->least_kept < 1)
        tb_text_printf(
            why,
            "in %zu of %zu searches the client came late to its arrivals even at %d/s, so the server was not "
            "asked; stop other programs, or give the client a faster core",
            item->above, item->searches, TB_LEAST_RATE);
    else if (item->above)
        tb_text_printf(
            why,
            "in %zu of %zu searches the promise was kept at the highest rate that the client could offer, at least "
            "%.0f/s; give the client a faster core, or name the fastest library as the client of all with --client",
            item->above, item->searches, item->least_kept);
    else if (item->below)
        tb_text_printf(why, "in %zu of %zu searches the promise was broken even at %d/s; promise less", item->below,
                       item->searches, TB_LEAST_RATE);
    else if (item->ended == 0)
        tb_text_add(why, "not measured, because the run ended first");
}

bool tb_capacity_figure(const struct tb_library_capacity *item, size_t rounds, struct tb_interval *interval)
{
    double *found = malloc((rounds + 1) * sizeof *found);
    size_t num = 0;
    for (size_t i = 0; found && i < rounds; i++)
        if (!isnan(item->found[i]))
            found[num++] = item->found[i];
    bool good = found && !item->cell->closed && !item->failed && !lost_too_many(item, rounds) &&
                tb_median_interval(found, num, 0.95, interval) && isfinite(interval->median) && interval->median > 0;
    free(found);
    return good;
}

bool tb_capacity_ratio(const struct tb_capacities *capacities, const struct tb_library_capacity *item, size_t rounds,
                       double confidence, struct tb_ratio *ratio)
{
    const struct tb_library_capacity *base = &capacities->items[0];
    struct tb_interval ignored;
    return item != base && !base->below && !base->above && !item->below && !item->above &&
           tb_capacity_figure(base, rounds, &ignored) && tb_capacity_figure(item, rounds, &ignored) &&
           tb_ratio_paired(base->found, item->found, rounds, true, confidence, ratio);
}

enum tb_sample_status tb_capacity_status(const struct tb_library_capacity *item, size_t rounds)
{
    struct tb_interval ignored;
    struct tb_text reason;
    if (tb_capacity_figure(item, rounds, &ignored))
        return TB_SAMPLE_OK;
    if (item->failed)
        return item->failed->status;
    if (!item->cell->closed)
        return lost_too_many(item, rounds) ? TB_SAMPLE_DISTURBED
               : item->below + item->above ? TB_SAMPLE_VOID
               : item->lost                ? TB_SAMPLE_DISTURBED
                                           : TB_SAMPLE_FAILED;
    tb_text_init(&reason, 0);
    enum tb_sample_status status = tb_cell_status(item->cell, &reason);
    tb_text_free(&reason);
    return status;
}

bool tb_capacity_busy(const struct tb_library_capacity *item, size_t rounds, double *client, double *server)
{
    double *clients = malloc((rounds + 1) * sizeof *clients), *servers = malloc((rounds + 1) * sizeof *servers);
    size_t num = 0;
    for (size_t round = 1; clients && servers && round <= rounds; round++) {
        const struct tb_tried *highest = NULL;
        for (size_t i = 0; i < item->num_tried; i++) {
            const struct tb_tried *tried = &item->tried[i];
            if (tried->round == round && tried->promise == TB_PROMISE_KEPT && (!highest || tried->rate > highest->rate))
                highest = tried;
        }
        if (!highest || isnan(highest->client_busy) || isnan(highest->server_busy))
            continue;
        clients[num] = highest->client_busy;
        servers[num++] = highest->server_busy;
    }
    bool good = clients && servers && tb_median(clients, num, client) && tb_median(servers, num, server);
    free(clients);
    free(servers);
    return good;
}
