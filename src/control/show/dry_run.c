/* dry_run.c - the dry run: prints the plan, how long it takes, and what is left out and why. */
#include "control/show/dry_run.h"
#include "control/base/exit.h"
#include "control/base/format.h"
#include "control/plan/grid.h"
#include "control/run/cost.h"
#include "control/run/run.h"
#include "core/release.h"
#include <stdio.h>

static void print_library(const struct tb_library *library)
{
    const struct tb_identity *identity = &library->attested.library;
    char words[200];
    tb_release_words(words, sizeof words, identity->version, identity->date, identity->date_of);
    if (library->fault)
        printf("  %-18s broken: %s\n", library->name, library->fault);
    else
        printf("  %-18s %s, %s\n", library->name, words, identity->linkage);
}

/* What was found when it was tried. */
static void print_cell(const struct tb_cell *cell, size_t *num_out)
{
    if (!cell->closed || cell->variant->client->fault || cell->variant->server->fault)
        return;
    for (int status = 0; status < TB_NUM_STATUSES; status++)
        if (cell->counts[status]) {
            printf("      %s: %s: %s\n", cell->variant->name, tb_sample_status_name((enum tb_sample_status)status),
                   cell->reasons[status] ? cell->reasons[status] : "");
            (*num_out)++;
        }
}

static size_t count_pairs(const struct tb_plan *plan)
{
    size_t pairs = 0;
    for (size_t i = 0; i < plan->num; i++)
        pairs += plan->items[i].pair;
    return pairs;
}

/* Samples of a run take as long as those that were tried; what is not known is named. */
static void add_duration(struct tb_text *line, const struct tb_run *run)
{
    double again = 100 * tb_guess_again(run);
    tb_text_add(line, run->plan.counted ? "about " : "takes about ");
    tb_format_duration(line, tb_guess_ns(run));
    if (run->plan.counted)
        tb_text_add(line, " at 3 s for each count, which is a guess: RSA signatures take longer");
    if (run->samples_each > 0)
        tb_text_add(line, ", if searches are as long as usual");
    if (again >= 1)
        tb_text_printf(line,
                       " (with %.0f%% for turns that are measured again, because other work on this machine slows them "
                       "down)",
                       again);
}

static void print_further(const struct tb_run *run)
{
    struct tb_text duration;
    tb_text_init(&duration, 100);
    if (run->second_rounds) {
        tb_format_duration(&duration, tb_guess_most_ns(run));
        printf("cases that seem slower are measured again: up to %s in all, with %llu fresh rounds for one suspect, or "
               "%llu if all %zu comparisons that gate are suspects\n",
               duration.data, (unsigned long long)run->second_rounds, (unsigned long long)run->most_second_rounds,
               run->num_gates);
    }
    if (run->options.counters)
        puts("counters are counted after the rounds, twice for each case; that takes further time");
    if (run->options.profile)
        printf("profiles are taken after the rounds, %d s of each case and library; that takes further time\n",
               TB_PROFILE_MS / 1000);
    if (run->passes)
        printf("%s; that takes further time\n", run->passes);
    tb_text_free(&duration);
}

static void print_settings(const struct tb_run *run)
{
    const struct tb_lab *lab = &run->lab;
    struct tb_text duration;
    tb_text_init(&duration, 300);
    add_duration(&duration, run);
    printf("suite %s (%s): %s\n", run->suite.name, run->suite.path, run->suite.title ? run->suite.title : "");
    size_t pairs = count_pairs(&run->plan);
    if (run->plan.counted) {
        printf("instructions: %llu rounds under callgrind, %s\n", (unsigned long long)run->rounds, duration.data);
        tb_text_free(&duration);
        return;
    }
    printf("%llu round%s, %llu chunk%s a sample", (unsigned long long)run->rounds, run->rounds == 1 ? "" : "s",
           (unsigned long long)lab->chunks, lab->chunks == 1 ? "" : "s");
    if (pairs < run->plan.num)
        printf("; a chunk has at least %llu ms, a sample at least %llu operations", (unsigned long long)lab->chunk_ms,
               (unsigned long long)lab->sample_operations);
    if (pairs)
        printf("; over loopback, windows of %llu ms after a warm-up of %llu ms", (unsigned long long)lab->window_ms,
               (unsigned long long)lab->warm_up_ms);
    printf("\n%s; %s cores %d and %d\n", duration.data, pairs ? "client and server on" : "in turn on", run->cores[0],
           run->cores[1]);
    tb_text_free(&duration);
    print_further(run);
}

int tb_dry_run(const struct tb_run *run)
{
    size_t num_out = 0;
    print_settings(run);
    printf("\nlibraries:\n");
    for (size_t i = 0; i < run->selection.num; i++)
        print_library(run->selection.items[i]);
    if (run->plan.num_plain && count_pairs(&run->plan) > 0)
        printf("  %-18s the same transfers without TLS, beside loopback cases\n",
               run->plan.variants[run->plan.num_local + run->plan.num_pair].name);
    size_t steady = 0;
    for (size_t i = 0; i < run->plan.num; i++)
        steady += run->plan.items[i].steady;
    printf("\n%zu case%s", run->plan.num - steady, run->plan.num - steady == 1 ? "" : "s");
    if (steady)
        printf(", and %zu of reference work", steady);
    printf(":\n");
    for (size_t i = 0; i < run->plan.num; i++) {
        printf("  %s\n", run->plan.items[i].name);
        for (size_t j = 0; j < run->plan.items[i].num_cells; j++)
            print_cell(&run->plan.items[i].cells[j], &num_out);
    }
    if (run->misfits.num)
        printf("\nleft out, because these combinations of the suite make no sense:\n");
    for (size_t i = 0; i < run->misfits.num; i++)
        printf("  %s\n", run->misfits.items[i]);
    printf("\ndry run: nothing was measured; %zu row%s would be unsupported\n", num_out, num_out == 1 ? "" : "s");
    return TB_EXIT_GOOD;
}
