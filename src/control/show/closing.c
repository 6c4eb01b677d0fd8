/* closing.c - the end of a run on the terminal: the results, and warnings about them. */
#include "control/show/closing.h"
#include "control/base/conditions.h"
#include "control/base/format.h"
#include "control/base/host.h"
#include "control/plan/inject.h"
#include "control/run/run.h"
#include "control/run/vectors.h"
#include "control/show/head.h"
#include "control/show/results.h"
#include "control/verdict/limit.h"
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Over loopback one side has to be the bottleneck, or the rate is not the libraries' but that of a machine that had
 * other things to do.  One connection at a time keeps neither side busy, and is there for its latency. */
void tb_report_idle(FILE *out, const struct tb_plan *plan)
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
        fprintf(out,
                "warning: in %zu of %zu loopback rows neither side kept its core %.0f%% busy, so their rates are not "
                "the libraries' limits; stop other programs, or give client and server a core each (--cpus A,B)\n",
                idle, pairs, 100 * TB_LIMIT_BUSY);
}

/* A library may choose other code for another CPU; the counts are for that code. */
static void note_cpu(const struct tb_library *library)
{
    const char *native = library->attested.library.cpu, *counted = library->counted_cpu;
    if (counted && strcmp(native, counted) != 0)
        printf("note: under valgrind %s chose code for %s, but natively code for %s; counts are of the "
               "former\n",
               library->name, *counted ? counted : "unknown features", *native ? native : "unknown features");
}

static void note_vectors(const struct tb_plan *plan, const struct tb_library *library)
{
    struct tb_text note;
    tb_text_init(&note, 2000);
    tb_vectors_note(&note, plan, library);
    fputs(note.data, stdout);
    tb_text_free(&note);
}

static void print_disturbance(FILE *out, const struct tb_disturbance *seen)
{
    if (seen->stolen * 20 > seen->samples)
        fprintf(out,
                "warning: the hypervisor took more than 1%% of the machine's time in %zu of %zu samples (%.0f%% at "
                "worst); add --rounds, or use a machine that is not shared\n",
                seen->stolen, seen->samples, 100 * seen->worst_steal);
    if (seen->delayed * 20 > seen->samples)
        fprintf(out,
                "warning: other programs ran on the core for more than 1%% of the time of %zu of %zu samples; stop "
                "them, or add --rounds\n",
                seen->delayed, seen->samples);
    if (seen->throttled * 20 > seen->samples)
        fprintf(
            out,
            "warning: a CPU quota stopped this run for more than 1%% of the time of %zu of %zu samples: their rates "
            "and latencies show the quota; lift it and measure again\n",
            seen->throttled, seen->samples);
    if (seen->replaced)
        fprintf(out,
                "note: %zu of %zu turns (the samples of a case in a round) were measured again on all libraries: other "
                "programs, a CPU quota or the hypervisor took more than 1%% of their time\n",
                seen->replaced, seen->turns);
}

/* Do the samples of the case have fewer operations than requested, because these are slow?  See chunk_size.c. */
static bool is_short_of_operations(const struct tb_run *run, const struct tb_planned *planned)
{
    return !planned->pair && !planned->steady && planned->operations > 0 &&
           planned->operations * run->lab.chunks < run->lab.sample_operations;
}

static double slowest_ns(const struct tb_planned *planned)
{
    double slowest = 0;
    for (size_t i = 0; i < planned->num_cells; i++)
        slowest = fmax(slowest, planned->cells[i].operation_ns);
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
    printf("note: operations are slow in %zu case%s: a sample of %s has %llu of them, not %llu, and may miss a cost "
           "that falls on every 32nd operation; --chunk-ms %.0f gives it enough\n",
           num, num == 1 ? "" : "s", first->name, (unsigned long long)first->operations * run->lab.chunks,
           (unsigned long long)run->lab.sample_operations, ceil(chunk_ms));
}

