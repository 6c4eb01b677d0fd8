/* engine.c - the common course of every command that measures, from its options to the exit code. */
#include "control/command/engine.h"
#include "control/base/exit.h"
#include "control/base/host.h"
#include "control/command/engine_cases.h"
#include "control/command/engine_check.h"
#include "control/history/history.h"
#include "control/plan/inject.h"
#include "control/plan/shown.h"
#include "control/plan/steady.h"
#include "control/results/export.h"
#include "control/results/run_files.h"
#include "control/run/chunk_size.h"
#include "control/run/cost.h"
#include "control/run/instructions.h"
#include "control/run/rehearse.h"
#include "control/run/run.h"
#include "control/sample/libraries.h"
#include "control/sample/sample_instructions.h"
#include "control/show/dry_run.h"
#include "control/store/samples_csv.h"
#include "control/verdict/check.h"
#include "control/verdict/gates.h"
#include "core/clock.h"
#include "core/random.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

enum { HUNG_S = 30 }; /* default timeout of short samples */

static uint64_t or_suite(uint64_t given, uint64_t of_suite)
{
    return given ? given : of_suite;
}

static bool choose_cores(struct tb_run *run)
{
    const struct tb_words *cpus = &run->options.cpus;
    tb_default_cores(run->cores);
    if (cpus->num == 0)
        return true;
    for (size_t i = 0; i < cpus->num && cpus->num <= 2; i++) {
        const char *word = cpus->items[i];
        if (strlen(word) > 4 || strspn(word, "0123456789") != strlen(word))
            break;
        run->cores[i] = atoi(word);
        if (!tb_core_is_allowed(run->cores[i])) {
            struct tb_text allowed;
            tb_text_init(&allowed, 4096);
            tb_cores_allowed(&allowed);
            tb_text_printf(&run->why, "--cpus: this process may not run on CPU %d; choose from %s", run->cores[i],
                           allowed.data);
            tb_text_free(&allowed);
            return false;
        }
        if (i + 1 == cpus->num) {
            run->cores[1] = run->cores[cpus->num - 1];
            return true;
        }
    }
    tb_text_printf(&run->why, "--cpus takes the numbers of one or two CPUs, such as 2,3");
    return false;
}

/* Adds the libraries named by file; must come first, because it moves the others. */
static bool take_builds(struct tb_run *run)
{
    struct tb_run_options *options = &run->options;
    return tb_builds_take(&run->libraries, &options->libraries, options->twins, &run->why) &&
           tb_builds_take(&run->libraries, &run->suite.libraries, TB_TWINS_NONE, &run->why) &&
           tb_builds_take_end(&run->libraries, &options->server, &run->why) &&
           tb_builds_take_end(&run->libraries, &options->client, &run->why);
}

/* Chooses the libraries that the command line, the suite or the defaults name. */
static bool choose_libraries(struct tb_run *run)
{
    const struct tb_run_options *options = &run->options;
    if (!take_builds(run))
        return false;
    struct tb_text note;
    tb_text_init(&note, 20000); /* reasons of lines that the build refused are in it */
    bool good = tb_select_libraries(&run->selection, &run->libraries, &options->libraries, &run->suite.libraries, &note,
                                    &run->why);
    if (good && note.len)
        fprintf(stderr, "tlsbench: %s\n", note.data);
    tb_text_free(&note);
    return good;
}

/* Collects the metrics that gate, and computes the maximum number of fresh rounds.  The suite's metrics are for
 * times. */
static bool name_gates(struct tb_run *run, const struct tb_cases *cases, bool counted)
{
    const struct tb_words *sources[] = {&run->suite.gates, &run->options.gates};
    for (size_t i = counted ? 1 : 0; i < 2 && run->checks; i++)
        for (size_t j = 0; j < sources[i]->num; j++)
            if (!tb_words_add(&run->gates, sources[i]->items[j], strlen(sources[i]->items[j]))) {
                tb_text_add(&run->why, "out of memory");
                return false;
            }
    run->num_gates = tb_gates_count(cases, counted, &run->gates);
    run->most_second_rounds = tb_check_second_rounds(run->second_rounds, run->num_gates);
    return true;
}

/* A suite that has enough rounds for an interval of two libraries which leaves the strangest round out at each end has
 * as many as more libraries need. */
