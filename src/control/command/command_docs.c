/* command_docs.c - tlsbench docs: pages made from the program's own tables. */
#include "control/anatomy/anatomy.h"
#include "control/base/exit.h"
#include "control/base/files.h"
#include "control/base/options.h"
#include "control/command/commands.h"
#include "control/command/complete.h"
#include "control/command/man_page.h"
#include "control/verdict/comparison_types.h"
#include "core/catalog.h"
#include "core/columns.h"
#include "core/counters.h"
#include "core/text.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OF_A_PAGE = 1000000 };

static const char *or_dash(const char *text)
{
    return *text ? text : "-";
}

static void print_columns(const char *file, const char *about, const struct tb_column *columns, size_t num)
{
    printf("\n## %s\n\n%s\n\n| column | type | unit | meaning |\n|---|---|---|---|\n", file, about);
    for (size_t i = 0; i < num; i++)
        printf("| %s | %s | %s | %s |\n", columns[i].name, columns[i].type, or_dash(columns[i].unit), columns[i].doc);
}

static void print_metrics(void)
{
    size_t num;
    const struct tb_driver_info *drivers = tb_drivers(&num);
    printf("\n## Metrics\n\nThe tables of a run show the metrics in bold.  Ratios use the first metric in bold of a "
           "driver and transport.\nInstructions are counted in separate runs (`--metric instructions`), which measure "
           "no times.\n");
    for (size_t i = 0; i < num; i++) {
        printf("\n### %s\n\n%s.\n\n| metric | unit | better | transport | meaning |\n|---|---|---|---|---|\n",
               drivers[i].name, drivers[i].doc);
        for (size_t j = 0; j < drivers[i].num_metrics; j++) {
            const struct tb_metric_info *metric = &drivers[i].metrics[j];
            const char *bold = metric->headline ? "**" : "";
            printf("| %s%s%s | %s | %s | %s | %s%s%s%s |\n", bold, metric->name, bold, metric->unit,
                   metric->more_is_better ? "more" : "less", metric->transport ? metric->transport : "all", metric->doc,
                   metric->operation ? " (operation " : "", metric->operation ? metric->operation : "",
                   metric->operation ? ")" : "");
        }
    }
}

