#include "control/plan/shown.h"
#include "control/run/run.h"
#include "core/ratio.h"
#include <stdlib.h>
#include <string.h>

#define ROW(kind, field, name, argument, min, max, doc) {name, argument, doc, TB_OPTION_##kind, &o->field, min, max},

void tb_measure_options(struct tb_option *table, struct tb_run_options *o)
{
    const struct tb_option rows[] = {TB_MEASURE_OPTIONS(ROW)};
    tb_options_append(table, rows, sizeof rows / sizeof *rows);
}

struct tb_option tb_export_option(struct tb_run_options *o)
{
    static const char help[] =
        "also write files for other tools; tlsbench list formats shows them; a comma or a blank in "
        "FILE stands behind a backslash";
    return (struct tb_option){"export", "FORMAT[=FILE],...", help, TB_OPTION_WORDS, &o->exports, 0, 0};
}

struct tb_option tb_profile_option(struct tb_run_options *o)
{
    static const char help[] = "sample where the time goes, after the timed rounds, with perf: stacks and flame graphs";
    return (struct tb_option){"profile", NULL, help, TB_OPTION_FLAG, &o->profile, 0, 0};
}

struct tb_option tb_metric_option(struct tb_run_options *o)
{
    static const char help[] = "time; or of local and memory cases instructions, which valgrind counts, or cycles or "
                               "energy, which the processor counts (time)";
    return (struct tb_option){"metric", "time|instructions|cycles|energy", help, TB_OPTION_TEXT, &o->metric, 0, 0};
}

struct tb_option tb_show_option(struct tb_words *show)
{
    static const char help[] = "only these metrics in the tables: server_cpu, 'latency_*'";
    return (struct tb_option){"show", "METRIC,...", help, TB_OPTION_WORDS, show, 0, 0};
}

bool tb_counts_instructions(const struct tb_run_options *o)
{
    return o->metric && strcmp(o->metric, "instructions") == 0;
}

bool tb_reads_hardware(const struct tb_run_options *o)
{
    const struct tb_words *counted = o->metric ? tb_shown_by_hardware(o->metric) : NULL;
    return counted && strcmp(o->metric, counted->items[0]) == 0;
}

bool tb_pair_options(const struct tb_run_options *o, struct tb_text *why)
{
    const char *first = o->pairs ? "pairs" : "server", *second = o->client ? "client" : "server";
    if (o->pairs + (o->server != NULL) + (o->client != NULL) < 2)
        return true;
    tb_text_printf(why, "--%s and --%s exclude each other; leave one out", first, second);
    return false;
}

static bool hardware_options(struct tb_run_options *o, struct tb_text *why)
{
    if (o->pairs || o->server || o->client)
        tb_text_printf(why,
                       "--pairs, --server and --client do not apply to %s, which is counted in one process; leave "
                       "them out",
                       o->metric);
    return why->len == 0;
}

/* Refuses options that would have no effect. */
bool tb_metric_options(struct tb_run_options *o, struct tb_text *why)
{
    static const char *const metrics[] = {"time", "instructions", "cycles", "energy"};
    if (!o->metric || strcmp(o->metric, "time") == 0)
        return true;
    if (tb_reads_hardware(o))
        return hardware_options(o, why);
    if (!tb_counts_instructions(o)) {
        tb_text_printf(why, "--metric %s: not one of time, instructions, cycles and energy", o->metric);
        tb_suggest(why, o->metric, metrics, sizeof metrics / sizeof *metrics);
    } else if (o->chunks || o->chunk_ms || o->sample_operations || o->window_ms) {
        tb_text_add(why, "--chunks, --chunk-ms, --sample-operations and --window-ms apply to times only; leave them "
                         "out, since instructions are counted over a fixed number of operations");
    } else if (o->pairs || o->server || o->client || o->counters || o->profile) {
        tb_text_add(why, "--pairs, --server, --client, --counters and --profile do not apply to instructions, which "
                         "are counted without sockets and without a clock; leave them out");
    } else if (o->rounds == 1) {
        tb_text_add(why,
                    "--rounds 1: instructions are counted at least twice, and the counts must agree; use --rounds 2");
    }
    o->no_steady = true; /* other work on the machine does not affect a count */
    o->no_plain = true;
    return why->len == 0;
}

#define FREE_TEXT(field)  free(options->field);
#define FREE_WORDS(field) tb_words_free(&options->field);
#define FREE_NUMBER(field)
#define FREE_FLAG(field)
#define FREE(kind, field, name, argument, min, max, doc) FREE_##kind(field)

void tb_run_options_free(struct tb_run_options *options)
{
    TB_MEASURE_OPTIONS(FREE)
    tb_words_free(&options->operands);
    tb_words_free(&options->exports);
    tb_words_free(&options->gates);
    tb_words_free(&options->named);
    tb_words_free(&options->show);
    free(options->suite);
    free(options->metric);
    free(options->server);
    free(options->client);
}
