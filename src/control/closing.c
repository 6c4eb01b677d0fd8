/* closing.c - the end of a run on the terminal: tables, how to read them, and what to know before believing them. */
#include "control/conditions.h"
#include "control/controls.h"
#include "control/format.h"
#include "control/grid.h"
#include "control/instructions.h"
#include "control/limit.h"
#include "control/partings.h"
#include "control/run.h"
#include "control/tables.h"
#include "control/vectors.h"
#include "control/view.h"
#include "core/catalog.h"
#include "core/stats.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const double moved_much = 0.02; /* of a control that should stand still */

/* How good the intervals are: it depends on the number of rounds alone, and does not grow with it.  The worst of all
 * numbers from the first to the second. */
static double coverage_of(const size_t rounds[2])
{
    double *values = calloc(rounds[1], sizeof *values), worst = 1;
    for (size_t num = rounds[0]; num <= rounds[1]; num++) {
        struct tb_interval interval = {0};
        bool good = values && tb_median_interval(values, num, 0.95, &interval);
        worst = fmin(worst, good ? interval.coverage : 0);
    }
    free(values);
    return worst;
}

/* Fewest and most rounds of the rows that are good: they differ when the run was cut short. */
static void count_rounds(const struct tb_plan *plan, size_t rounds[2])
{
    struct tb_text reason;
    rounds[0] = rounds[1] = 0;
    tb_text_init(&reason, 0); /* nobody asks */
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells; j++) {
            const struct tb_cell *cell = &plan->items[i].cells[j];
            size_t good = cell->counts[TB_SAMPLE_OK];
            if (tb_cell_status(cell, &reason) != TB_SAMPLE_OK)
                continue;
            rounds[0] = rounds[0] && rounds[0] < good ? rounds[0] : good;
            rounds[1] = rounds[1] > good ? rounds[1] : good;
        }
    tb_text_free(&reason);
}

/* Counts need no interval, but a word about what was counted. */
static void print_counted_legend(const struct tb_run *run, size_t rounds)
{
    printf("\nInstructions by valgrind's callgrind, the median of %zu counts, which agree within %g%%.\n", rounds,
           TB_COUNTS_AGREE_PERCENT);
    if (run->plan.num_local > 1)
        printf(
            "1.20x: the first library has 1.2 times as many; of builds of one library, since counts of two libraries "
            "say nothing about each other.\n");
}

/* How rates over loopback are to be read, if there are any. */
static void print_limit_legend(const struct tb_plan *plan)
{
    bool any = false;
    for (size_t i = 0; i < plan->num; i++) {
        size_t counts[TB_NUM_LIMITS] = {0};
        tb_limits_count(plan, &plan->items[i], counts);
        for (enum tb_limit limit = TB_LIMIT_CLIENT; limit < TB_NUM_LIMITS; limit++)
            any = any || counts[limit];
    }
    if (any)
        printf("limited by: the side whose core was busy; a rate over loopback is that side's limit.  server capacity: "
               "what one server core\ndoes in a second by its CPU time at this load, kernel included.\n");
}

static void print_legend(const struct tb_run *run)
{
    size_t rounds[2];
    count_rounds(&run->plan, rounds);
    if (rounds[1] == 0) {
        printf("\nThere is no good row.\n");
        return;
    }
    if (run->plan.counted) {
        print_counted_legend(run, rounds[1]);
        return;
    }
    if (rounds[1] == 1)
        printf("\nOne round: a look, not a measurement");
    else if (rounds[0] == rounds[1])
        printf("\nMedians of %zu rounds", rounds[0]);
    else
        printf("\nMedians of %zu to %zu rounds", rounds[0], rounds[1]);
    if (rounds[1] > 1)
        printf("; ±: the wider half of an interval that holds the true median with %s%.0f%% confidence",
               rounds[0] == rounds[1] ? "" : "at least ", 100 * coverage_of(rounds));
    printf(".\n");
    if (run->plan.num_local > 1 || run->plan.num_pair > 1)
        printf("1.20x: 1.2 times as good as the first library (faster, or less of what should be little), compared "
               "round by "
               "round.\n");
    if (run->options.pairs || run->options.server)
        printf("A+B: client A, server B.\n");
    if (run->plan.num_floor)
        printf("%s: the same transfer without TLS, what the harness itself can do here; x plain: times the CPU time\n"
               "that the same side takes for it.\n",
               run->plan.variants[run->plan.num_local + run->plan.num_pair].name);
    print_limit_legend(&run->plan);
}