static uint64_t rounds_of_suite(const struct tb_run *run)
{
    size_t two = tb_ratio_usual_rounds(tb_comparison_confidence(1));
    if (run->selection.num < 3 || run->suite.rounds < two || run->checks || run->task->compares)
        return run->suite.rounds;
    size_t all = tb_ratio_usual_rounds(tb_comparison_confidence(run->selection.num - 1));
    return run->suite.rounds > all ? run->suite.rounds : all;
}

static bool make_plan(struct tb_run *run)
{
    const struct tb_run_options *options = &run->options;
    struct tb_cases cases = {0};
    bool counted = tb_counts_instructions(options);
    struct tb_choice choice = {.libraries = run->selection.items,
                               .num_libraries = run->selection.num,
                               .pairs = options->pairs,
                               .counted = counted};
    if (options->server && !(choice.server = tb_libraries_get(&run->libraries, options->server, &run->why)))
        return false;
    if (options->client && !(choice.client = tb_libraries_get(&run->libraries, options->client, &run->why)))
        return false;
    choice.plain = options->no_plain ? NULL : tb_libraries_get(&run->libraries, TB_PLAIN, NULL);
    for (size_t i = 0; i < run->selection.num; i++)
        if (run->selection.items[i] == choice.plain)
            choice.plain = NULL; /* requested by name: treated like other libraries */
    uint64_t seed =
        options->seed ? options->seed : tb_random_next(&(struct tb_random){tb_now_ns() ^ (uint64_t)getpid()});
    run->rounds = or_suite(options->rounds, counted ? TB_COUNT_ROUNDS : rounds_of_suite(run));
    run->second_rounds = options->looks_twice ? or_suite(options->second_rounds, run->suite.second_rounds) : 0;
    bool good = tb_engine_cases(run, &cases);
    if (good && cases.num && run->task->cases)
        good = run->task->cases(&cases, &run->why);
    if (good && cases.num && run->task->choose)
        good = run->task->choose(run, &cases);
    if (good && (counted || tb_reads_hardware(options)))
        good = tb_countable_cases(&cases, options->metric, &run->why);
    if (good && cases.num && !options->no_steady)
        good = tb_steady_add(&cases, &run->why);
    good = good && name_gates(run, &cases, counted);
    uint64_t rounds = (run->rounds + run->most_second_rounds) * (options->checks_wanted ? options->checks_wanted : 1) +
                      run->rounds * run->task->spare;
    good = good && tb_plan_make(&run->plan, &cases, &choice, rounds, seed, &run->why) &&
           tb_inject(&run->plan, &run->options.inject, &run->why);
    if (good && tb_reads_hardware(options))
        tb_plan_show(&run->plan, tb_shown_by_hardware(options->metric));
    if (good && run->task->planned)
        run->task->planned(run);
    run->misfits = cases.misfits;
    cases.misfits = (struct tb_words){0};
    tb_cases_free(&cases);
    return good;
}

static void set_up_lab(struct tb_run *run)
{
    const struct tb_run_options *options = &run->options;
    run->lab = (struct tb_lab){.places = &run->places,
                               .limit = &run->limit,
                               .signals = &run->signals,
                               .chunks = run->plan.counted ? 1 : or_suite(options->chunks, run->suite.chunks),
                               .chunk_ms = or_suite(options->chunk_ms, run->suite.chunk_ms),
                               .sample_operations = or_suite(options->sample_operations, run->suite.sample_operations),
                               .window_ms = or_suite(options->window_ms, run->suite.window_ms),
                               .warm_up_ms = run->suite.warm_up_ms,
                               .counted = run->plan.counted,
                               .hardware = tb_reads_hardware(options) ? options->metric : NULL,
                               .date = (uint64_t)time(NULL),
                               .print_commands = options->print_commands};
    uint64_t patience_s = 3 * tb_longest_sample_ms(run) / 1000;
    run->lab.timeout_s = options->timeout_s ? options->timeout_s : patience_s > HUNG_S ? patience_s : HUNG_S;
}