static void print_counters(void)
{
    print_columns("counters.csv",
                  "One row for each case, library, side and counter, from separate passes after the timed "
                  "rounds\n([src/counters/README.md](../src/counters/README.md)).  If `check --gate` names a counter, "
                  "comparison.csv has rows for it, too;\n`client_` or `server_` before the name selects one side.  A "
                  "local case has no sides, so there its metric has the counter's own name.",
                  tb_counter_columns, tb_num_counter_columns);
    printf("\n| counter | unit | of local cases | of several threads | meaning |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < tb_num_counters; i++)
        printf("| %s | %s | %s | %s | %s |\n", tb_counters[i].name, tb_counters[i].unit,
               tb_counters[i].of_local ? "yes" : "no", tb_counters[i].of_threads ? "yes" : "no", tb_counters[i].doc);
}

/* Every file, and the words of the field that explain its rows. */
static void print_files(void)
{
    printf(
        "# Results\n\nMade by `tlsbench docs columns`; do not edit.\n\nEach run has a folder here, named after its "
        "start in UTC and its suite.  `latest` points to the run that ended last\nand has a summary.csv, also "
        "if it was interrupted.  CSV files follow RFC 4180: CRLF ends a row, numbers have a\ndecimal point, and an "
        "empty field means no value.\n\n| file "
        "| content |\n|---|---|\n| summary.csv | the result: one row for each case, library and metric |\n| "
        "samples.csv | every chunk of every sample, in long form |\n| comparison.csv | `compare` and `check`: ratios "
        "with intervals and verdicts |\n| check.json | `check`: the verdict, its sentence, the numbers of cases, the "
        "reference work |\n| counters.csv | `run --counters`, and `check --gate` with a counter: bytes, records, "
        "writes, system calls, heap, locks |\n| anatomy.csv | `anatomy`: time, instructions, bytes and phases of each "
        "flight |\n| capacity.csv | `capacity`: the highest rate that keeps a promise, and every sample of the search; "
        "there is no summary.csv beside it "
        "|\n| profile-LIBRARY.folded | `run` and `compare` with `--profile`: stacks and how often each was met "
        "([bench/README.md](../bench/README.md)) |\n| run.json | host, conditions (CPU quota, nice, environment "
        "variables that reach a worker, ...), libraries "
        "as the running code reports them with their manifests, suite, seed, command line, `complete`, `passes` (what "
        "follows the rounds, if it is asked for) |\n\n`history.db`, beside the folders, stores the value of every "
        "sample of all runs; `tlsbench history` shows it.  `tlsbench prune`\nremoves the folders of old runs that the "
        "history has.\n\nEach table names the run of "
        "its rows, so tables of several runs and machines can be put together.  All but samples.csv also\nhave the "
        "run's start, host and CPU.  [bench/README.md](../bench/README.md#other-tools) shows how to read them with "
        "pandas and\nDuckDB.\n\nWhile a run is under way, and after tlsbench was killed, samples.csv is called "
        "samples.csv.partial, and there is no\nsummary.csv yet; summary.csv.partial has the rows that cannot be "
        "measured at all, and `reserve` keeps\nroom on the disk for what is written last.  run.json "
        "exists from the start, with\n`\"complete\": false`.  This stays if the run is interrupted or killed.  "
        "`export`, `compare` and `history import` read the\ncomplete samples of such a folder.  What follows the "
        "rounds is written after each case and library: counters.csv has those that\nwere counted, anatomy.csv says "
        "\"not reached\" of the others, and run.json has the profiles that there are.  `show`, `export`,\n`compare` "
        "and `report` say how many are missing.\n\nA **sample** is one fresh worker process (over loopback a client "
        "and a server) that measures one case on one library.  It\nhas "
        "several **chunks**: the same number of operations each, or over loopback windows of time.  Its value is the "
        "median\nchunk.  A window lasts as long as the suite says, and at least until all connections together have "
        "been replaced three\ntimes.  A sample is void if the counts of both ends differ by more than the connections "
        "in flight, or if its windows show\na trend.  It takes five windows to tell a trend from chance; a note tells "
        "of a run whose samples have fewer.\n\nA **round** is one pass over all cases and libraries.  A value "
        "in the summary is the median over rounds; low to\nhigh is its distribution-free interval.  A sample that is "
        "void, failed or timed out makes its row not ok, without values;\n`reason` says how many there are.  A row may "
        "lose a quarter of its rounds to other work on the machine, and in a\ncheck one round in twenty to failures "
        "that are not crashes; `note` names the rounds.\n");
}

static void print_columns_page(void)
{
    print_files();
    print_columns("summary.csv", "One row for each case, library and metric.", tb_summary_columns,
                  tb_num_summary_columns);
    print_columns("samples.csv",
                  "One row for each chunk and metric.  A failed sample has one row with the reason.  Only rows with "
                  "status `ok` count.  What\nis the same in all samples of a library is in run.json, once: "
                  "`libraries` has its `cpu_features`, for instruction counts\n`cpu_features_counted`; a sample in "
                  "which a library sees other features is void.\n\nSchema 1 had the columns `cpu_features` and "
                  "`replaced` (1: not used, whatever the status).  tlsbench still reads it.",
                  tb_sample_columns, tb_num_sample_columns);
    print_columns("comparison.csv",
                  "The results of compare and check: one row for each case, metric and library that is compared with "
                  "the base.\n\nA ratio says how many times as good the other library is as the base: 1.2 is 1.2 times "
                  "as fast, or 1/1.2 of a cost.  More\nis better, as in tables, reports and sentences.  (Schema 1 had "
                  "ratios of costs.)  Figures use the median chunk of each\nprocess.  Ratios use its fastest chunk, "
                  "which other work on the machine disturbs least, and over loopback its median chunk.\n\n- "
                  "**better**: the whole interval is above 1, and the ratio is beyond the threshold.\n- **worse**: the "
                  "whole interval is below 1, and the ratio is beyond the threshold.\n- **same**: the whole interval "
                  "is within the threshold.\n- **inconclusive**: everything else, and fewer rounds than the confidence "
                  "needs (6 at 95 %).\n- **invalid**: one side is missing or not ok, or the reference work moved by "
                  "more than " TB_STEADY_LOST_WORD " % (over " TB_STEADY_MOVED_WORD
                  " % is a warning) or could\n  not be measured.\n\nA check differs in three "
                  "ways.  Where the noise floor is above the threshold, same means within the floor.  Worse and "
                  "better\nneed fresh rounds whose whole interval is beyond the threshold, too.  One failed round in "
                  "twenty is left out, unless it "
                  "crashed.\n\nThe ratio of a group is the geometric mean of its cases' ratios.  The ends of its "
                  "interval are the geometric means of theirs.",
                  tb_comparison_columns, tb_num_comparison_columns);
    print_counters();
    print_columns("anatomy.csv",
                  "The results of anatomy: one row for each case, library, flight and phase.  Shares are of the whole "
                  "handshake by the same\nmethod; the rows of the flights and of `outside` add up to it.  The status "
                  "`astray` marks a method whose parts do not add\nup to the whole within " TB_ANATOMY_TOLERANCE_WORD
                  " %.",
                  tb_anatomy_columns, tb_num_anatomy_columns);
    print_columns("capacity.csv",
                  "The results of capacity: one row for each library, then one for each sample that the searches took.",
                  tb_capacity_columns, tb_num_capacity_columns);
    print_columns("tlsbench history export",
                  "Every stored sample: one row for each run, case, library, metric and round.  tlsbench history "
                  "import reads it.",
                  tb_history_columns, tb_num_history_columns);
    print_metrics();
}

/* DIR/tlsbench.1 and a page of each command. */
static bool write_pages(const char *folder, struct tb_text *why)
{
    size_t num;
    const struct tb_named_command *commands = tb_commands(&num);
    struct tb_text page;
    char path[PATH_MAX];
    bool good = tb_is_folder(folder);
    if (!good)
        tb_text_printf(why, "--output %s: not a folder; make it first", folder);
    tb_text_init(&page, MOST_OF_A_PAGE);
    for (size_t i = 0; good && i <= num; i++) {
        tb_text_clear(&page);
        if (i == num)
            tb_man_tlsbench(&page);
        else
            tb_man_command(&page, &commands[i]);
        int len = snprintf(path, sizeof path, "%s/tlsbench%s%s.1", folder, i == num ? "" : "-",
                           i == num ? "" : commands[i].name);
        if (page.truncated || len >= (int)sizeof path)
            tb_text_printf(why, "%s: the page or its path is too long", folder);
        good = why->len == 0 && tb_file_write(path, page.data, page.len, why);
    }
    tb_text_free(&page);
    return good;
}

static bool print_page(const char *name, struct tb_text *why)
{
    const struct tb_named_command *command = name ? tb_command_by_name(name) : NULL;
    struct tb_text page;
    if (name && !command) {
        tb_text_printf(why, "there is no command '%s'; tlsbench --help lists all", name);
        return false;
    }
    tb_text_init(&page, MOST_OF_A_PAGE);
    if (command)
        tb_man_command(&page, command);
    else
        tb_man_tlsbench(&page);
    fputs(page.data, stdout);
    tb_text_free(&page);
    return true;
}

static bool print(const struct tb_words *operands, const char *output, struct tb_text *why)
{
    const char *what = operands->num ? operands->items[0] : "";
    bool columns = strcmp(what, "columns") == 0, man = strcmp(what, "man") == 0;
    if (columns && operands->num == 1 && !output)
        print_columns_page();
    else if (man && output && operands->num == 1)
        return write_pages(output, why);
    else if (man && !output && operands->num < 3)
        return print_page(operands->num > 1 ? operands->items[1] : NULL, why);
    else if (columns || man)
        tb_text_printf(why, "too much behind '%s'; tlsbench docs --help describes it", what);
    else
        tb_text_printf(why, "there is no page '%s'; name columns or man, which tlsbench docs --help describes", what);
    return why->len == 0;
}

int tb_command_docs(const struct tb_arguments *arguments)
{
    static const struct tb_command command = {
        "docs", "columns | man [COMMAND] | complete [WORD]...",
        "Prints pages that are made from the program's own tables.",
        "columns: every file, column and metric, as Markdown (results/README.md).\nman: the manual page of tlsbench or "
        "of a command, for man(1).\ncomplete: what a shell offers for the last WORD of a command line; completion of "
        "bash and zsh calls it.\nExit code: 0 printed; 2 usage, or a page cannot be written.\n"};
    struct tb_words operands = {0};
    struct tb_text why;
    char *output = NULL;
    const struct tb_option table[] = {{"output", "DIR",
                                       "man: write the pages of tlsbench and of all commands into this folder",
                                       TB_OPTION_TEXT, &output, 0, 0},
                                      {0}};
    if (arguments->argc > 1 && strcmp(arguments->argv[1], "complete") == 0) { /* whose words are no options here */
        tb_complete(arguments->argc - 2, arguments->argv + 2);
        return TB_EXIT_GOOD;
    }
    tb_text_init(&why, 1000);
    enum tb_options_result result = tb_options_parse(&command, table, &operands, arguments, &why);
    if (result == TB_OPTIONS_GOOD)
        (void)print(&operands, output, &why);
    if (why.len)
        fprintf(stderr, "tlsbench docs: %s\n", why.data);
    int exit_code = why.len ? TB_EXIT_USAGE : TB_EXIT_GOOD;
    tb_words_free(&operands);
    tb_text_free(&why);
    free(output);
    return exit_code;
}
