#include "control/run/run.h"
#include "core/ratio.h"
#include <stdlib.h>
#include <string.h>

void tb_measure_options(struct tb_option *table, struct tb_run_options *o)
{
    const struct tb_option rows[] = {
        {"library", "NAME|FILE.so,...",
         "libraries to measure, by name or [LABEL=]FILE.so; ratios compare with the first", TB_OPTION_WORDS,
         &o->libraries, 0, 0},
        {"case", "NAME|GLOB,...", "measure only these cases, such as 'handshake/*'", TB_OPTION_WORDS, &o->cases, 0, 0},
        {"rounds", "N", "samples of each case and library (from the suite)", TB_OPTION_NUMBER, &o->rounds, 1,
         TB_MOST_ROUNDS},
        {"chunks", "N", "timed chunks of a sample (from the suite)", TB_OPTION_NUMBER, &o->chunks, 1, 1000},
        {"chunk-ms", "MS", "minimum length of a chunk, local and memory cases (from the suite)", TB_OPTION_NUMBER,
         &o->chunk_ms, 1, 60000},
        {"sample-operations", "N",
         "minimum operations of a sample, local and memory cases, unless slow (from the suite)", TB_OPTION_NUMBER,
         &o->sample_operations, 1, 1000000},
        {"window-ms", "MS", "length of a chunk of loopback cases (from the suite)", TB_OPTION_NUMBER, &o->window_ms, 1,
         60000},
        {"seed", "N", "use the order and placement of the run with this seed", TB_OPTION_NUMBER, &o->seed, 1,
         UINT64_MAX},
        {"no-plain", NULL, "do not measure plain TCP beside loopback cases", TB_OPTION_FLAG, &o->no_plain, 0, 0},
        {"no-steady", NULL, "do not measure the reference work, which shows changes of the machine itself",
         TB_OPTION_FLAG, &o->no_steady, 0, 0},
        {"inject", "[NAME=]PCT[:SHAPE],...",
         "slow a library down (the last one), to test detection: 5, 5:every-32, 5:from-30, 5:tail-1, 5:server",
         TB_OPTION_WORDS, &o->inject, 0, 0},
        {"cpus", "A,B", "CPUs of client and server (two on different cores)", TB_OPTION_WORDS, &o->cpus, 0, 0},
        {"timeout", "S", "seconds after which a sample counts as hung (30, or three times its expected length)",
         TB_OPTION_NUMBER, &o->timeout_s, 1, 86400},
        {"results", "DIR", "folder for results (results)", TB_OPTION_TEXT, &o->results, 0, 0},
        {"history", "FILE|none", "database of all runs (RESULTS/history.db)", TB_OPTION_TEXT, &o->history, 0, 0},
        {"suites", "DIR", "folder of suites", TB_OPTION_TEXT, &o->suites, 0, 0},
        {"modules", "DIR", "look for libraries in this folder, too", TB_OPTION_TEXT, &o->modules, 0, 0},
        {"dry-run", NULL, "show the plan, its duration, and what is left out and why; measure nothing", TB_OPTION_FLAG,
         &o->dry_run, 0, 0},
        {"print-commands", NULL, "print each worker's exact command line", TB_OPTION_FLAG, &o->print_commands, 0, 0},
    };
    tb_options_append(table, rows, sizeof rows / sizeof *rows);
}

struct tb_option tb_export_option(struct tb_run_options *o)
{
    static const char help[] = "also write files for other tools; tlsbench list formats shows them";
    return (struct tb_option){"export", "FORMAT[=FILE],...", help, TB_OPTION_WORDS, &o->exports, 0, 0};
}

struct tb_option tb_metric_option(struct tb_run_options *o)
{
    static const char help[] = "time, or instructions, which valgrind counts in local and memory cases (time)";
    return (struct tb_option){"metric", "METRIC", help, TB_OPTION_TEXT, &o->metric, 0, 0};
}

bool tb_counts_instructions(const struct tb_run_options *o)
{
    return o->metric && strcmp(o->metric, "instructions") == 0;
}

/* What would be ignored is refused. */
bool tb_metric_options(struct tb_run_options *o, struct tb_text *why)
{
    static const char *const metrics[] = {"time", "instructions"};
    if (!o->metric || strcmp(o->metric, "time") == 0)
        return true;
    if (!tb_counts_instructions(o)) {
        tb_text_printf(why, "--metric %s: not one of time and instructions", o->metric);
        tb_suggest(why, o->metric, metrics, 2);
    } else if (o->chunks || o->chunk_ms || o->sample_operations || o->window_ms) {
        tb_text_add(why, "--chunks, --chunk-ms, --sample-operations and --window-ms apply to times only; leave them "
                         "out, since instructions are counted over a fixed number of operations");
    } else if (o->pairs || o->server || o->counters) {
        tb_text_add(why, "--pairs, --server and --counters do not apply to instructions, which are counted without "
                         "sockets; leave them out");
    } else if (o->rounds == 1) {
        tb_text_add(why,
                    "--rounds 1: instructions are counted at least twice, and the counts must agree; use --rounds 2");
    }
    o->no_steady = true; /* other work on the machine leaves no trace in a count */
    o->no_plain = true;
    return why->len == 0;
}

void tb_run_options_free(struct tb_run_options *options)
{
    tb_words_free(&options->operands);
    tb_words_free(&options->libraries);
    tb_words_free(&options->cases);
    tb_words_free(&options->cpus);
    tb_words_free(&options->exports);
    tb_words_free(&options->inject);
    tb_words_free(&options->gates);
    free(options->suite);
    free(options->metric);
    free(options->server);
    free(options->results);
    free(options->suites);
    free(options->modules);
    free(options->history);
}