/* Finds all errors that can be found before anything is measured.  Returns an exit code; TB_EXIT_GOOD: continue. */
static int prepare(struct tb_run *run)
{
    if (!tb_places_find(&run->places, &run->why))
        return TB_EXIT_NOTHING;
    if (!tb_cpu_limit_find(&run->limit, "")) {
        tb_text_add(&run->why, "out of memory");
        return TB_EXIT_NOTHING;
    }
    if (!tb_export_check(&run->options.exports, &run->why) || !tb_engine_suite(run, run->task->suite) ||
        !choose_cores(run) || !tb_libraries_find(&run->libraries, &run->places, run->options.modules, &run->why))
        return TB_EXIT_USAGE;
    if (run->libraries.num == 0 || access(run->places.worker, X_OK) != 0) {
        tb_text_printf(&run->why, "tlsbench is not complete: there is no %s, or no modules in %s; %s",
                       run->places.worker, run->places.modules,
                       run->places.installed ? "install it again"
                                             : "build with: cmake --preset release && cmake --build --preset release");
        return TB_EXIT_NOTHING;
    }
    if (!choose_libraries(run) || !make_plan(run))
        return TB_EXIT_USAGE;
    if (run->selection.num == 0) {
        tb_text_printf(&run->why,
                       "no library to measure; %s builds the default ones, and tlsbench list libraries shows which "
                       "exist",
                       run->places.set_up);
        return TB_EXIT_NOTHING;
    }
    if (run->plan.num == 0) {
        tb_text_printf(&run->why, "%s: no case to measure; choose other cases or libraries", run->suite.path);
        for (size_t i = 0; i < run->misfits.num && i < 3; i++)
            tb_text_printf(&run->why, "; %s", run->misfits.items[i]);
        return TB_EXIT_USAGE;
    }
    if (run->options.counters && !tb_counters_check(run))
        return TB_EXIT_USAGE;
    if (run->options.profile && !tb_profile_has_case(run))
        return TB_EXIT_USAGE;
    set_up_lab(run);
    if (run->plan.counted && !run->options.dry_run && !tb_instructions_check(run))
        return TB_EXIT_HOST;
    if (run->options.profile && !run->options.dry_run && !tb_profile_check(run))
        return TB_EXIT_HOST;
    return TB_EXIT_GOOD;
}

/* Asks each selected library for its identity.  Returns false if interrupted, or if none of them works. */
static bool attest(struct tb_run *run)
{
    size_t num_variants = run->plan.num_local + run->plan.num_pair + run->plan.num_plain, working = 0;
    for (size_t i = 0; i < run->libraries.num; i++) {
        struct tb_library *library = &run->libraries.items[i];
        bool takes_part = false;
        for (size_t j = 0; j < num_variants; j++)
            takes_part =
                takes_part || run->plan.variants[j].client == library || run->plan.variants[j].server == library;
        if (!takes_part)
            continue;
        if (!tb_library_attest(library, &run->places, &run->signals))
            return false;
        if (library->fault)
            fprintf(stderr, "tlsbench: %s cannot be measured: %s\n", library->name, library->fault);
    }
    for (size_t i = 0; i < run->selection.num; i++)
        working += !run->selection.items[i]->fault;
    if (!working)
        tb_text_add(&run->why, "none of the libraries can be used; see the reasons above");
    return working > 0;
}

/* For counting: libraries to compare must be comparable, and the CPU features that valgrind shows them must be known.
 * Returns an exit code. */
static int prepare_counts(struct tb_run *run)
{
    const struct tb_selection *selection = &run->selection;
    for (size_t i = 1; i < selection->num && run->task->compares; i++)
        if (!tb_instructions_comparable(selection->items[0], selection->items[i], &run->why))
            return TB_EXIT_USAGE;
    if (!run->options.dry_run && !tb_instructions_attest(run))
        return tb_run_exit_code(run);
    return TB_EXIT_GOOD;
}

/* Without random numbers the id is empty, and runs are identified by name, seed and host. */
static void name_run(struct tb_run *run)
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        return;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(run->id + 2 * i, 3, "%02x", bytes[i]);
}

/* The folder then has run.json and the command's own file. */
static bool end_own_file(struct tb_run *run)
{
    tb_run_dir_release(&run->dir);
    tb_run_dir_close(&run->dir);
    tb_run_dir_drop(&run->dir, "samples.csv.partial");
    tb_run_dir_drop(&run->dir, TB_SUMMARY_PARTIAL);
    return tb_run_files_facts(run, &run->why);
}

