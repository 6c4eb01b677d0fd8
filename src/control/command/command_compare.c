/* command_compare.c - tlsbench compare: compares libraries measured together, or stored runs. */
#include "control/base/exit.h"
#include "control/base/file_tag.h"
#include "control/base/files.h"
#include "control/command/commands.h"
#include "control/command/compare_runs.h"
#include "control/command/engine.h"
#include "control/command/meant.h"
#include "control/plan/shown.h"
#include "control/results/export.h"
#include "control/results/run_files.h"
#include "control/run/instructions.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include "control/show/closing.h"
#include "control/show/head.h"
#include "control/show/profile_print.h"
#include "control/store/run_absent.h"
#include "control/store/run_names.h"
#include "control/verdict/gates.h"
#include <stdio.h>
#include <string.h>

static const struct tb_command command = {
    "compare", "LIBRARY LIBRARY... [OPTION]... | LIBRARY... --against PARAM=VALUE [OPTION]... | RUN [RUN] [OPTION]...",
    "Measures libraries together and reports which is faster, in which cases, with intervals.  The first one is the "
    "base.\nWith --against kx=x25519, each case of a library is compared with the same case at that value.\nStored "
    "runs (folders like results/latest) can be compared, too: two of them, or the libraries or cases of one.",
    "Ratios compare within a round and a case.  comparison.csv is written to the folder of the run, or for stored runs "
    "to\n--output DIR, like files of --export without a name.  Two runs share no rounds, so intervals are wider, and a "
    "change of\nthe machine looks like a change of the library.  Exit code: 0 compared; 2 usage; 3 nothing to compare; "
    "4 the runs come\nfrom different machines; 128 + N ended by signal N.\n"};

struct compare {
    struct tb_compare_options options;
    struct tb_bounds bounds;
    const char *folders; /* an operand that is a folder; NULL: libraries are compared */
};

/* Was any option given that only applies to measuring? */
static bool is_about_measuring(const struct tb_run_options *o)
{
    return o->suite || o->server || o->client || o->results || o->suites || o->modules || o->cpus.num ||
           o->inject.num || o->rounds || o->chunks || o->chunk_ms || o->sample_operations || o->window_ms || o->seed ||
           o->no_plain || o->no_steady || o->dry_run || o->print_commands || o->profile || o->timeout_s;
}

/* The filters of stored runs have the same names as the options that select what is measured. */
static bool take_filter(struct compare *compare, struct tb_run_options *o)
{
    struct tb_run_filter *filter = &compare->options.filter;
    *filter = (struct tb_run_filter){.cases = o->cases, .libraries = o->libraries, .metrics = o->show, .plain = true};
    o->cases = o->libraries = o->show = (struct tb_words){0};
    return !o->metric || tb_words_split(&filter->metrics, o->metric, ", ");
}

/* Operands are libraries or folders of runs, not both. */
static bool sort_operands(struct compare *compare, struct tb_run_options *o, size_t *folders, struct tb_text *why)
{
    if (!tb_operands_split(&o->operands)) {
        tb_text_add(why, "out of memory");
        return false;
    }
    for (size_t i = 0; i < o->operands.num && !why->len; i++) {
        const char *word = o->operands.items[i];
        if (tb_is_folder(word)) {
            ++*folders;
            compare->folders = word;
        } else if (tb_run_is_absent(word)) {
            tb_run_blame(word, why);
        } else if (tb_meant_suite(word, o->suites)) {
            tb_text_printf(why, "'%s' is a suite, and compare takes libraries or runs; name it with --suite %s", word,
                           word);
        } else if (!tb_words_add(&o->libraries, word, strlen(word))) {
            tb_text_add(why, "out of memory");
        }
    }
    return why->len == 0;
}

