/* command_calibrate.c - tlsbench calibrate: how much does a build seem to differ from its own copy here, and how often
 * would a check have called that a regression? */
#include "control/check.h"
#include "control/commands.h"
#include "control/exit.h"
#include "control/floors.h"
#include "control/run.h"
#include "core/catalog.h"
#include "core/noise.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct tb_command command = {
    "calibrate", "--library BUILD [--suite SUITE] [--checks N] [OPTION]...",
    "Checks a build against a copy of itself, again and again, and keeps what later checks go by.",
    "For each case the floor under which a difference means nothing on this machine; and the rate of false alarms.\n"
    "Exit code: 0 kept, 2 usage, 3 too little came out, 130 or 143 interrupted (nothing is kept).\n"};

enum { USUAL_CHECKS = 10 };

struct calibration {
    struct tb_comparison *checks; /* that were not spoilt by the controls */
    size_t num, alarms, spoilt;
};

static bool name_twice(struct tb_run_options *o, struct tb_text *why)
{
    if (o->libraries.num != 1) {
        tb_text_add(why, "calibrate takes one --library: a name or a module's file");
        return false;
    }
    o->twins = TB_TWINS_COPY;
    const char *name = o->libraries.items[0];
    if (tb_words_add(&o->libraries, name, strlen(name)))
        return true;
    tb_text_add(why, "no memory");
    return false;
}

static enum tb_options_result parse(struct tb_run_options *o, int argc, char **argv, void *context, struct tb_text *why)
{
    (void)context;
    struct tb_option table[TB_MOST_OPTIONS] = {
        {"suite", "NAME|FILE", "the cases (ci)", TB_OPTION_TEXT, &o->suite, 0, 0},
        {"checks", "N", "checks of the build against its copy (10)", TB_OPTION_NUMBER, &o->visits, 3, 1000},
        {"second-rounds", "N", "fresh rounds for what seems to have changed (the suite's)", TB_OPTION_NUMBER,
         &o->second_rounds, 1, 1000},
    };
    tb_measure_options(table + 3, o);
    o->visits = USUAL_CHECKS;
    o->looks_twice = true;
    o->no_floor = true;
    enum tb_options_result result = tb_options_parse(&command, table, &o->operands, argc, argv, why);
    if (result != TB_OPTIONS_GOOD)
        return result;
    if (o->operands.num)
        tb_text_printf(why, "what is '%s'?  The build is named by --library", o->operands.items[0]);
    return !why->len && name_twice(o, why) ? TB_OPTIONS_GOOD : TB_OPTIONS_BAD;
}

static bool measure(struct tb_run *run)
{
    struct calibration *calibration = run->task->context;
    const struct tb_compare_choice choice = {0};
    calibration->checks = calloc(run->options.visits, sizeof *calibration->checks);
    if (!calibration->checks)
        return false;
    for (size_t i = 0; i < run->options.visits; i++) {
        struct tb_comparison *check = &calibration->checks[calibration->num];
        run->rounds_ahead = (double)((run->options.visits - 1 - i) * run->rounds);
        bool going = tb_check_visit(run, i, &choice, check);
        bool spoilt = check->contamination == TB_CONTROLS_LOST;
        if (!going || spoilt)
            tb_comparison_free(check);
        if (!going)
            return false;
        calibration->spoilt += spoilt;
        calibration->num += !spoilt;
        calibration->alarms += !spoilt && tb_check_count(check, TB_VERDICT_WORSE) > 0;
    }
    return true;
}

/* The floor of the i'th row, which is the same case and metric in every check.  false: too little is known. */
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
        if (row->primary)
            printf("  %6.2f%%  %s\n", 100 * floor, row->planned->name);
        if (!tb_floors_add(floors, row->planned, row->metric, floor))
            return false;
    }
    return true;
}

static int conclude(struct tb_run *run, const struct calibration *calibration)
{
    struct tb_floors floors;
    struct tb_text text;
    printf("\nFloors: what differs by less is called unchanged or inconclusive here.\n");
    bool good = tb_floors_begin(&floors) && keep_floors(calibration, &floors);
    floors.checks = calibration->num;
    floors.alarms = calibration->alarms;
    good = good && tb_floors_save(&floors, run, &run->why);
    if (!good && !run->why.len)
        tb_text_add(&run->why, "no memory for the floors");
    if (good) {
        tb_text_init(&text, 1000);
        tb_floors_describe(&floors, &text);
        printf("\n%s\n", text.data);
        tb_text_free(&text);
    }
    tb_floors_free(&floors);
    return good ? TB_EXIT_GOOD : TB_EXIT_NOTHING;
}

static int report(struct tb_run *run)
{
    const struct calibration *calibration = run->task->context;
    tb_report_closing(run);
    if (run->signals.caught)
        return TB_EXIT_SIGNAL + run->signals.caught;
    if (calibration->spoilt)
        printf("warning: %zu of %llu checks do not count, since a control moved by over 5%%\n", calibration->spoilt,
               (unsigned long long)run->options.visits);
    if (run->complete && calibration->num >= 3)
        return conclude(run, calibration);
    printf("Nothing is kept: %zu good checks are too few.  Is the machine busy with other things?\n", calibration->num);
    return TB_EXIT_NOTHING;
}

int tb_command_calibrate(int argc, char **argv)
{
    struct calibration calibration = {0};
    const struct tb_task task = {
        .suite = "ci", .options = parse, .measure = measure, .report = report, .context = &calibration};
    int exit_code = tb_engine(&task, argc, argv);
    for (size_t i = 0; i < calibration.num; i++)
        tb_comparison_free(&calibration.checks[i]);
    free(calibration.checks);
    return exit_code;
}
