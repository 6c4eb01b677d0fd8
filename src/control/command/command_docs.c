/* command_docs.c - tlsbench docs: pages made from the program's own tables. */
#include "control/anatomy/anatomy.h"
#include "control/base/exit.h"
#include "control/base/options.h"
#include "control/command/commands.h"
#include "control/verdict/comparison_types.h"
#include "core/catalog.h"
#include "core/columns.h"
#include "core/counters.h"
#include "core/text.h"
#include <stdio.h>
#include <string.h>

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
                  "comparison.csv has rows for it, too;\n`client_` or `server_` before the name selects one side.",
                  tb_counter_columns, tb_num_counter_columns);
    printf("\n| counter | unit | meaning |\n|---|---|---|\n");
    for (size_t i = 0; i < tb_num_counters; i++)
        printf("| %s | %s | %s |\n", tb_counters[i].name, tb_counters[i].unit, tb_counters[i].doc);
}

static void print_page(void)
{
    printf(
        "# Results\n\nMade by `tlsbench docs columns`; do not edit.\n\nEach run has a folder here, named after its "
        "start in UTC and its suite.  `latest` points to the newest finished run.\nCSV files follow RFC 4180: CRLF "
        "ends a row, numbers have a decimal point, and an empty field means no value.\n\n| file | content "
        "|\n|---|---|\n| summary.csv | the result: one row for each case, library and metric |\n| samples.csv | every "
        "chunk of every sample, in long form |\n| comparison.csv | `compare` and `check`: ratios with intervals and "
        "verdicts |\n| counters.csv | `run --counters`, and `check --gate` with a counter: bytes, records, writes, "
        "system calls, heap, locks |\n| anatomy.csv | `anatomy`: time, instructions, bytes and phases of each flight "
        "|\n| capacity.csv | `capacity`: the highest rate that keeps a promise, and every sample of the search; there "
        "is no summary.csv beside it |\n| run.json | host, conditions (CPU quota, nice, environment variables that "
        "reach a worker, ...), libraries as the running code reports them with their manifests, suite, seed, command "
        "line, `complete` "
        "|\n\n`history.db`, beside the folders, stores the value of every sample of all runs; `tlsbench history` shows "
        "it.\n\nWhile a run is under way, and after tlsbench was killed, samples.csv is called samples.csv.partial, "
        "and there is no\nsummary.csv yet; summary.csv.partial has the rows that cannot be measured at all.  run.json "
        "exists from the start, with\n`\"complete\": false`.  This stays if the run is interrupted or killed.  "
        "`export`, `compare` and `history import` read the\ncomplete samples of such a folder.\n\nA **sample** is one "
        "fresh worker process (over loopback a client and a server) that measures one case on one library.  It\nhas "
        "several **chunks**: the same number of operations each, or over loopback windows of time.  Its value is the "
        "median\nchunk.  A window lasts as long as the suite says, and at least until all connections together have "
        "been replaced three\ntimes.  A sample is void if the counts of both ends differ by more than the connections "
        "in flight, or if its windows show\na trend.  A **round** is one pass over all cases and libraries.  A value "
        "in the summary is the median over rounds; low to\nhigh is its distribution-free interval.  A sample that is "
        "void, failed or timed out makes its row not ok, without values;\n`reason` says how many there are.  A row may "
        "lose a quarter of its rounds to other work on the machine, and in a\ncheck one round in twenty to failures "
        "that are not crashes; `note` names the rounds.\n");
    print_columns("summary.csv", "One row for each case, library and metric.", tb_summary_columns,
                  tb_num_summary_columns);
    print_columns("samples.csv", "One row for each chunk and metric.  A failed sample has one row with the reason.",
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
                  "better\nneed fresh rounds that agree.  One failed round in twenty is left out, unless it "
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

int tb_command_docs(int argc, char **argv)
{
    static const struct tb_command command = {"docs", "columns",
                                              "Prints results/README.md: every file, column and metric.", NULL};
    const struct tb_option table[] = {{0}};
    struct tb_words operands = {0};
    struct tb_text why;
    tb_text_init(&why, 1000);
    enum tb_options_result result = tb_options_parse(&command, table, &operands, argc, argv, &why);
    bool known = operands.num == 1 && strcmp(operands.items[0], "columns") == 0;
    if (result == TB_OPTIONS_GOOD && known)
        print_page();
    else if (result == TB_OPTIONS_GOOD)
        tb_text_add(&why, "the only page is 'columns'");
    if (why.len)
        fprintf(stderr, "tlsbench docs: %s\n", why.data);
    int exit_code = why.len ? TB_EXIT_USAGE : TB_EXIT_GOOD;
    tb_words_free(&operands);
    tb_text_free(&why);
    return exit_code;
}
