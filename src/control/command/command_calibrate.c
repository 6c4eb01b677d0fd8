/* command_calibrate.c - tlsbench calibrate: measures how much a build seems to differ from its own copy on this
 * machine, and how often a check would have reported that as a regression. */
#include "control/base/exit.h"
#include "control/command/commands.h"
#include "control/command/engine.h"
#include "control/command/meant.h"
#include "control/plan/inject.h"
#include "control/plan/thresholds.h"
#include "control/run/run.h"
#include "control/show/calibration.h"
#include "control/show/closing.h"
#include "control/show/head.h"
#include "control/verdict/advice.h"
#include "control/verdict/case_verdict.h"
#include "control/verdict/check.h"
#include "control/verdict/count_rows.h"
#include "control/verdict/floors.h"
#include "control/verdict/gates.h"
#include "core/catalog.h"
#include "core/noise.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct tb_command command = {
    "calibrate", "--library NAME|FILE.so [--suite SUITE] [--checks N] [OPTION]...",
    "Checks a build against itself several times, and stores the noise floors that later checks use.",
    "The noise floor of a case is how far two builds of the same code differ on this machine.  Where possible, the "
    "second build\nis relinked, so that its code layout differs.  A confirmed difference of "
    "the two, in either\ndirection, is a false alarm.  Where there are any, larger thresholds are advised, which "
    "check --threshold " TB_THRESHOLDS_ADVISED
    "\nuses.\nExit code: 0 stored; 2 usage; 3 too few valid checks; 128 + N ended by signal N (nothing is stored).\n"};

enum { USUAL_CHECKS = 10 };

struct calibration {
    struct tb_words thresholds;
    struct tb_comparison *checks; /* the checks that the reference work did not invalidate */
    size_t num, alarms, spoilt;
    bool relinked; /* what the build is compared with */
};

static bool name_twice(struct tb_run_options *o, struct tb_text *why)
{
    if (o->libraries.num != 1) {
        tb_text_add(why, "calibrate needs exactly one --library: the name of a library or the file of a module");
        return false;
    }
    o->twins = TB_TWINS_COPY;
    const char *name = o->libraries.items[0];
    if (tb_words_add(&o->libraries, name, strlen(name)))
        return true;
    tb_text_add(why, "out of memory");
    return false;
}

static enum tb_options_result parse(struct tb_run_options *o, const struct tb_arguments *arguments, void *context,
                                    struct tb_text *why)
{
    struct calibration *calibration = context;
    struct tb_option table[TB_MOST_OPTIONS] = {
        {"library", "NAME|FILE.so", "the build, by name or [LABEL=]FILE.so", TB_OPTION_WORDS, &o->libraries, 0, 0},
        {"suite", "NAME|FILE", "suite of cases to measure (ci)", TB_OPTION_TEXT, &o->suite, 0, 0},
        {"checks", "N", "checks of the build against its copy (10)", TB_OPTION_NUMBER, &o->checks_wanted, 3, 1000},
        {"threshold", "[PATTERN=]PCT,...", "thresholds of the later checks; false alarms are counted with them",
         TB_OPTION_WORDS, &calibration->thresholds, 0, 0},
        {"gate", "METRIC,...", "metrics that the later checks judge, too", TB_OPTION_WORDS, &o->gates, 0, 0},
        {"second-rounds", "N", "fresh rounds for one suspect; more for several (from the suite)", TB_OPTION_NUMBER,
         &o->second_rounds, 1, 1000},
        {"history", "FILE", "database of all runs, which keeps the floors (RESULTS/history.db)", TB_OPTION_TEXT,
         &o->history, 0, 0},
    };
    tb_measure_options(table, o);
    tb_options_refuse(table, "no-plain", "a calibration measures no plain TCP; leave it out");
    o->checks_wanted = USUAL_CHECKS;
    o->looks_twice = true;
    o->no_plain = true;
    enum tb_options_result result = tb_options_parse(&command, table, &o->operands, arguments, why);
    if (result != TB_OPTIONS_GOOD)
        return result;
    if (o->operands.num && tb_meant_suite(o->operands.items[0], o->suites))
        tb_text_printf(why, "unexpected '%s': name the suite with --suite %s", o->operands.items[0],
                       o->operands.items[0]);
    else if (o->operands.num)
        tb_text_printf(why, "unexpected '%s': name the build with --library", o->operands.items[0]);
    else if (o->history && strcmp(o->history, "none") == 0)
        tb_text_add(why, "--history none: noise floors are stored in the history; name a file");
    else if (tb_words_have(&calibration->thresholds, TB_THRESHOLDS_ADVISED))
        tb_text_add(why,
                    "--threshold " TB_THRESHOLDS_ADVISED ": a calibration counts false alarms to give this advice, "
                    "so it does not follow it; leave it out");
    bool good = !why->len && name_twice(o, why) && tb_thresholds_check(&calibration->thresholds, why);
    return good ? TB_OPTIONS_GOOD : TB_OPTIONS_BAD;
}

