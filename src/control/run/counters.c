#include "control/run/counters.h"
#include "control/run/run.h"
#include "core/catalog.h"
#include "core/counters.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPERATIONS = 64, LEAST_OPERATIONS = 4, MOST_BYTES = 32 << 20, MOST_NS = 500000000, MOST_KINDS = 4 };
enum { LONGER = 16 }; /* times as many of each of several threads, so that most are done while all threads run */

bool tb_counters_check(struct tb_run *run)
{
    size_t countable = 0;
    for (size_t i = 0; i < run->plan.num; i++)
        countable += tb_case_has_counters(&run->plan.items[i].c);
    if (!countable) {
        tb_text_add(&run->why, "--counters: no selected case has counters; select cases of ");
        tb_counter_drivers(&run->why);
        tb_text_add(&run->why, ", without arrivals or idle connections");
    } else if (access(run->places.counters, X_OK) != 0) {
        tb_text_printf(
            &run->why,
            "operations cannot be counted, because there is no %s; use a build without sanitizers, which replace "
            "malloc",
            run->places.counters);
    }
    return run->why.len == 0;
}

/* Of the slowest library, as found with the chunk size; 0: not known, over loopback. */
static double operation_ns(const struct tb_planned *planned)
{
    double slowest = 0;
    for (size_t i = 0; i < planned->num_cells; i++)
        slowest = fmax(slowest, planned->cells[i].operation_ns);
    return slowest;
}

/* Large writes and slow operations are counted fewer times, so that the pass does not take minutes; the same number for
 * all libraries, and by halves, so that it is mostly the same in every run. */
static uint64_t operations_of(const struct tb_planned *planned)
{
    const struct tb_case *c = &planned->c;
    size_t size = *c->value[TB_PARAM_SIZE] ? tb_case_size(c) : 0;
    uint64_t most = OPERATIONS * (tb_case_threads(c) > 1 ? LONGER : 1);
    uint64_t operations = size ? MOST_BYTES / size : most;
    if (operations > most)
        operations = most;
    while (operations > LEAST_OPERATIONS && (double)operations * operation_ns(planned) > MOST_NS)
        operations /= 2;
    return operations < LEAST_OPERATIONS ? LEAST_OPERATIONS : operations;
}

static void show(struct tb_run *run, const struct tb_count *count, double done)
{
    struct tb_step step = {.phase = "counting bytes, system calls, heap and locks",
                           .done = done,
                           .case_name = count->planned->name,
                           .library = count->cell->variant->name,
                           .estimate = ""};
    tb_progress_show(&run->progress, &step);
}

static bool take(struct tb_run *run, struct tb_count *count)
{
    struct tb_subject subject = tb_plan_subject(count->planned, count->cell);
    bool one = subject.client == subject.server, going = true;
    for (size_t pass = 0; pass < TB_COUNTER_PASSES; pass++)
        tb_sample_init(&count->passes[pass]);
    for (size_t pass = 0; pass < TB_COUNTER_PASSES && going; pass++) {
        struct tb_sample *sample = &count->passes[pass];
        if (one) {
            going = tb_sample_count(sample, &run->lab, &subject, count->operations);
        } else {
            sample->status = TB_SAMPLE_UNSUPPORTED;
            tb_text_add(&sample->reason, "counters need the same library on both ends");
        }
    }
    return going;
}

/* What an interruption cut off is no result. */
static void drop_last(struct tb_counts *counts)
{
    struct tb_count *last = &counts->items[--counts->num];
    for (size_t pass = 0; pass < TB_COUNTER_PASSES; pass++)
        tb_sample_free(&last->passes[pass]);
}

bool tb_counters_take(struct tb_run *run, bool (*keep)(const struct tb_run *run, struct tb_text *why))
{
    struct tb_counts *counts = &run->counts;
    size_t most = 0;
    for (size_t i = 0; i < run->plan.num; i++)
        most += run->plan.items[i].num_cells;
    if (!(counts->items = calloc(most, sizeof *counts->items)))
        return false;
    bool going = true;
    for (size_t i = 0; i < run->plan.num && going; i++) {
        const struct tb_planned *planned = &run->plan.items[i];
        for (size_t j = 0; j < planned->num_cells && going; j++) {
            if (!tb_count_is_due(planned, &planned->cells[j], run->checks))
                continue;
            struct tb_count *count = &counts->items[counts->num++];
            *count =
                (struct tb_count){.planned = planned, .cell = &planned->cells[j], .operations = operations_of(planned)};
            show(run, count, (double)i / (double)run->plan.num);
            going = take(run, count);
            if (going)
                going = keep(run, &run->why);
            else
                drop_last(counts);
        }
    }
    return going;
}

/* The most frequent kind after `before`: rarer, or as frequent and later in the record; NULL: there is none. */
static const struct tb_series *next_kind(const struct tb_record *record, const char *prefix,
                                         const struct tb_series *before)
{
    const struct tb_series *best = NULL;
    for (size_t i = 0; i < record->num_series; i++) {
        const struct tb_series *series = &record->series[i];
        if (strncmp(series->metric, prefix, strlen(prefix)) != 0 || series->num == 0)
            continue;
        bool left = !before || series->values[0] < before->values[0] ||
                    (series->values[0] == before->values[0] && series > before);
        if (left && (!best || series->values[0] > best->values[0]))
            best = series;
    }
    return best;
}

void tb_count_kinds(const struct tb_count *count, enum tb_counter_side side, struct tb_text *text)
{
    const struct tb_record *record = &count->passes[0].record;
    const struct tb_series *kind = NULL;
    char prefix[96];
    snprintf(prefix, sizeof prefix, "%s%s", tb_counter_prefix(side), TB_COUNTER_KIND);
    for (size_t i = 0; i < MOST_KINDS && (kind = next_kind(record, prefix, kind)); i++)
        tb_text_printf(text, "%s%s %.4g", i ? ", " : "", kind->metric + strlen(prefix), kind->values[0]);
    if (kind && next_kind(record, prefix, kind))
        tb_text_add(text, ", ...");
}
