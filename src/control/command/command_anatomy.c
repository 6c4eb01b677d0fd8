/* command_anatomy.c - tlsbench anatomy: splits handshakes into parts, by three methods. */
#include "control/anatomy/anatomy.h"
#include "control/base/exit.h"
#include "control/command/commands.h"
#include "control/command/engine.h"
#include "control/command/meant.h"
#include "control/results/export.h"
#include "control/results/run_files.h"
#include "control/run/run.h"
#include "control/show/anatomy_notes.h"
#include "control/show/closing.h"
#include "control/show/head.h"
#include "control/store/fault_notes.h"
#include "control/store/run_lacks.h"
#include "core/catalog.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct tb_command command = {
    "anatomy", "[CASE]... [OPTION]...",
    "Shows the cost of each message of a handshake over memory, for each library (the suite anatomy when no case is "
    "named).",
    "Three methods: the clock at the memory transport, the primitives measured separately, and instructions counted "
    "by\ncallgrind (needs valgrind).  Parts that do not add up within " TB_ANATOMY_TOLERANCE_WORD
    " % are measured for up to three times as long, "
    "and then\nshown as they are.  anatomy.csv is written to the folder of the run; tlsbench docs columns explains "
    "it.\nExit code: 0 measured, even if a method does not add up or is not available (a note says so); 1 a "
    "method or a row is void\nor failed; 2 usage; 3 nothing can be measured here, or results cannot be written; 130 or "
    "143 interrupted (what was\nmeasured is kept).\n"};

/* Its cases are those of one suite, anatomy. */
static void refuse_suites(const struct tb_run_options *o, struct tb_text *why)
{
    for (size_t i = 0; i < o->operands.num && !why->len; i++) {
        const char *word = o->operands.items[i], *ending = strrchr(word, '.');
        bool file = ending && strcmp(ending, ".ini") == 0, own = strcmp(word, "anatomy") == 0;
        if (!file && !tb_meant_suite(word, o->suites))
            continue;
        tb_text_printf(why, "'%s' is %s, and anatomy takes cases of handshakes in memory; ", word,
                       file ? "the path of a suite" : "a suite");
        if (own)
            tb_text_add(why, "leave it out, because all of its cases are measured when none is named");
        else
            tb_text_printf(why,
                           "measure the suite with tlsbench run %s; here, name a handshake (tlsbench list cases "
                           "anatomy), or nothing for all of these",
                           word);
    }
}

static enum tb_options_result parse(struct tb_run_options *o, const struct tb_arguments *arguments, void *context,
                                    struct tb_text *why)
{
    (void)context;
    struct tb_option table[TB_MOST_OPTIONS] = {tb_export_option(o)};
    tb_measure_options(table, o);
    tb_options_refuse(table, "no-plain", "an anatomy is of handshakes in memory, without TCP; leave it out");
    tb_options_refuse(table, "window-ms", "an anatomy is of handshakes in memory; use --chunk-ms");
    enum tb_options_result result = tb_options_parse(&command, table, &o->operands, arguments, why);
    if (result != TB_OPTIONS_GOOD)
        return result;
    if (!tb_operands_split(&o->operands) || !tb_words_add_all(&o->cases, &o->operands))
        tb_text_add(why, "out of memory");
    refuse_suites(o, why);
    return why->len ? TB_OPTIONS_BAD : TB_OPTIONS_GOOD;
}

static void show(struct tb_run *run, const struct tb_anatomy *anatomy, double done)
{
    struct tb_step step = {.phase = "counting instructions",
                           .done = done,
                           .case_name = anatomy->planned->name,
                           .library = anatomy->cell->variant->name,
                           .estimate = ""};
    tb_progress_show(&run->progress, &step);
}

static bool is_handshake(const struct tb_planned *planned)
{
    return planned->c.driver->handshakes;
}

/* Allocates an anatomy for every handshake and library.  Fails only if memory runs out. */
static bool begin(struct tb_anatomies *anatomies, const struct tb_plan *plan)
{
    size_t most = 0;
    for (size_t i = 0; i < plan->num; i++)
        most += is_handshake(&plan->items[i]) ? plan->items[i].num_cells : 0;
    if (!(anatomies->items = calloc(most, sizeof *anatomies->items)))
        return false;
    for (size_t i = 0; i < plan->num; i++)
        for (size_t j = 0; j < plan->items[i].num_cells && is_handshake(&plan->items[i]); j++) {
            struct tb_anatomy *anatomy = &anatomies->items[anatomies->num++];
            struct tb_finding *counted = &anatomy->finding[TB_METHOD_CALLGRIND];
            anatomy->planned = &plan->items[i];
            anatomy->cell = &plan->items[i].cells[j];
            tb_text_init(&anatomy->costly, 4000);
            counted->status = anatomy->wire_status = TB_SAMPLE_UNMEASURED; /* until it is finished */
            snprintf(counted->reason, sizeof counted->reason, TB_NOT_REACHED);
            snprintf(anatomy->wire_reason, sizeof anatomy->wire_reason, TB_NOT_REACHED);
        }
    return true;
}

