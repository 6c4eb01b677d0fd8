/* command_run.c - tlsbench run: measures a suite and prints the results. */
#include "control/base/exit.h"
#include "control/command/commands.h"
#include "control/command/engine.h"
#include "control/command/meant.h"
#include "control/plan/shown.h"
#include "control/results/export.h"
#include "control/results/run_files.h"
#include "control/run/run.h"
#include "control/show/closing.h"
#include "control/show/profile_print.h"

static const struct tb_command command = {
    "run", "[SUITE|FILE.ini]... [OPTION]...",
    "Measures the cases of a suite, or of several as one (quick when none is named), on each library, in rounds.",
    "Results are written to DIR/<time>-<suite>/ (samples.csv, summary.csv, run.json), and DIR/latest points "
    "there.\ntlsbench docs columns explains them.  Exit code: 0 all rows are ok or unsupported; 1 some are void, "
    "failed or timed\nout; 2 usage, or DIR cannot be used; 3 nothing can be measured here, or results cannot be kept; "
    "4 instructions\ncannot be counted here, or programs not be sampled; 128 + N ended by signal N (what was measured "
    "is kept).\n"};

/* Names of commands in place of suites: "tlsbench run check". */
static void refuse_commands(const struct tb_words *operands, const char *suites, struct tb_text *why)
{
    for (size_t i = 0; i < operands->num && !why->len; i++) {
        const char *word = operands->items[i];
        if (tb_command_by_name(word) && !tb_meant_suite(word, suites))
            tb_text_printf(why,
                           "there is no suite '%s': it is a command, and only one stands in a line; leave it out, or "
                           "use: tlsbench %s --help",
                           word, word);
    }
}

static enum tb_options_result parse(struct tb_run_options *o, const struct tb_arguments *arguments, void *context,
                                    struct tb_text *why)
{
    (void)context;
    struct tb_option table[TB_MOST_OPTIONS] = {
        {"suite", "NAME|FILE.ini,...", "measure these suites, as if they were named without the option",
         TB_OPTION_WORDS, &o->named, 0, 0},
        {"server", "NAME", "loopback: this library serves every client", TB_OPTION_TEXT, &o->server, 0, 0},
        {"client", "NAME", "loopback: this library is the client of every server", TB_OPTION_TEXT, &o->client, 0, 0},
        {"pairs", NULL, "loopback: measure every client with every server", TB_OPTION_FLAG, &o->pairs, 0, 0},
        {"counters", NULL, "count bytes, system calls, heap and locks of an operation, after the timed rounds",
         TB_OPTION_FLAG, &o->counters, 0, 0},
        tb_profile_option(o),
        tb_metric_option(o),
        tb_show_option(&o->show),
        tb_export_option(o),
    };
    tb_measure_options(table, o);
    enum tb_options_result result = tb_options_parse(&command, table, &o->operands, arguments, why);
    if (result != TB_OPTIONS_GOOD)
        return result;
    if (!tb_pair_options(o, why) || !tb_metric_options(o, why))
        return TB_OPTIONS_BAD;
    else if (!tb_operands_split(&o->operands) || !tb_words_add_all(&o->named, &o->operands))
        tb_text_add(why, "out of memory");
    else
        refuse_commands(&o->operands, o->suites, why);
    return why->len ? TB_OPTIONS_BAD : TB_OPTIONS_GOOD;
}

static bool accept(struct tb_run *run)
{
    return tb_shown_check(&run->plan, &run->options.show, &run->why);
}

/* What follows the rounds.  Each result is written at once, so that a tlsbench that is killed loses only one. */
static bool take_passes(struct tb_run *run)
{
    const struct tb_run_options *options = &run->options;
    if (!options->counters && !options->profile)
        return true;
    return tb_run_files_facts(run, &run->why) && (!options->counters || tb_counters_take(run, tb_counters_csv)) &&
           (!options->profile || tb_profile_take(run, tb_run_files_facts));
}

static bool measure(struct tb_run *run)
{
    return tb_schedule(run, 0, run->plan.rounds) && take_passes(run);
}

static int report(struct tb_run *run)
{
    static const struct tb_words headlines;
    const struct tb_words *usual = run->lab.hardware ? tb_shown_by_hardware(run->lab.hardware) : &headlines;
    bool counted = !run->options.counters || tb_counters_csv(run, &run->why);
    tb_plan_show(&run->plan, run->options.show.num ? &run->options.show : usual);
    tb_report_tables(run);
    tb_profiles_print(&run->profiles, run->dir.path);
    tb_plan_show(&run->plan, usual); /* files have them, whatever the tables show */
    bool exported = tb_export_all(run, NULL, NULL, &run->why);
    return (exported && counted) || run->signals.caught ? tb_run_exit_code(run) : TB_EXIT_NOTHING;
}

int tb_command_run(const struct tb_arguments *arguments)
{
    const struct tb_task task = {
        .suite = "quick", .options = parse, .accept = accept, .measure = measure, .report = report};
    return tb_engine(&task, arguments);
}
