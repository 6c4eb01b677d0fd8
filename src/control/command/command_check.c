/* command_check.c - tlsbench check: has the candidate become slower than the baseline?  A gate for CI. */
#include "control/base/exit.h"
#include "control/base/files.h"
#include "control/command/commands.h"
#include "control/command/engine.h"
#include "control/command/meant.h"
#include "control/results/comparison_csv.h"
#include "control/results/export.h"
#include "control/results/run_files.h"
#include "control/run/counters.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include "control/show/check_print.h"
#include "control/show/closing.h"
#include "control/show/head.h"
#include "control/store/fault_notes.h"
#include "control/store/run_absent.h"
#include "control/store/run_names.h"
#include "control/verdict/bounds.h"
#include "control/verdict/check.h"
#include "control/verdict/check_stored.h"
#include "control/verdict/check_verdict.h"
#include "control/verdict/conclusion.h"
#include "control/verdict/count_rows.h"
#include "control/verdict/fail_on.h"
#include "control/verdict/gates.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct tb_command command = {
    "check", "--baseline BUILD|RUN --candidate BUILD [--suite SUITE] [OPTION]...",
    "Measures two builds of a library together and reports whether the candidate is slower.  A BUILD is the name of a "
    "library or the file of a module, [LABEL=]FILE.so.",
    "Cases that seem to have changed are measured again in fresh rounds (the second look).  A change is confirmed only "
    "if both\nlooks show it.  A case is judged by its first metric, over loopback also by the CPU time of both sides, "
    "and by the metrics\nof --gate.  Exit code: 0 PASS; 1 FAIL: a confirmed regression, or the candidate fails or "
    "lacks a case; 2 usage or\nconfiguration, a build that does not load, or too few rounds for a verdict; 3 NO "
    "VERDICT: too noisy, the reference work\nmoved, or nothing to compare, so run it again; 4 the environment differs "
    "from the baseline's; 128 + N ended by signal N.\n"};

enum { COMPARISON_LIMIT = 16 << 20, VERDICT_LIMIT = 100000 };

struct check {
    char *baseline, *candidate;
    struct tb_words thresholds, fail_on;
    struct tb_fail_on fails;
    struct tb_bounds bounds;
    struct tb_stored stored; /* used instead of a measured baseline */
    struct tb_comparison comparison;
};

/* Opens a stored baseline; only the candidate is then measured. */
static bool open_stored(struct check *check, struct tb_run_options *o, struct tb_text *why)
{
    o->looks_twice = false;
    if (o->exports.num)
        tb_text_add(why,
                    "--export applies to a check of two builds; leave it out, and use tlsbench export after the check");
    else if (o->second_rounds)
        tb_text_printf(why,
                       "--second-rounds has no effect, because %s is a stored run and cannot be measured again; leave "
                       "it out",
                       check->baseline);
    if (why->len)
        return false;
    return tb_stored_open(&check->stored, check->baseline, check->candidate, why);
}

static bool name_builds(struct check *check, struct tb_run_options *o, struct tb_text *why)
{
    if (!check->baseline || !check->candidate)
        tb_text_printf(why, "--%s is missing: give the name of a library or the file of a module",
                       check->baseline ? "candidate" : "baseline");
    else if (tb_is_folder(check->candidate))
        tb_text_printf(why,
                       "%s is a folder, and the candidate must be a build: the name of a library or the file of a "
                       "module",
                       check->candidate);
    else if (tb_run_is_absent(check->baseline))
        tb_run_blame(check->baseline, why);
    if (why->len)
        return false;
    bool stored = tb_is_folder(check->baseline);
    if (stored && tb_counts_instructions(o)) {
        tb_text_printf(why,
                       "%s is a folder, and --metric instructions counts both builds; name a build for "
                       "--baseline",
                       check->baseline);
        return false;
    }
    o->twins = TB_TWINS_SAME_FILE;
    if ((stored || tb_words_add(&o->libraries, check->baseline, strlen(check->baseline))) &&
        tb_words_add(&o->libraries, check->candidate, strlen(check->candidate)))
        return !stored || open_stored(check, o, why);
    tb_text_add(why, "out of memory");
    return false;
}

