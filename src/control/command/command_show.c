/* command_show.c - tlsbench show: the tables of a stored run. */
#include "control/base/exit.h"
#include "control/base/options.h"
#include "control/command/commands.h"
#include "control/run/counters.h"
#include "control/show/anatomy_notes.h"
#include "control/show/capacity_table.h"
#include "control/show/check_print.h"
#include "control/show/closing.h"
#include "control/show/head.h"
#include "control/show/remarks.h"
#include "control/show/results.h"
#include "control/store/capacity_found.h"
#include "control/store/fault_notes.h"
#include "control/store/load_run.h"
#include "control/store/run_dir.h"
#include "control/verdict/check_verdict.h"
#include "core/text.h"
#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

static const struct tb_command command = {
    "show", "RUN [OPTION]...",
    "Prints the tables and the summary of a stored run, such as results/latest, again, or a part of them; or what a "
    "check\nsaid; or the table of a search for a capacity.",
    "Ratios compare with the first library; --library boringssl,openssl-3.5 puts another one first.  --metric shows "
    "any metric\nthat was measured, also one that the run's own tables leave out, and of a check its figures in "
    "tables; tlsbench list metrics\nshows all.  Exit code: 0 shown, whatever a check said; 2 usage, not a run, or "
    "nothing matches.\n"};

struct show {
    struct tb_words operands;
    struct tb_run_filter filter;
    uint64_t width; /* 0: the width of the output */
};

/* Prints what the run is, and remarks on it. */
static void print_head(const struct tb_loaded_run *run, const struct tb_check_verdict *said)
{
    tb_head_print(stdout, run->facts);
    if (!run->facts)
        puts(run->folder);
    tb_check_notes(stdout, "", said, run);
    tb_report_injected(stdout, &run->plan);
}

/* Options that select rows would select nothing in the one table of a search. */
static bool check_capacity_options(const struct show *asked, struct tb_text *why)
{
    const struct tb_run_filter *filter = &asked->filter;
    const char *option = filter->cases.num       ? "case"
                         : filter->libraries.num ? "library"
                         : filter->metrics.num   ? "metric"
                                                 : NULL;
    if (option)
        tb_text_printf(why, "--%s has no effect on the results of a search for a capacity; leave it out", option);
    return !option;
}

static int show_capacity(const struct show *asked, struct tb_text *why)
{
    const char *folder = asked->operands.items[0];
    struct tb_capacities_found found = {0};
    bool good = check_capacity_options(asked, why) && tb_capacities_load(&found, folder, why);
    if (good) {
        tb_head_print(stdout, found.facts);
        if (!found.facts)
            puts(folder);
        else if (found.under_way)
            printf("note: the search in %s is still under way; this is what it has found so far\n", folder);
        else if (!json_is_true(json_object_get(found.facts, "complete")))
            printf("note: the search in %s was interrupted; this is what it found\n", folder);
        tb_capacity_show(stdout, &found);
    }
    tb_capacities_found_free(&found);
    return good ? TB_EXIT_GOOD : TB_EXIT_USAGE;
}

/* The lines of a check, or the tables.  false: out of memory. */
static bool print_results(const struct show *asked, const struct tb_loaded_run *run,
                          const struct tb_check_verdict *said)
{
    const struct tb_check_shown shown = {
        .plan = &run->plan, .comparison = &said->comparison, .candidate = said->candidate, .rounds = said->rounds};
    struct tb_term term = tb_term_of(STDOUT_FILENO);
    bool selected = asked->filter.metrics.num > 0, lines = said->comparison.num_rows > 0 && !selected;
    if (asked->width)
        term.width = asked->width;
    if (lines) {
        tb_check_print(&shown);
        tb_fault_notes_print_plan(stdout, &run->plan);
    } else if (!tb_results_print(&run->plan, &term)) {
        return false;
    }
    return run->counts.num == 0 || selected || tb_counters_print(&run->plan, &run->counts, &term);
}

static int show_loaded(const struct show *asked, const struct tb_loaded_run *run, struct tb_text *why)
{
    struct tb_check_verdict said;
    int exit_code = TB_EXIT_USAGE;
    if (tb_check_verdict_load(&said, run, why)) {
        print_head(run, &said);
        exit_code = TB_EXIT_GOOD;
        if (!print_results(asked, run, &said)) {
            tb_text_add(why, "out of memory for the tables");
            exit_code = TB_EXIT_NOTHING;
        }
        if (!tb_anatomy_notes(stdout, &run->plan, run->facts, run->folder, why))
            exit_code = TB_EXIT_USAGE;
        if (!tb_remarks_print(stdout, &run->plan, run->facts)) {
            tb_text_add(why, "out of memory for the remarks");
            exit_code = TB_EXIT_NOTHING;
        }
        if (said.found)
            tb_check_close_verdict(&said);
    }
    tb_check_verdict_free(&said);
    return exit_code;
}

static int show(const struct show *asked, struct tb_text *why)
{
    struct tb_loaded_run run;
    int exit_code = TB_EXIT_USAGE;
    if (tb_run_load_part(&run, asked->operands.items[0], &asked->filter, why))
        exit_code = show_loaded(asked, &run, why);
    tb_run_unload(&run);
    return exit_code;
}

int tb_command_show(const struct tb_arguments *arguments)
{
    struct show asked = {.filter = {.plain = true, .own = true, .pairs = true}};
    const struct tb_option table[] = {TB_FILTER_OPTIONS(&asked.filter),
                                      {"show", "METRIC,...", "the same as --metric, as run and compare call it",
                                       TB_OPTION_WORDS, &asked.filter.metrics, 0, 0},
                                      {"width", "N",
                                       "width of the tables in characters (the terminal's, COLUMNS, or 120)",
                                       TB_OPTION_NUMBER, &asked.width, 20, 10000},
                                      {0}};
    struct tb_text why;
    int exit_code = TB_EXIT_GOOD;
    tb_text_init(&why, 4000);
    enum tb_options_result result = tb_options_parse(&command, table, &asked.operands, arguments, &why);
    if (result == TB_OPTIONS_GOOD && asked.operands.num != 1)
        tb_text_add(&why, "name the folder of one run: tlsbench show results/latest");
    if (result == TB_OPTIONS_BAD || why.len)
        exit_code = TB_EXIT_USAGE;
    else if (result == TB_OPTIONS_GOOD)
        exit_code = (tb_run_is_search(asked.operands.items[0]) ? show_capacity : show)(&asked, &why);
    if (why.len)
        fprintf(stderr, "tlsbench show: %s\n", why.data);
    tb_words_free(&asked.operands);
    tb_run_filter_free(&asked.filter);
    tb_text_free(&why);
    return exit_code;
}