/* If the clock could not measure a handshake, the other methods are skipped and have the same reason. */
static void pass_on(struct tb_anatomy *anatomy)
{
    const struct tb_finding *clock = &anatomy->finding[TB_METHOD_CLOCK];
    anatomy->finding[TB_METHOD_CALLGRIND] = *clock;
    anatomy->wire_status = clock->status;
    snprintf(anatomy->wire_reason, sizeof anatomy->wire_reason, "%s", clock->reason);
}

static void name_passes(struct tb_run *run)
{
    run->passes = "after the rounds each handshake runs under callgrind";
}

/* The separate passes of one handshake. */
static bool take(struct tb_run *run, const struct tb_anatomies *anatomies, struct tb_anatomy *anatomy)
{
    if (anatomy->flights > 0)
        return tb_anatomy_look(anatomy, run) && tb_anatomy_vectors(anatomy, run) &&
               tb_anatomy_count(anatomy, run, &anatomies->phases);
    pass_on(anatomy);
    return true;
}

/* What is found is written at once, so that a tlsbench that is killed loses one handshake only. */
static bool measure(struct tb_run *run)
{
    struct tb_anatomies *anatomies = run->task->context;
    bool going = begin(anatomies, &run->plan) && tb_anatomy_rounds(anatomies, run) &&
                 tb_run_files_facts(run, &run->why) && tb_anatomy_csv(run, anatomies, &run->why);
    for (size_t i = 0; i < anatomies->num && going; i++) {
        show(run, &anatomies->items[i], (double)i / (double)anatomies->num);
        going = take(run, anatomies, &anatomies->items[i]) && tb_anatomy_csv(run, anatomies, &run->why);
    }
    return going;
}

/* By the rows, and by the results of the methods.  A sum that is astray is a result, not a failure. */
static int exit_code_of(const struct tb_run *run, const struct tb_anatomies *anatomies)
{
    int exit_code = tb_run_exit_code(run);
    for (size_t i = 0; i < anatomies->num && exit_code == TB_EXIT_GOOD; i++)
        for (size_t j = 0; j < TB_NUM_METHODS; j++) {
            enum tb_sample_status status = anatomies->items[i].finding[j].status;
            if (status != TB_SAMPLE_OK && status != TB_SAMPLE_UNSUPPORTED)
                exit_code = TB_EXIT_NOT_ALL;
        }
    return exit_code;
}

static void print(const struct tb_run *run, const struct tb_anatomies *anatomies)
{
    tb_head_print_run(stdout, run);
    for (size_t i = 0; i < anatomies->num; i++)
        tb_anatomy_print(&anatomies->items[i]);
    printf("\ntime: of a flight by the clock, of a phase by its primitives measured separately; the remainder is the "
           "difference.\nShares are of the whole handshake, by each method; disagreement: percentage points between "
           "the largest and the smallest\nshare.  Methods disagree because instructions take different times, or "
           "because a function does more than the primitive.\n");
    printf("Results: %s/anatomy.csv\n", run->dir.path);
    tb_anatomy_note_extra(stdout, run->rounds, anatomies->extra * run->rounds);
    tb_fault_notes_print_plan(stdout, &run->plan);
    tb_report_closing(run);
    fflush(stdout);
}

static int report(struct tb_run *run)
{
    const struct tb_anatomies *anatomies = run->task->context;
    bool kept = tb_anatomy_csv(run, anatomies, &run->why);
    print(run, anatomies);
    bool exported = tb_export_all(run, NULL, NULL, &run->why);
    return (kept && exported) || run->signals.caught ? exit_code_of(run, anatomies) : TB_EXIT_NOTHING;
}

int tb_command_anatomy(const struct tb_arguments *arguments)
{
    struct tb_anatomies anatomies = {0};
    struct tb_text why;
    const struct tb_task task = {.suite = "anatomy",
                                 .options = parse,
                                 .cases = tb_anatomy_add_parts,
                                 .planned = name_passes,
                                 .spare = TB_ANATOMY_SPARE,
                                 .measure = measure,
                                 .report = report,
                                 .context = &anatomies};
    int exit_code = TB_EXIT_NOTHING;
    tb_text_init(&why, 1000);
    if (tb_phases_find(&anatomies.phases, &why))
        exit_code = tb_engine(&task, arguments);
    else
        fprintf(stderr, "tlsbench anatomy: %s\n", why.data);
    for (size_t i = 0; i < anatomies.num; i++)
        tb_text_free(&anatomies.items[i].costly);
    free(anatomies.items);
    tb_phases_free(&anatomies.phases);
    tb_text_free(&why);
    return exit_code;
}
