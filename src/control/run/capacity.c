#include "control/run/capacity.h"
#include "control/plan/grid.h"
#include "control/run/cost.h"
#include "control/run/promise.h"
#include "control/sample/draw.h"
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
static const struct tb_range nothing = {NAN, NAN};

/* ---- One sample ---- */

/* Takes the sample again if the machine spoilt it, so that it says nothing. */
static bool take(struct tb_run *run, const struct tb_capacities *capacities, const struct tb_subject *subject,
                 const struct tb_draw *draw, struct tb_sample *sample, struct tb_tried *tried)
{
    bool going = true, spoilt = true;
    for (int i = 0; i <= MOST_AGAIN && going && spoilt; i++) {
        tb_sample_free(sample);
        tb_sample_init(sample);
        going = tb_sample_measure(sample, &run->lab, subject, draw);
        run->spent_ns += sample->wall_ns;
        tb_promise_judge(tried, sample, &capacities->promised);
        spoilt = sample->status == TB_SAMPLE_DISTURBED && tried->promise == TB_PROMISE_UNKNOWN;
        tb_disturbance_note(&run->disturbance, capacities->planned, sample);
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

/* The case that is searched, at this rate. */
static void name_at(struct tb_text *name, const struct tb_planned *planned, uint64_t rate)
{
    struct tb_case c = planned->c;
    snprintf(c.value[TB_PARAM_ARRIVALS], TB_VALUE_CAP, "%" PRIu64, rate);
    tb_case_name(&c, name);
}

/* Takes a sample at this rate, the `nth` of the library.  NULL: the run is over. */
static struct tb_tried *try(struct tb_capacities *capacities, struct tb_run *run, struct tb_library_capacity *item,
                            size_t round, size_t nth, uint64_t rate)
{
    struct tb_subject subject = tb_plan_subject(capacities->planned, item->cell);
    struct tb_draw draw = tb_draw(run->plan.seed, round, nth, (size_t)(item - capacities->items), run->cores);
    struct tb_sample sample;
    struct tb_text name;
    tb_text_init(&name, 1000);
    name_at(&name, capacities->planned, rate);
    subject.case_name = name.data;
    tb_sample_init(&sample);
    struct tb_tried answer = {.round = round, .rate = rate};
    bool going = take(run, capacities, &subject, &draw, &sample, &answer);
    struct tb_tried *tried = going ? add(item) : NULL;
    if (tried) {
        *tried = answer;
        tried->reason = strdup(sample.reason.data);
    }
    if (going && (!tried || !tried->reason))
        tb_text_add(&run->why, "out of memory");
    tb_sample_free(&sample);
    tb_text_free(&name);
    return tried && tried->reason ? tried : NULL;
}

/* ---- One search ---- */

/* As many of the samples that are planned; `taken`: of the present search, which is not over. */
static double gone(const struct tb_capacities *capacities, size_t taken)
{
    size_t num = capacities->num, past = capacities->past, first = past < num ? past : num;
    size_t most = (past < num ? TB_FIRST_SAMPLES : TB_ROUND_SAMPLES) - 1;
    return (double)(TB_FIRST_SAMPLES * first + TB_ROUND_SAMPLES * (past - first) + (taken < most ? taken : most));
}

static void show(struct tb_run *run, const struct tb_capacities *capacities, const struct tb_library_capacity *item,
                 size_t round, size_t taken, const struct tb_capacity_search *search)
{
    char estimate[48];
    double before = gone(capacities, taken);
    double all = (double)capacities->num * (TB_FIRST_SAMPLES + TB_ROUND_SAMPLES * (double)run->rounds);
    struct tb_text name;
    tb_text_init(&name, 1000);
    name_at(&name, capacities->planned, search->rate);
    snprintf(estimate, sizeof estimate, "%" PRIu64 "/s", search->rate);
    struct tb_step step = {.phase = round ? "searching" : "first search",
                           .round = round,
                           .rounds = round ? run->rounds : 0,
                           .done = before / all,
                           .left_ns = before > 0 ? (uint64_t)((double)run->spent_ns / before * (all - before))
                                                 : tb_guess_ns(run),
                           .case_name = name.data,
                           .library = item->cell->variant->name,
                           .estimate = estimate};
    tb_progress_show(&run->progress, &step);
    tb_text_free(&name);
}

static void note_end(struct tb_library_capacity *item, const struct tb_capacity_search *search, struct tb_range *found)
{
    double rate;
    switch (tb_capacity_found(search, &rate)) {
    case TB_CAPACITY_FOUND:
        *found = (struct tb_range){rate, rate};
        break;
    case TB_CAPACITY_BELOW:
        *found = (struct tb_range){0, TB_LEAST_RATE};
        item->below++;
        break;
    case TB_CAPACITY_ABOVE:
        *found = (struct tb_range){(double)search->kept, INFINITY};
        item->least_kept = item->above++ ? fmin(item->least_kept, (double)search->kept) : (double)search->kept;
        break;
    }
}

/* *found: nothing if the search did not end, which the item then has noted.  Returns false if the run is over. */
static bool search(struct tb_capacities *capacities, struct tb_run *run, struct tb_library_capacity *item, size_t round,
                   struct tb_range *found)
{
    struct tb_random random = {run->plan.seed ^ (round * capacities->num + (size_t)(item - capacities->items) + 1)};
    uint64_t start =
        round ? tb_capacity_start(&random, item->near.low, near_step) : tb_case_arrivals(&capacities->planned->c);
    struct tb_capacity_search state;
    struct tb_tried *tried;
    size_t before = item->num_tried;
    item->searches++;
    tb_capacity_begin(&state, start, round ? near_step : far_step, narrow);
    *found = nothing;
    do {
        show(run, capacities, item, round, item->num_tried - before, &state);
        tried = try(capacities, run, item, round, item->num_tried, state.rate);
        if (!tried)
            return false;
        if (!tb_promise_answered(tried) && tried->status == TB_SAMPLE_DISTURBED) {
            item->lost++;
            return true;
        }
        if (!tb_promise_answered(tried)) {
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
        item->near = nothing;
        item->found = malloc((run->rounds + 1) * sizeof *item->found);
        for (size_t round = 0; item->found && round <= run->rounds; round++)
            item->found[round] = nothing;
        if (!item->found)
            return false;
    }
    return capacities->items != NULL;
}

static bool is_open(const struct tb_library_capacity *item)
{
    return !item->cell->closed && !item->failed && item->near.low == item->near.high;
}

/* Returns false if the run is over. */
static bool search_and_keep(struct tb_capacities *capacities, struct tb_run *run, struct tb_library_capacity *item,
                            size_t round, struct tb_range *found)
{
    bool going = search(capacities, run, item, round, found);
    item->ended += round > 0 && !isnan(found->low);
    return going && capacities->keep(run, capacities, &run->why);
}

/* A search that other work on the machine ended is made again, until `most` of them were. */
static bool search_again(struct tb_capacities *capacities, struct tb_run *run, struct tb_library_capacity *item,
                         size_t round, unsigned most, struct tb_range *found)
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
        struct tb_range *found = &item->found[round - 1];
        capacities->past = round * capacities->num + i;
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
    for (size_t i = 0; going && i < capacities->num; i++) {
        struct tb_library_capacity *item = &capacities->items[i];
        capacities->past = i;
        if (!item->cell->closed)
            going = search_again(capacities, run, item, 0, FIRST_SEARCHES, &item->near);
    }
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
    else if (item->lost && isnan(item->near.low))
        tb_text_printf(why, "other work on the machine ended the first search %d times; the last time: %s",
                       FIRST_SEARCHES, item->tried[item->num_tried - 1].reason);
    else if (lost_too_many(item, rounds))
        tb_text_printf(why,
                       "other work on the machine ended the searches of %zu round%s, twice each; stop other programs, "
                       "and run it again",
                       item->lost, item->lost == 1 ? "" : "s");
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
        tb_text_add(why, TB_NOT_MEASURED);
}

bool tb_capacity_figure(const struct tb_library_capacity *item, size_t rounds, struct tb_interval *interval)
{
    struct tb_range *found = malloc((rounds + 1) * sizeof *found);
    size_t num = 0;
    for (size_t i = 0; found && i < rounds; i++) {
        struct tb_range range = item->found[i];
        if (!isnan(range.low)) /* 0 is no rate, and so no part of a mean */
            found[num++] = (struct tb_range){range.low > 0 ? range.low : -INFINITY, range.high};
    }
    bool good = found && !item->cell->closed && !item->failed && !lost_too_many(item, rounds) &&
                tb_median_interval_of_ranges(found, num, 0.95, interval) && isfinite(interval->median);
    if (good)
        interval->low = fmax(0, interval->low);
    free(found);
    return good;
}

bool tb_capacity_ratio(const struct tb_capacities *capacities, const struct tb_library_capacity *item, size_t rounds,
                       double confidence, struct tb_ratio *ratio)
{
    const struct tb_library_capacity *base = &capacities->items[0];
    struct tb_interval ignored;
    return item != base && tb_capacity_figure(base, rounds, &ignored) && tb_capacity_figure(item, rounds, &ignored) &&
           tb_ratio_of_ranges(base->found, item->found, rounds, true, confidence, ratio);
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
                                           : TB_SAMPLE_UNMEASURED;
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