/* What was lost all the same stands at its row. */
static void note_spoilt(FILE *out, const struct tb_disturbance *seen)
{
    if (seen->spoilt)
        fprintf(out,
                "note: turns (the samples of a case in a round) were measured again on all libraries %zu time%s, "
                "because other work on the machine made a sample fail; the reasons are in samples.csv\n",
                seen->spoilt, seen->spoilt == 1 ? "" : "s");
}

static void warn_strangers(FILE *out, const struct tb_disturbance *seen)
{
    if (seen->strangers)
        fprintf(
            out,
            "warning: foreign programs connected to the servers under test, %zu time%s in %zu of %zu samples, and were "
            "dropped; the first came from %s.  It may be a monitor or a scanner: find it with ss -tnp, and stop it\n",
            seen->strangers, seen->strangers == 1 ? "" : "s", seen->with_strangers, seen->samples, seen->stranger);
}

void tb_report_disturbance(FILE *out, const struct tb_disturbance *seen, bool counted)
{
    if (!counted) /* of the machine's other work a count knows nothing */
        print_disturbance(out, seen);
    note_spoilt(out, seen);
    warn_strangers(out, seen);
}

static void warn_cores(const struct tb_run *run)
{
    bool any_pair = false;
    for (size_t i = 0; i < run->plan.num; i++)
        any_pair = any_pair || run->plan.items[i].pair;
    if (!any_pair || run->cores[0] != run->cores[1])
        return;
    if (run->cores[0] < 0)
        printf("warning: cannot tell which cores are available, so client and server may share one over loopback; use "
               "--cpus A,B\n");
    else
        printf("warning: client and server share core %d over loopback, so rates and latencies are those of half a "
               "core; allow this process a second core\n",
               run->cores[0]);
}

/* Measured all the same: programs have more threads than cores, too. */
static void warn_threads(const struct tb_plan *plan)
{
    size_t cores = tb_num_cores_allowed(), num = 0;
    const struct tb_planned *first = NULL;
    for (size_t i = 0; i < plan->num; i++) {
        size_t threads = tb_case_threads(&plan->items[i].c) * (plan->items[i].pair ? 2 : 1); /* of both processes */
        if (cores == 0 || threads <= cores || !tb_case_names_threads(&plan->items[i].c))
            continue;
        first = first ? first : &plan->items[i];
        num++;
    }
    if (num)
        printf(
            "note: in %zu case%s there are more threads than the %zu core%s of this process (first: %s): threads wait "
            "for each other's cores, so the rate shows what that costs, and efficiency cannot be more than cores / "
            "threads; measure how a library scales on a host with as many cores\n",
            num, num == 1 ? "" : "s", cores, cores == 1 ? "" : "s", first->name);
}

static void warn_conditions(void)
{
    struct tb_words warnings = {0};
    json_t *conditions = tb_conditions();
    if (!tb_conditions_warn(conditions, &warnings))
        fprintf(stderr, "tlsbench: out of memory while printing the conditions of this run; run.json has them\n");
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
    tb_report_disturbance(stdout, &run->disturbance, run->plan.counted);
    if (!run->plan.counted)
        note_few_operations(run);
    tb_report_idle(stdout, &run->plan);
    warn_cores(run);
    warn_threads(&run->plan);
}

void tb_report_injected(FILE *out, const struct tb_plan *plan)
{
    struct tb_text line;
    tb_text_init(&line, 1000);
    for (size_t place = 0; tb_injected_next(plan, &place, &line);)
        fprintf(out, "warning: %s\n", line.data);
    tb_text_free(&line);
}

void tb_report_closing(const struct tb_run *run)
{
    struct tb_text duration;
    tb_report_injected(stdout, &run->plan);
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
    tb_head_print_run(stdout, run);
    if (!tb_results_print(&run->plan, &term))
        fprintf(stderr, "tlsbench: out of memory for the tables\n");
    if (run->options.counters && !tb_counters_print(&run->plan, &run->counts, &term))
        fprintf(stderr, "tlsbench: out of memory for the counters\n");
    tb_report_closing(run);
    fflush(stdout);
}