/* Does all that was asked for go together? */
static bool check_options(struct compare *compare, struct tb_run_options *o, size_t folders, size_t named,
                          struct tb_text *why)
{
    if (folders > 0 && o->libraries.num > named)
        tb_text_printf(why, "%s is the folder of a run and %s is not; name libraries only, or runs only",
                       compare->folders, o->libraries.items[named]);
    else if (folders > 2)
        tb_text_add(why, "compare takes at most two runs");
    else if (folders > 0 && is_about_measuring(o))
        tb_text_printf(
            why,
            "%s is a stored run, so options of a measurement have no effect; use only --case, --library, --metric, "
            "--show, --threshold, --sort, --group, --only, --output, --export, --history and --across-hosts",
            compare->folders);
    else if (folders > 1 && compare->options.against.num)
        tb_text_add(why, "--against compares cases within one run; name one folder");
    else if (folders == 0 && o->libraries.num < 2 && !(compare->options.against.num && o->libraries.num))
        tb_text_add(why,
                    "name two or more libraries (tlsbench list libraries shows them), one library with --against, or "
                    "the folders of one or two runs");
    else if (folders == 0 && (compare->options.output || compare->options.across_hosts))
        tb_text_add(
            why,
            "--output and --across-hosts apply to stored runs only; use --results DIR for the folder of a new run");
    else if (folders > 0 && !take_filter(compare, o))
        tb_text_add(why, "out of memory");
    else if (folders == 0 && tb_counts_instructions(o))
        tb_text_add(why, TB_COUNTS_NOT_COMPARED);
    else if (folders == 0 && tb_reads_hardware(o))
        tb_text_printf(why, "--metric %s: its words are of speed; use tlsbench run --metric %s, which shows ratios",
                       o->metric, o->metric);
    else if (folders == 0 && o->metric && strcmp(o->metric, "time") != 0)
        tb_text_printf(why,
                       "--metric %s: it selects metrics of stored runs; to choose what the tables have, use --show %s",
                       o->metric, o->metric);
    return why->len == 0 && (folders > 0 || (tb_pair_options(o, why) && tb_metric_options(o, why)));
}

static enum tb_options_result parse(struct tb_run_options *o, const struct tb_arguments *arguments, void *context,
                                    struct tb_text *why)
{
    struct compare *compare = context;
    struct tb_option table[TB_MOST_OPTIONS] = {
        {"suite", "NAME|FILE.ini", "suite of cases to measure (quick)", TB_OPTION_TEXT, &o->suite, 0, 0},
        {"server", "NAME", "loopback: this library serves every client", TB_OPTION_TEXT, &o->server, 0, 0},
        {"client", "NAME", "loopback: this library is the client of every server", TB_OPTION_TEXT, &o->client, 0, 0},
        tb_profile_option(o),
        {"metric", "METRIC,...", "stored runs: compare only these metrics, such as 'latency_*'", TB_OPTION_TEXT,
         &o->metric, 0, 0},
        tb_show_option(&o->show),
        tb_export_option(o),
    };
    tb_compare_options(table, &compare->options);
    tb_measure_options(table, o);
    o->twins = true; /* comparing a library with itself shows the noise of the machine */
    enum tb_options_result result = tb_options_parse(&command, table, &o->operands, arguments, why);
    if (result != TB_OPTIONS_GOOD)
        return result;
    size_t folders = 0, named = o->libraries.num; /* number given by --library */
    bool good = sort_operands(compare, o, &folders, why) && check_options(compare, o, folders, named, why) &&
                tb_compare_options_take(&compare->options, why);
    return good ? TB_OPTIONS_GOOD : TB_OPTIONS_BAD;
}

static bool accept(struct tb_run *run)
{
    struct compare *compare = run->task->context;
    return tb_gates_check(run, &compare->options.thresholds, &run->why) &&
           tb_shown_check(&run->plan, &run->options.show, &run->why);
}

/* Chooses the number of rounds for which an interval excludes the extremes, or that of the user if it allows
 * verdicts. */
static bool choose_rounds(struct tb_run *run, size_t num_others)
{
    double confidence = tb_comparison_confidence(num_others);
    size_t fewest = tb_ratio_fewest_rounds(confidence, true), usual = tb_ratio_usual_rounds(confidence);
    if (run->options.rounds == 0)
        run->rounds = run->rounds > usual ? run->rounds : usual;
    if (run->rounds >= fewest)
        return true;
    tb_text_printf(
        &run->why,
        "--rounds %llu is too few: a verdict on %zu librar%s at %.4g%% confidence needs --rounds %zu; use %zu, so "
        "that one strange round cannot decide it",
        (unsigned long long)run->rounds, num_others + 1, num_others ? "ies" : "y", 100 * confidence, fewest, usual);
    return false;
}

static bool choose(struct tb_run *run, struct tb_cases *cases)
{
    struct compare *compare = run->task->context;
    struct tb_compare_options *options = &compare->options;
    size_t num_libraries = run->selection.num;
    if (options->contrast.num == 0)
        return choose_rounds(run, num_libraries > 1 ? num_libraries - 1 : 1);
    if (!tb_contrast_cases(&options->contrast, cases, &options->alone, &run->why) ||
        !tb_export_check_stored(&run->options.exports, "", 1, num_libraries, &run->why))
        return false;
    for (size_t i = 0; i < options->alone.num; i++)
        fprintf(stderr, "tlsbench: left out, because there is no case to compare with: %s\n", options->alone.items[i]);
    return choose_rounds(run, tb_contrast_most(&options->contrast, cases));
}

static void planned(struct tb_run *run)
{
    const struct compare *compare = run->task->context;
    tb_contrast_plan(&compare->options.contrast, &run->plan);
}