static enum tb_options_result parse(struct tb_run_options *o, const struct tb_arguments *arguments, void *context,
                                    struct tb_text *why)
{
    struct check *check = context;
    struct tb_option table[TB_MOST_OPTIONS] = {
        {"baseline", "BUILD|RUN",
         "the build to compare with, measured in the same rounds; or the folder of a run, which is "
         "weaker",
         TB_OPTION_TEXT, &check->baseline, 0, 0},
        {"candidate", "BUILD", "the build to judge", TB_OPTION_TEXT, &check->candidate, 0, 0},
        {"suite", "NAME|FILE", "suite of cases to measure (ci)", TB_OPTION_TEXT, &o->suite, 0, 0},
        {"threshold", "[PATTERN=]PCT,...",
         "the slowdown that matters, in percent: 3; of cases or metrics that match: 'kx/*=5'; of a metric of cases: "
         "'kx/*:mean_time=8'; the last rule that matches counts; advised: at least what calibrate advised",
         TB_OPTION_WORDS, &check->thresholds, 0, 0},
        {"gate", "METRIC,...",
         "further metrics to judge, such as latency_p99 or the counter allocations; tlsbench docs columns lists all",
         TB_OPTION_WORDS, &o->gates, 0, 0},
        {"fail-on", "WHAT,...",
         "what else is not a PASS: missing, the candidate lacks a case; noisy=PCT, more than PCT % are inconclusive, "
         "or not in a stored baseline (missing,noisy=50); regressed: nothing but what is named",
         TB_OPTION_WORDS, &check->fail_on, 0, 0},
        {"second-rounds", "N", "fresh rounds for one suspect; more for several (from the suite)", TB_OPTION_NUMBER,
         &o->second_rounds, 1, 1000},
        tb_metric_option(o),
        tb_export_option(o),
    };
    tb_measure_options(table, o);
    tb_options_refuse(table, "library", "name the builds with --baseline and --candidate");
    tb_options_refuse(table, "no-plain", "a check measures no plain TCP; leave it out");
    o->looks_twice = true;
    o->no_plain = true;
    enum tb_options_result result = tb_options_parse(&command, table, &o->operands, arguments, why);
    if (result != TB_OPTIONS_GOOD)
        return result;
    if (o->operands.num && tb_meant_suite(o->operands.items[0], o->suites))
        tb_text_printf(why, "unexpected '%s': name the suite with --suite %s", o->operands.items[0],
                       o->operands.items[0]);
    else if (o->operands.num == 2)
        tb_text_printf(why, "unexpected '%s': name the builds with --baseline %s --candidate %s", o->operands.items[0],
                       o->operands.items[0], o->operands.items[1]);
    else if (o->operands.num)
        tb_text_printf(why, "unexpected '%s': name builds with --baseline and --candidate", o->operands.items[0]);
    else if (o->second_rounds && tb_counts_instructions(o))
        tb_text_add(why, "--second-rounds has no effect with --metric instructions, since a second count would be the "
                         "same; leave it out");
    else if (tb_reads_hardware(o))
        tb_text_printf(why, "--metric %s: a check decides by time or instructions; use tlsbench run --metric %s",
                       o->metric, o->metric);
    bool good = !why->len && tb_metric_options(o, why) && name_builds(check, o, why) &&
                tb_fail_on_parse(&check->fails, &check->fail_on, why) && tb_thresholds_check(&check->thresholds, why);
    return good ? TB_OPTIONS_GOOD : TB_OPTIONS_BAD;
}

/* Counters that gate are counted for both builds, after the rounds. */
static bool accept_counts(struct tb_run *run)
{
    const struct check *check = run->task->context;
    if (!tb_counts_gate(run))
        return true;
    if (check->stored.base) {
        tb_text_printf(&run->why,
                       "--gate: counters need two builds, and %s is a stored run; name a build for --baseline",
                       check->baseline);
        return false;
    }
    run->options.counters = true;
    return tb_counters_check(run);
}

/* Both builds must work, and every option must have an effect. */
static bool accept(struct tb_run *run)
{
    struct check *check = run->task->context;
    for (size_t i = 0; i < run->selection.num; i++)
        if (run->selection.items[i]->fault) {
            tb_text_printf(&run->why, "%s cannot be used: %s", run->selection.items[i]->name,
                           run->selection.items[i]->fault);
            return false;
        }
    return (!check->stored.base || tb_stored_accept(run, &check->stored, &run->why)) &&
           tb_gates_check(run, &check->thresholds, &run->why) && accept_counts(run);
}

static const char *candidate_of(const struct tb_run *run)
{
    return run->plan.variants[run->plan.num_local - 1].name;
}

static bool compare_counts(struct tb_run *run, const struct tb_compare_choice *choice)
{
    struct check *check = run->task->context;
    return tb_run_files_facts(run, &run->why) && tb_counters_take(run, tb_counters_csv) &&
           (tb_compare_counts(&check->comparison, run, choice) || (tb_text_add(&run->why, "out of memory"), false));
}