/* Prints what the build is compared with, which determines what the floors cover: its relinked one? */
static bool note_copy(const struct tb_run *run)
{
    char relinked[PATH_MAX];
    struct tb_text why_not;
    tb_text_init(&why_not, PATH_MAX + 100);
    bool is_relinked = tb_builds_relinked(relinked, run->selection.items[0]->module, &why_not);
    if (is_relinked)
        printf("The build is compared with itself, relinked with the members of its archives in another order (%s), so "
               "floors include the effect of another code layout.\n",
               relinked);
    else
        printf(
            "note: the build is compared with a byte copy, so floors do not include the effect of another code layout: "
            "%s.  Add the library from static archives with tb_add_library, which also makes a relinked module.\n",
            why_not.data);
    fflush(stdout);
    tb_text_free(&why_not);
    return is_relinked;
}

/* Counters that the suite names are for its checks. */
static bool accept_gates(struct tb_run *run)
{
    if (tb_counts_named(run, &run->options.gates))
        tb_text_add(&run->why, "--gate names a counter, which has no effect here: a check counts it once, so it has no "
                               "noise floor; leave it out");
    return !run->why.len;
}

static bool accept(struct tb_run *run)
{
    struct calibration *calibration = run->task->context;
    if (!tb_gates_check(run, &calibration->thresholds, &run->why) || !accept_gates(run))
        return false;
    calibration->relinked = note_copy(run);
    return true;
}

static bool raises_alarm(const struct tb_comparison *check)
{
    for (size_t i = 0; i < check->num_rows; i++)
        if (tb_row_is_alarm(&check->rows[i]))
            return true;
    return false;
}

/* Runs the wanted number of checks with the same options, but without floors: they are not known yet, so they cannot
 * hide a false alarm. */
static bool check_all(struct tb_run *run, const struct tb_compare_choice *choice)
{
    struct calibration *calibration = run->task->context;
    for (size_t i = 0; i < run->options.checks_wanted; i++) {
        struct tb_comparison *check = &calibration->checks[calibration->num];
        run->rounds_ahead = (double)((run->options.checks_wanted - 1 - i) * run->rounds);
        bool going = tb_check_looks(run, i, choice, check);
        bool spoilt = check->contamination == TB_STEADY_LOST;
        if (!going || spoilt)
            tb_comparison_free(check);
        if (!going)
            return false;
        calibration->spoilt += spoilt;
        calibration->num += !spoilt;
        calibration->alarms += !spoilt && raises_alarm(check);
    }
    return true;
}

static bool measure(struct tb_run *run)
{
    struct calibration *calibration = run->task->context;
    struct tb_thresholds rules = {0};
    calibration->checks = calloc(run->options.checks_wanted, sizeof *calibration->checks);
    bool good = calibration->checks && tb_thresholds_add(&rules, &run->suite.thresholds, &run->why) &&
                tb_thresholds_add(&rules, &calibration->thresholds, &run->why);
    const struct tb_compare_choice choice = {
        .rules = rules.items, .num_rules = rules.num, .check = true, .gates = &run->gates};
    good = good && check_all(run, &choice);
    tb_thresholds_free(&rules);
    return good;
}

/* The floor of row i, which is the same case and metric in every check.  Fails if there are too few values. */
static bool find_floor(const struct calibration *calibration, size_t i, double *floor)
{
    double *d = malloc((calibration->num + 1) * sizeof *d);
    for (size_t j = 0; j < calibration->num && d; j++)
        d[j] = log(calibration->checks[j].rows[i].ratio.ratio);
    bool good = d && tb_noise_floor(d, calibration->num, floor);
    free(d);
    return good;
}