/* The bounds come first, so that a damaged file of floors is found before an hour of rounds. */
static bool measure(struct tb_run *run)
{
    struct compare *compare = run->task->context;
    return tb_bounds_of_run(&compare->bounds, run, &compare->options.thresholds, &run->why) &&
           tb_schedule(run, 0, run->plan.rounds) && (!run->options.profile || tb_profile_take(run, tb_run_files_facts));
}

/* Shows a comparison on the terminal and writes its files; `tag` distinguishes the files of several comparisons. */
static enum tb_compare_end show(struct tb_run *run, const struct tb_comparison *comparison, const char *tag)
{
    struct compare *compare = run->task->context;
    const struct tb_compared compared = {
        .comparison = comparison, .plan = &run->plan, .bounds = &compare->bounds, .alone = &compare->options.alone};
    struct tb_compare_options options = compare->options;
    struct tb_run_names names;
    char file[300];
    tb_run_names_now(&names, run);
    snprintf(file, sizeof file, "comparison%s.csv", tag);
    options.output = run->dir.path;
    enum tb_compare_end end =
        tb_compare_show(&compared, (struct tb_compared_runs){&names, &names}, &options, file, &run->why);
    printf("Results: %s/%s\n", run->dir.path, file);
    return tb_export_one_of(run, comparison, tag, &run->why) ? end : TB_COMPARE_FAILED;
}

/* Compares the cases of each library in turn. */
static int report_cases(struct tb_run *run, const struct tb_compare_choice *choice)
{
    const struct compare *compare = run->task->context;
    enum tb_compare_end end = TB_COMPARE_NOTHING;
    struct tb_words tags = {0};
    for (size_t i = 0; i < run->plan.num_local; i++) {
        const struct tb_variant *variant = &run->plan.variants[i];
        const char *tag = run->plan.num_local > 1 ? tb_file_tag(&tags, variant->name) : "";
        struct tb_comparison comparison;
        bool good =
            tb_compare_cases(&comparison, &run->plan, variant, &compare->options.contrast, choice, &run->why) && tag;
        end = tb_compare_both(end, good ? show(run, &comparison, tag) : TB_COMPARE_FAILED);
        tb_comparison_free(&comparison);
    }
    tb_words_free(&tags);
    return tb_compare_exit(end);
}

/* The exit code does not depend on the rows: their verdicts say what happened. */
static int report(struct tb_run *run)
{
    const struct compare *compare = run->task->context;
    struct tb_compare_choice choice = tb_bounds_choice(&compare->bounds);
    int exit_code = TB_EXIT_NOTHING;
    tb_head_print_run(stdout, run);
    tb_plan_show(&run->plan, &run->options.show); /* the run's own files have been written */
    if (compare->options.contrast.num > 0) {
        exit_code = report_cases(run, &choice);
    } else {
        struct tb_comparison comparison;
        if (tb_compare_plan(&comparison, &run->plan, NULL, &choice, &run->why))
            exit_code = tb_compare_exit(show(run, &comparison, ""));
        tb_comparison_free(&comparison);
    }
    tb_report_closing(run);
    tb_profiles_print(&run->profiles, run->dir.path);
    return run->signals.caught ? TB_EXIT_SIGNAL + run->signals.caught : exit_code;
}

static int measure_and_compare(const struct tb_arguments *arguments)
{
    struct compare compare = {0};
    const struct tb_task task = {.suite = "quick",
                                 .options = parse,
                                 .compares = true,
                                 .accept = accept,
                                 .choose = choose,
                                 .planned = planned,
                                 .measure = measure,
                                 .report = report,
                                 .context = &compare};
    tb_bounds_init(&compare.bounds);
    int exit_code = tb_engine(&task, arguments);
    tb_bounds_free(&compare.bounds);
    tb_compare_options_free(&compare.options);
    return exit_code;
}

/* The operands decide whether anything is measured; the engine then parses the command line again.  Stored runs are
 * not measured, so the engine is not used for them, nor for a command line that could not be parsed. */
int tb_command_compare(const struct tb_arguments *arguments)
{
    struct compare compare = {0};
    struct tb_run_options o = {0};
    struct tb_text why;
    int exit_code = TB_EXIT_GOOD;
    tb_text_init(&why, 4000);
    enum tb_options_result result = parse(&o, arguments, &compare, &why);
    if (result == TB_OPTIONS_GOOD)
        exit_code = compare.folders ? tb_compare_runs(&o, &compare.options, &why) : measure_and_compare(arguments);
    else if (result == TB_OPTIONS_BAD)
        exit_code = TB_EXIT_USAGE;
    if (why.len)
        fprintf(stderr, "tlsbench: %s\n", why.data);
    tb_compare_options_free(&compare.options);
    tb_run_options_free(&o);
    tb_text_free(&why);
    return exit_code;
}