/* A stored baseline has only one look, and floors apply as in compare. */
static bool measure(struct tb_run *run)
{
    struct check *check = run->task->context;
    if (!tb_bounds_of_run(&check->bounds, run, &check->thresholds, &run->why))
        return false;
    struct tb_compare_choice choice = tb_bounds_choice_of_check(&check->bounds, run);
    bool going = check->stored.base ? tb_stored_check(run, &check->stored, &choice, &check->comparison)
                                    : tb_check_looks(run, 0, &choice, &check->comparison);
    return going && (!run->options.counters || compare_counts(run, &choice));
}

/* What the check says, so that it can be shown and exported again.  One that did not end says nothing. */
static bool write_verdict(struct tb_run *run, const struct tb_comparison *comparison,
                          const struct tb_conclusion *conclusion)
{
    const struct tb_check_facts facts = {.baseline = comparison->base_name,
                                         .candidate = candidate_of(run),
                                         .rounds = run->rounds,
                                         .comparison = comparison,
                                         .conclusion = conclusion};
    struct tb_text text;
    if (!run->complete)
        return true;
    tb_text_init(&text, VERDICT_LIMIT);
    bool good = tb_check_json(&text, &facts);
    if (!good)
        tb_text_add(&run->why, "out of memory for " TB_CHECK_FILE);
    good = good && tb_run_dir_write(&run->dir, TB_CHECK_FILE, &text, &run->why);
    tb_text_free(&text);
    return good;
}

/* `stored`: the baseline, if its `base` is set. */
static bool write_comparison(struct tb_run *run, const struct tb_stored *stored, const struct tb_comparison *comparison)
{
    struct tb_run_names now, then;
    struct tb_text csv;
    tb_run_names_now(&now, run);
    if (stored->base)
        tb_run_names_load(&then, stored->run.facts, stored->run.folder);
    tb_text_init(&csv, COMPARISON_LIMIT);
    tb_comparison_csv(&csv, comparison, (struct tb_compared_runs){&now, stored->base ? &then : &now});
    bool good = tb_run_dir_write(&run->dir, "comparison.csv", &csv, &run->why);
    tb_text_free(&csv);
    return good;
}

static void print(const struct tb_run *run, const struct check *check)
{
    const struct tb_check_shown shown = {
        .plan = &run->plan, .comparison = &check->comparison, .candidate = candidate_of(run), .rounds = run->rounds};
    tb_check_print(&shown);
    if (check->stored.base)
        tb_stored_print_notes(run, &check->stored);
}

static int report(struct tb_run *run)
{
    struct check *check = run->task->context;
    tb_head_print_run(stdout, run);
    if (check->comparison.rows)
        print(run, check);
    tb_fault_notes_print_plan(stdout, &run->plan);
    tb_report_closing(run);
    if (!check->comparison.rows)
        return run->signals.caught ? TB_EXIT_SIGNAL + run->signals.caught : TB_EXIT_NOTHING;
    tb_bounds_print(&check->bounds, &check->comparison, true);
    struct tb_conclusion conclusion;
    tb_conclude(&conclusion, &check->comparison, &check->fails);
    bool kept = write_comparison(run, &check->stored, &check->comparison) &&
                write_verdict(run, &check->comparison, &conclusion) &&
                (!run->options.counters || tb_counters_csv(run, &run->why));
    kept = (check->stored.base || tb_export_all(run, &check->comparison, &conclusion, &run->why)) && kept;
    int exit_code = tb_check_close(run, &check->comparison, &conclusion);
    bool fails = conclusion.outcome == TB_OUTCOME_FAIL; /* which a file that cannot be written does not undo */
    tb_conclusion_free(&conclusion);
    return kept || fails || run->signals.caught ? exit_code : TB_EXIT_NOTHING;
}

int tb_command_check(const struct tb_arguments *arguments)
{
    struct check check = {0};
    const struct tb_task task = {.suite = "ci",
                                 .options = parse,
                                 .compares = true,
                                 .checks = true,
                                 .accept = accept,
                                 .measure = measure,
                                 .report = report,
                                 .context = &check};
    tb_bounds_init(&check.bounds);
    int exit_code = tb_engine(&task, arguments);
    if (check.stored.other_host)
        exit_code = TB_EXIT_HOST;
    tb_comparison_free(&check.comparison);
    tb_stored_close(&check.stored);
    tb_bounds_free(&check.bounds);
    tb_words_free(&check.thresholds);
    tb_words_free(&check.fail_on);
    free(check.baseline);
    free(check.candidate);
    return exit_code;
}