/* Over loopback one side has to be the bottleneck, or the rate is not the libraries' but that of a machine that had
 * other things to do.  One connection at a time keeps neither side busy, and is there for its latency. */
static void warn_idle(const struct tb_plan *plan)
{
    size_t pairs = 0, idle = 0;
    for (size_t i = 0; i < plan->num; i++) {
        size_t counts[TB_NUM_LIMITS] = {0};
        if (!tb_takes_turns(&plan->items[i]))
            tb_limits_count(plan, &plan->items[i], counts);
        for (enum tb_limit limit = TB_LIMIT_CLIENT; limit < TB_NUM_LIMITS; limit++)
            pairs += counts[limit];
        idle += counts[TB_LIMIT_NEITHER];
    }
    if (idle)
        printf("warning: in %zu of %zu loopback rows neither side kept its core %.0f%% busy: their rates are not the "
               "libraries' limits; stop what else runs here, or give client and server a core each (--cpus)\n",
               idle, pairs, 100 * TB_LIMIT_BUSY);
}

/* A library may choose other code for another CPU: its counts are of that code. */
static void note_cpu(const struct tb_library *library)
{
    const char *native = library->attested.library.cpu, *counted = library->counted_cpu;
    if (counted && strcmp(native, counted) != 0)
        printf("note: under valgrind %s chose its code for %s, natively for %s\n", library->name,
               *counted ? counted : "nobody knows what", *native ? native : "nobody knows what");
}

static void note_vectors(const struct tb_plan *plan, const struct tb_library *library)
{
    struct tb_text note;
    tb_text_init(&note, 2000);
    tb_vectors_note(&note, plan, library);
    fputs(note.data, stdout);
    tb_text_free(&note);
}

static void print_disturbance(const struct tb_run *run)
{
    const struct tb_disturbance *seen = &run->disturbance;
    if (seen->stolen * 20 > seen->samples)
        printf("warning: the hypervisor took more than 1%% of the machine's time in %zu of %zu samples (%.0f%% at "
               "worst)\n",
               seen->stolen, seen->samples, 100 * seen->worst_steal);
    if (seen->delayed * 20 > seen->samples)
        printf("warning: other work on this machine had the core for more than 1%% of the time of %zu of %zu samples; "
               "stop it, or add --rounds\n",
               seen->delayed, seen->samples);
    if (seen->throttled * 20 > seen->samples)
        printf("warning: a CPU quota stopped this run for more than 1%% of the time of %zu of %zu samples: their rates "
               "and latencies are the quota's; lift it and measure again\n",
               seen->throttled, seen->samples);
    if (seen->replaced)
        printf("note: %zu of %zu visits of a case were measured again, all libraries of them, since other work, a "
               "CPU quota or the hypervisor took more than 1%% of their time\n",
               seen->replaced, seen->pairs);
}

/* A case whose samples have fewer operations than was asked for, since these are slow: calibrate.c. */
static bool is_short_of_operations(const struct tb_run *run, const struct tb_planned *planned)
{
    return !planned->pair && !planned->control && planned->operations > 0 &&
           planned->operations * run->lab.chunks < run->lab.sample_operations;
}

static double slowest_ns(const struct tb_planned *planned)
{
    double slowest = 0;
    for (size_t i = 0; i < planned->num_cells; i++)
        slowest = fmax(slowest, planned->cells[i].calibrated_ns);
    return slowest;
}

static void note_few_operations(const struct tb_run *run)
{
    const struct tb_planned *first = NULL;
    size_t num = 0;
    for (size_t i = 0; i < run->plan.num; i++)
        if (is_short_of_operations(run, &run->plan.items[i])) {
            first = first ? first : &run->plan.items[i];
            num++;
        }
    if (num == 0)
        return;
    double chunk_ms = slowest_ns(first) * (double)run->lab.sample_operations / (double)run->lab.chunks / 1e6;
    printf("note: in %zu case%s operations are slow: a sample of %s has %llu of them, not %llu, so that what falls on "
           "every 32nd is in few samples or in none; --chunk-ms %.0f gives it as many\n",
           num, num == 1 ? "" : "s", first->name, (unsigned long long)(first->operations * run->lab.chunks),
           (unsigned long long)run->lab.sample_operations, ceil(chunk_ms));
}

/* What was lost all the same stands at its row. */
static void note_spoilt(const struct tb_disturbance *seen)
{
    if (seen->spoilt)
        printf("note: visits of a case were measured again %zu time%s, all libraries of them, since the machine let "
               "nothing be measured: samples.csv has why\n",
               seen->spoilt, seen->spoilt == 1 ? "" : "s");
}