/* Measures, and reports the results in any case.  Returns the exit code. */
static int measure(struct tb_run *run)
{
    const char *results = run->options.results ? run->options.results : "results";
    const char *ending = run->task->folder ? run->task->folder : run->suite.name;
    run->started = time(NULL);
    name_run(run);
    if (!tb_run_dir_make(&run->dir, results, ending, tb_run_files_size(run), &run->why))
        return TB_EXIT_USAGE;
    if (!tb_samples_csv_begin(&run->dir, &run->why) || !tb_run_files_facts(run, &run->why)) {
        tb_run_dir_discard(&run->dir);
        return TB_EXIT_USAGE;
    }
    tb_progress_begin(&run->progress, run->options.quiet);
    run->complete = tb_size_chunks(run) && tb_run_files_closed(run, &run->why) && run->task->measure(run);
    run->ended = time(NULL);
    if (!run->complete && !run->signals.caught && !run->why.len)
        tb_text_add(&run->why, "out of memory");
    tb_progress_clear(&run->progress);
    bool kept = run->task->own_file ? end_own_file(run) : tb_run_files_write(run, &run->dir, &run->why);
    if (!run->task->own_file)
        tb_history_keep(run);
    int exit_code = run->task->report(run);
    bool fails = run->task->checks && exit_code == TB_EXIT_NOT_ALL; /* a FAIL, whatever becomes of the files */
    return kept || fails || run->signals.caught ? exit_code : TB_EXIT_NOTHING;
}

static int try_all(struct tb_run *run)
{
    if (tb_rehearse(run))
        return tb_dry_run(run);
    if (!run->signals.caught && !run->why.len)
        tb_text_add(&run->why, "out of memory");
    return run->signals.caught ? TB_EXIT_SIGNAL + run->signals.caught : TB_EXIT_NOTHING;
}

static int run_suite(struct tb_run *run)
{
    int exit_code = prepare(run);
    if (exit_code != TB_EXIT_GOOD)
        return exit_code;
    if (!tb_signals_open(&run->signals)) {
        tb_text_printf(&run->why, "signals: %s", strerror(errno));
        return TB_EXIT_NOTHING;
    }
    if (attest(run)) {
        if (!tb_engine_check(run, run->task->compares) || (run->task->accept && !run->task->accept(run)))
            exit_code = TB_EXIT_USAGE;
        else if (run->plan.counted)
            exit_code = prepare_counts(run);
        if (exit_code == TB_EXIT_GOOD)
            exit_code = run->options.dry_run ? try_all(run) : measure(run);
    } else {
        exit_code = run->signals.caught ? tb_run_exit_code(run) : TB_EXIT_NOTHING;
    }
    tb_signals_close(&run->signals);
    return exit_code;
}

static void free_run(struct tb_run *run)
{
    tb_run_dir_close(&run->dir);
    tb_counts_free(&run->counts);
    tb_profiles_free(&run->profiles);
    tb_plan_free(&run->plan);
    tb_words_free(&run->misfits);
    tb_words_free(&run->gates);
    tb_selection_free(&run->selection);
    tb_libraries_free(&run->libraries);
    tb_cpu_limit_free(&run->limit);
    tb_suite_free(&run->suite);
    tb_run_options_free(&run->options);
    tb_text_free(&run->why);
}

int tb_engine(const struct tb_task *task, const struct tb_arguments *arguments)
{
    struct tb_run run = {.task = task,
                         .checks = task->checks,
                         .argc = arguments->argc,
                         .argv = (const char *const *)arguments->argv,
                         .dir.samples = -1,
                         .signals.fd = -1};
    tb_text_init(&run.why, 4000);
    int exit_code = TB_EXIT_GOOD;
    switch (task->options(&run.options, arguments, task->context, &run.why)) {
    case TB_OPTIONS_GOOD:
        exit_code = run_suite(&run);
        break;
    case TB_OPTIONS_BAD:
        exit_code = TB_EXIT_USAGE;
        break;
    case TB_OPTIONS_HELP:
        break;
    }
    if (run.signals.caught) {
        char name[TB_SIGNAL_NAME];
        tb_signal_name(name, run.signals.caught);
        fflush(stdout); /* also in a file of both it stands behind the results */
        fprintf(stderr, "tlsbench: interrupted by %s\n", name);
    }
    if (run.why.len)
        fprintf(stderr, "tlsbench: %s\n", run.why.data);
    free_run(&run);
    return exit_code;
}