static bool keep_floors(const struct calibration *calibration, struct tb_floors *floors)
{
    for (size_t i = 0; i < calibration->checks[0].num_rows; i++) {
        const struct tb_comparison_row *row = &calibration->checks[0].rows[i];
        double floor;
        if (!find_floor(calibration, i, &floor))
            continue;
        if (row->gates)
            printf("  %6.2f%%  %s%s%s\n", 100 * floor, row->planned->name, row->primary ? "" : " ",
                   row->primary ? "" : row->metric->name);
        if (!tb_floors_add(floors, row, floor))
            return false;
    }
    return true;
}

static bool store(struct tb_run *run, struct tb_floors *floors)
{
    size_t kept;
    bool good = tb_floors_keep_others(floors, run, &kept, &run->why) && tb_floors_save(floors, run, &run->why);
    if (good && kept)
        printf("The floors of %zu other rows, which this calibration did not measure, are kept from earlier.\n", kept);
    return good;
}

/* Prints the result, and what to do about false alarms; those of a copy that was slowed down are meant to be. */
static bool tell(const struct tb_run *run, const struct calibration *calibration, const struct tb_floors *floors,
                 const struct tb_advices *advices)
{
    const struct tb_calibrated calibrated = {.checks = calibration->checks,
                                             .num = calibration->num,
                                             .of_suite = &run->suite.thresholds,
                                             .given = &calibration->thresholds,
                                             .relinked = calibration->relinked};
    struct tb_text text;
    tb_text_init(&text, 1000);
    tb_floors_describe(floors, &calibration->checks[0], &text);
    printf("\n%s\n", text.data);
    tb_text_free(&text);
    tb_calibration_alarms(&calibrated);
    return tb_plan_is_injected(&run->plan) || tb_calibration_advice(&calibrated, advices);
}

static int conclude(struct tb_run *run, const struct calibration *calibration)
{
    struct tb_floors floors;
    struct tb_advices advices;
    printf("\nNoise floors: how far builds of the same code differ here.\n");
    if (tb_plan_is_injected(&run->plan))
        printf("Nothing is stored, because the copy was slowed down on purpose; calibrate without --inject.\n");
    bool good = tb_advices_of(&advices, calibration->checks, calibration->num);
    good = tb_floors_begin(&floors) && good && keep_floors(calibration, &floors) &&
           tb_advices_keep(&advices, &calibration->checks[0], &floors);
    floors.checks = calibration->num;
    floors.alarms = calibration->alarms;
    /* A floor of a copy that was slowed down on purpose is not one of the library. */
    good = good && (tb_plan_is_injected(&run->plan) || store(run, &floors));
    good = good && tell(run, calibration, &floors, &advices);
    if (!good && !run->why.len)
        tb_text_add(&run->why, "out of memory for the floors");
    tb_advices_free(&advices);
    tb_floors_free(&floors);
    return good ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
}

static int report(struct tb_run *run)
{
    const struct calibration *calibration = run->task->context;
    tb_head_print_run(stdout, run);
    tb_report_closing(run);
    if (run->signals.caught)
        return TB_EXIT_SIGNAL + run->signals.caught;
    if (calibration->spoilt)
        printf("warning: %zu of %llu checks are not used, because the reference work moved by over " TB_STEADY_LOST_WORD
               "%%; run this again "
               "on an idle machine\n",
               calibration->spoilt, (unsigned long long)run->options.checks_wanted);
    if (run->complete && calibration->num >= 3)
        return conclude(run, calibration);
    printf("Nothing is stored, because %zu valid checks are too few.  Stop other programs, and run it again.\n",
           calibration->num);
    return TB_EXIT_NOTHING;
}

int tb_command_calibrate(const struct tb_arguments *arguments)
{
    struct calibration calibration = {0};
    const struct tb_task task = {.suite = "ci",
                                 .options = parse,
                                 .checks = true,
                                 .accept = accept,
                                 .measure = measure,
                                 .report = report,
                                 .context = &calibration};
    int exit_code = tb_engine(&task, arguments);
    for (size_t i = 0; i < calibration.num; i++)
        tb_comparison_free(&calibration.checks[i]);
    free(calibration.checks);
    tb_words_free(&calibration.thresholds);
    return exit_code;
}