static void warn_strangers(const struct tb_disturbance *seen)
{
    if (seen->strangers)
        printf(
            "warning: other programs than the clients under test connected to their servers, %zu time%s in %zu of %zu "
            "samples, and were dropped: the first from %s.  It may be a monitor or a scanner: ss -tnp shows who "
            "connects; stop it\n",
            seen->strangers, seen->strangers == 1 ? "" : "s", seen->visited, seen->samples, seen->stranger);
}

static void warn_cores(const struct tb_run *run)
{
    bool any_pair = false;
    for (size_t i = 0; i < run->plan.num; i++)
        any_pair = any_pair || run->plan.items[i].pair;
    if (!any_pair || run->cores[0] != run->cores[1])
        return;
    if (run->cores[0] < 0)
        printf("warning: over loopback client and server may share a core: which there are is not known\n");
    else
        printf("warning: over loopback client and server share core %d\n", run->cores[0]);
}

static void warn_conditions(void)
{
    struct tb_words warnings = {0};
    json_t *conditions = tb_conditions();
    if (!tb_conditions_warn(conditions, &warnings))
        fprintf(stderr, "tlsbench: no memory for the conditions of this run: run.json has them\n");
    for (size_t i = 0; i < warnings.num; i++)
        printf("warning: %s\n", warnings.items[i]);
    tb_words_free(&warnings);
    json_decref(conditions);
}

static void print_warnings(const struct tb_run *run)
{
    for (size_t i = 0; i < run->selection.num; i++) {
        const struct tb_library *library = run->selection.items[i];
        const char *missing = library->attested.library.missing;
        if (missing && *missing)
            printf("warning: %s lacks fast code: %s\n", library->name, missing);
        note_cpu(library);
        note_vectors(&run->plan, library);
    }
    warn_conditions();
    if (!run->plan.counted) { /* of the machine's other work a count knows nothing */
        print_disturbance(run);
        note_few_operations(run);
    }
    note_spoilt(&run->disturbance);
    warn_strangers(&run->disturbance);
    warn_idle(&run->plan);
    warn_cores(run);
}

static void print_controls(const struct tb_plan *plan)
{
    struct tb_text text;
    tb_text_init(&text, 1000);
    double furthest = tb_controls_describe(plan, &text);
    if (text.len)
        printf("controls, which no library has a part in: %s\n", text.data);
    if (isinf(furthest))
        printf(
            "warning: a control could not be measured for every library: nobody knows whether the machine was the same "
            "for all\n");
    else if (furthest > moved_much)
        printf("warning: a control moved by %.1f%%: smaller differences than that say nothing about the libraries\n",
               100 * furthest);
    tb_text_free(&text);
}

void tb_report_injected(const struct tb_plan *plan)
{
    char words[TB_INJECTION_CAP];
    for (size_t i = 0; i < plan->num_local; i++) {
        const struct tb_injection *injection = &plan->variants[i].injected[0];
        if (injection->pct > 0)
            printf("warning: %s was slowed down on purpose by %g%%%s%s\n", plan->variants[i].name, injection->pct,
                   tb_injection_is_plain(injection) ? "" : ", on average over its operations: --inject ",
                   tb_injection_is_plain(injection) ? "" : tb_injection_words(words, injection));
    }
}

void tb_report_closing(const struct tb_run *run)
{
    struct tb_text duration;
    tb_report_injected(&run->plan);
    print_warnings(run);
    tb_text_init(&duration, 100);
    tb_format_duration(&duration, (uint64_t)(run->ended - run->started) * 1000000000);
    printf("\n%s %s: %s/summary.csv (samples.csv, run.json beside it)\n",
           run->complete ? "Complete in" : "INCOMPLETE, what was measured is kept; stopped after", duration.data,
           run->dir.path);
    tb_text_free(&duration);
}

void tb_report_tables(const struct tb_run *run)
{
    struct tb_term term = tb_term_of(STDOUT_FILENO);
    struct tb_words notes = {0};
    if (!tb_tables_print(&run->plan, &term, &notes))
        fprintf(stderr, "tlsbench: no memory for the tables\n");
    print_legend(run);
    tb_view_print_notes(&notes);
    tb_words_free(&notes);
    if (!run->plan.counted && !tb_partings_of_run(&run->plan))
        fprintf(stderr, "tlsbench: no memory for the means\n");
    print_controls(&run->plan);
    if (run->options.counters && !tb_counters_print(run, &term))
        fprintf(stderr, "tlsbench: no memory for the counters\n");
    tb_report_closing(run);
    fflush(stdout);
}
