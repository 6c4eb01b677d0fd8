/* command_docs.c - tlsbench docs: pages made from the tables that the program itself works from. */
#include "control/base/exit.h"
#include "control/base/options.h"
#include "control/command/commands.h"
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
    printf(
        "\n## Metrics\n\nThe first one of a driver and transport in bold is what its ratios are made of; all in "
        "bold are in the "
        "table that a run prints.  Instructions are of runs of their own (`--metric instructions`), where they stand "
        "in for the times.\n");
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
                  "One row a case, library, side and counter; in passes of their own, after the timed rounds: "
                  "src/counters/README.md.  A check whose --gate names a counter, of both sides or with client_ or "
                  "server_ before it, has rows of it in comparison.csv, too.",
                  tb_counter_columns, tb_num_counter_columns);
    printf("\n| counter | unit | meaning |\n|---|---|---|\n");
    for (size_t i = 0; i < tb_num_counters; i++)
        printf("| %s | %s | %s |\n", tb_counters[i].name, tb_counters[i].unit, tb_counters[i].doc);
}

static void print_page(void)
{
    printf("# Results\n\n"
           "Made by `tlsbench docs columns`; do not edit.\n\n"
           "Each run has a folder of its own here, named by its start in UTC and its suite; `latest` points to the "
           "newest one that\n"
           "ended.  The files are RFC 4180 CSV in the C locale: CRLF ends a row, numbers have a dot, an empty field "
           "has no value.\n\n"
           "| file | what |\n|---|---|\n"
           "| summary.csv | one row a case, library and metric: the result |\n"
           "| samples.csv | every chunk of every sample, long form |\n"
           "| comparison.csv | compare and check: ratios with intervals and verdicts |\n"
           "| counters.csv | run --counters, and check --gate of a counter: bytes, records, writes, system calls, "
           "heap, locks |\n"
           "| anatomy.csv | anatomy: each flight's time, instructions, bytes and phases |\n"
           "| run.json | host, conditions (quota, nice, variables that reach a worker, ...), libraries as attested "
           "with their manifests, suite, seed, command line, `complete` |\n\n"
           "`history.db`, beside the folders, has a number a round of all runs: `tlsbench history` shows it.\n\n"
           "While a run is under way, and after tlsbench itself was killed, samples.csv is called samples.csv.partial, "
           "and there is\n"
           "no summary.csv yet.  run.json is there from the start, with `\"complete\": false`; a run that was "
           "interrupted or killed keeps\n"
           "that.  `export`, `compare` and `history import` take such a folder with what was finished; half a sample, "
           "whose last row\n"
           "is torn, is left out.\n\n"
           "A **sample** is what one fresh worker process (or a client and a server) measured for one case on one "
           "library.  Its\n"
           "value is the median of its **chunks**: equal numbers of operations, or over loopback windows of time.  A "
           "window lasts\n"
           "until the suite's time is over and three turn-overs of all connections have passed; both ends' counts in "
           "it agree to\n"
           "within what is in flight, and all windows of a sample show no trend, or the sample is void.  A **round** "
           "is one pass over all cases and libraries.  The summary's value is the median over rounds, and low to high "
           "its\n"
           "distribution-free interval.  One sample that is not ok makes its row not ok, without values: `reason` says "
           "how many.\n");
    print_columns("summary.csv", "One row a case, library and metric.", tb_summary_columns, tb_num_summary_columns);
    print_columns("samples.csv", "One row a chunk and metric; of a sample that failed, one row with the reason.",
                  tb_sample_columns, tb_num_sample_columns);
    print_columns(
        "comparison.csv",
        "What compare and check find, one row a case, metric and library compared with the base.\n\n"
        "A ratio says how many times as good the other one is as the base: 1.2 is 1.2 times as fast, or 1/1.2 of what "
        "should be\n"
        "little.  More is better, here as in tables, reports and sentences.  (Schema 1 had ratios of costs.)  Figures, "
        "here and\n"
        "everywhere, are medians of chunks, ratios of the calmest chunk, which other work on the machine disturbs "
        "least.\n\n"
        "A verdict needs both: the whole interval on one side of 1 (**better** above, **worse** below), and a "
        "ratio beyond the\n"
        "threshold.  **same**: the whole interval lies within the threshold.  **inconclusive**: everything "
        "else, and fewer rounds\n"
        "than the confidence needs (6 at 95 %).  **invalid**: one side is missing or not ok, or a control "
        "moved by more than 5 %\n"
        "or could not be measured; over 2 % is a warning.  In a check a larger floor widens what is same, worse and "
        "better need fresh\n"
        "rounds that agree, and up to one failed round in twenty, if none was a crash, is a lost one.\n"
        "A group's ratio is the geometric mean of its cases' ratios, and its interval that of their intervals.",
        tb_comparison_columns, tb_num_comparison_columns);
    print_counters();
    print_columns(
        "anatomy.csv",
        "What anatomy finds, one row a case, library, stretch of the handshake and phase.  Shares are of the "
        "whole handshake\n"
        "by the same method, so that the rows of the flights and of what lies outside add up to it.  A finding "
        "whose parts are\n"
        "not within 2 % of its whole is void and shows nothing.",
        tb_anatomy_columns, tb_num_anatomy_columns);
    print_columns("tlsbench history export",
                  "Every sample that is kept, one row a run, case, library, metric and round; tlsbench history import "
                  "reads it.",
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
