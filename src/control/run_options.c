#include "control/run.h"
#include <stdlib.h>

static const struct tb_command command = {
    "run", "[SUITE|FILE.ini] [OPTION]...",
    "Measures the cases of a suite (quick when none is named) on each library, in rounds.",
    "What comes out lands in DIR/<time>-<suite>/ and DIR/latest: samples.csv, summary.csv, run.json; results/README.md "
    "explains\n"
    "the columns.  Exit code: 0 all rows are good or unsupported, 1 some are void, failed or timed out, 2 usage, 3 "
    "nothing\n"
    "can be measured here or results cannot be kept, 130 or 143 interrupted (what was measured is kept).\n"};

enum tb_options_result tb_run_options_parse(struct tb_run_options *o, int argc, char **argv, struct tb_text *why)
{
    const struct tb_option table[] = {
        {"library", "NAME,...", "libraries to measure; the first one is the base of ratios", TB_OPTION_WORDS,
         &o->libraries, 0, 0},
        {"case", "NAME|GLOB,...", "only these cases: 'handshake/*'", TB_OPTION_WORDS, &o->cases, 0, 0},
        {"rounds", "N", "samples of each case and library (the suite's)", TB_OPTION_NUMBER, &o->rounds, 1, 1000},
        {"chunks", "N", "timed chunks of a sample (the suite's)", TB_OPTION_NUMBER, &o->chunks, 1, 1000},
        {"chunk-ms", "MS", "least length of a chunk, local and memory cases (the suite's)", TB_OPTION_NUMBER,
         &o->chunk_ms, 1, 60000},
        {"window-ms", "MS", "length of a chunk of loopback cases (the suite's)", TB_OPTION_NUMBER, &o->window_ms, 1,
         60000},
        {"seed", "N", "repeats the order and placement of another run", TB_OPTION_NUMBER, &o->seed, 1, UINT64_MAX},
        {"server", "NAME", "loopback: this library serves every client", TB_OPTION_TEXT, &o->server, 0, 0},
        {"pairs", NULL, "loopback: every library against every library", TB_OPTION_FLAG, &o->pairs, 0, 0},
        {"no-floor", NULL, "loopback: do not measure plain TCP beside", TB_OPTION_FLAG, &o->no_floor, 0, 0},
        {"cpus", "A,B", "cores to use (the first two that share no core)", TB_OPTION_WORDS, &o->cpus, 0, 0},
        {"timeout", "S", "seconds until a sample counts as hung (30)", TB_OPTION_NUMBER, &o->timeout_s, 1, 86400},
        {"results", "DIR", "where results go (results)", TB_OPTION_TEXT, &o->results, 0, 0},
        {"suites", "DIR", "where suites are looked for", TB_OPTION_TEXT, &o->suites, 0, 0},
        {"modules", "DIR", "look for libraries in this folder, too", TB_OPTION_TEXT, &o->modules, 0, 0},
        {"dry-run", NULL, "show the plan, and what is left out and why", TB_OPTION_FLAG, &o->dry_run, 0, 0},
        {"print-commands", NULL, "print each worker's exact command line", TB_OPTION_FLAG, &o->print_commands, 0, 0},
        {0},
    };
    *o = (struct tb_run_options){.timeout_s = 30};
    enum tb_options_result result = tb_options_parse(&command, table, &o->operands, argc, argv, why);
    if (result == TB_OPTIONS_GOOD && o->operands.num > 1) {
        tb_text_printf(why, "one suite at a time: what is '%s'?", o->operands.items[1]);
        return TB_OPTIONS_BAD;
    }
    if (result == TB_OPTIONS_GOOD && o->pairs && o->server) {
        tb_text_add(why, "--pairs and --server exclude each other");
        return TB_OPTIONS_BAD;
    }
    return result;
}

void tb_run_options_free(struct tb_run_options *options)
{
    tb_words_free(&options->operands);
    tb_words_free(&options->libraries);
    tb_words_free(&options->cases);
    tb_words_free(&options->cpus);
    free(options->server);
    free(options->results);
    free(options->suites);
    free(options->modules);
}
