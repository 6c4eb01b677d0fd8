/* command_capacity.c - tlsbench capacity: the highest rate of arrivals at which each library keeps a promise. */
#include "control/base/exit.h"
#include "control/command/commands.h"
#include "control/command/engine.h"
#include "control/results/capacity_csv.h"
#include "control/run/capacity.h"
#include "control/run/run.h"
#include "control/show/capacity_table.h"
#include "control/show/closing.h"
#include "control/show/head.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct tb_command command = {
    "capacity", "CASE --within PERCENTILE=TIME [OPTION]...",
    "Finds the highest rate of new connections or requests at which a latency stays within a limit, for each library.",
    "CASE is a handshake or an HTTP request over loopback, such as "
    "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full or\n"
    "http/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/1024/kept.  With /arrivals-N/poisson behind it, the search "
    "begins at N a\nsecond; a number of kept connections, idle ones and threads stand behind that, such as "
    "/arrivals-500/poisson/threads-2/own.\n--within p99=5ms: 99 of 100 arrivals finish within "
    "5 ms of their planned start; p50, p90, p95, p99 or p99.9, and us, ms or s.\nA round is one search of each "
    "library.  Suite load sets the numbers that are not given.  Every sample and result is in\n"
    "capacity.csv in the folder of the run.  Exit code: 0 every library has a figure; 1 some have none; 2 usage; 3 "
    "nothing can be\nmeasured here, or the results cannot be saved; 128 + N ended by signal N (what was "
    "measured is kept).\n"};

enum { USUAL_START = 500 };

struct asked {
    char *within;
    struct tb_capacities capacities;
};

/* ---- The promise ---- */

static const struct {
    const char *name;
    enum tb_metric metric;
} percentiles[] = {{"p50", TB_METRIC(latency_p50)},
                   {"p90", TB_METRIC(latency_p90)},
                   {"p95", TB_METRIC(latency_p95)},
                   {"p99", TB_METRIC(latency_p99)},
                   {"p99.9", TB_METRIC(latency_p999)}};
enum { NUM_PERCENTILES = sizeof percentiles / sizeof *percentiles };

static bool refuse_percentile(const char *name, struct tb_text *why)
{
    const char *names[NUM_PERCENTILES];
    for (size_t i = 0; i < NUM_PERCENTILES; i++)
        names[i] = percentiles[i].name;
    tb_text_printf(why, "--within: there is no percentile '%s'", name);
    tb_suggest(why, name, names, NUM_PERCENTILES);
    tb_text_stop(why);
    tb_text_add(why, "  It is one of: p50 p90 p95 p99 p99.9");
    return false;
}

static bool parse_time(const char *text, double *us)
{
    static const struct {
        const char *unit;
        double us;
    } units[] = {{"us", 1}, {"ms", 1e3}, {"s", 1e6}};
    size_t digits = strspn(text, "0123456789."), points = 0;
    for (size_t i = 0; i < digits; i++)
        points += text[i] == '.';
    for (size_t i = 0; i < sizeof units / sizeof *units && digits && points <= 1; i++)
        if (strcmp(text + digits, units[i].unit) == 0) {
            *us = strtod(text, NULL) * units[i].us; /* no locale is set, so the point is decimal */
            return *us >= 1 && *us <= 60e6;
        }
    return false;
}

static bool parse_promise(struct tb_promised *promised, const char *text, struct tb_text *why)
{
    const char *sign = strchr(text, '=');
    size_t len = sign ? (size_t)(sign - text) : strlen(text);
    char name[16];
    if (len >= sizeof name)
        len = sizeof name - 1;
    memcpy(name, text, len);
    name[len] = '\0';
    const struct tb_driver_info *driver = tb_driver_by_name("handshake");
    for (size_t i = 0; i < NUM_PERCENTILES; i++)
        if (strcmp(name, percentiles[i].name) == 0)
            promised->metric = tb_metric_by_id(driver, percentiles[i].metric);
    if (!promised->metric)
        return refuse_percentile(name, why);
    if (!sign || !parse_time(sign + 1, &promised->us)) {
        tb_text_printf(why, "--within %s: not a time from 1us to 60s, such as p99=5ms", text);
        return false;
    }
    snprintf(promised->words, sizeof promised->words, "%s within %.20s", name, sign + 1);
    return true;
}

/* ---- The case ---- */

/* The usual value of the first parameter that the case needs and has no value for; NULL: there is none. */
static const char *usual_of_lacking(const struct tb_case *c)
{
    for (size_t i = 0; c->driver && i < c->driver->num_params; i++) {
        const struct tb_param_info *info = &c->driver->params[i];
        if (tb_param_applies(c, info->param) && !tb_param_is_optional(info->param) && !*c->value[info->param])
            return info->fallback;
    }
    return NULL;
}

/* Appends arrivals to the name, then usual values until it is complete: "/arrivals-500/poisson/16".  Returns false if
 * there is no such case. */
static bool add_arrivals(struct tb_text *name, struct tb_case *c)
{
    struct tb_text ignored;
    const char *usual = "";
    bool found = false;
    tb_text_init(&ignored, 1000);
    tb_text_printf(name, "/arrivals-%d", USUAL_START);
    for (size_t i = 0; i < TB_NUM_PARAMS && !found && usual; i++) {
        found = tb_case_parse(c, name->data, &ignored);
        usual = usual_of_lacking(c);
        if (!found && usual)
            tb_text_printf(name, "/%s", usual);
    }
    tb_text_free(&ignored);
    return found;
}

/* The name as given, or with arrivals: those from which the search begins. */
static bool name_case(struct tb_run_options *o, const char *name, struct tb_text *why)
{
    struct tb_text whole, first;
    struct tb_case c;
    tb_text_init(&whole, 1000);
    tb_text_init(&first, 1000);
    tb_text_add(&whole, name);
    if (!tb_case_parse(&c, name, &first) && !add_arrivals(&whole, &c))
        tb_text_printf(why, "%s", first.data);
    else if (!tb_case_arrivals(&c))
        tb_text_printf(why, "%s has no rate of arrivals to search for", name);
    else if (tb_case_threads(&c) > TB_LEAST_RATE)
        tb_text_printf(why,
                       "%s: a search goes down to %d arrivals a second, one for each of as many threads; use "
                       "fewer than %u threads",
                       name, TB_LEAST_RATE, tb_case_threads(&c));
    if (why->len) {
        tb_text_stop(why);
        tb_text_add(why,
                    "  Name handshakes or HTTP over loopback, without the number of connections, such as "
                    "handshake/loopback/tls1.3/x25519/ecdsa-p256/aes-128-gcm/full.  Kept connections, idle ones and "
                    "threads stand behind arrivals: full/arrivals-500/poisson/threads-2/own");
    } else if (!tb_words_add(&o->cases, whole.data, whole.len)) {
        tb_text_add(why, "out of memory");
    }
    tb_text_free(&first);
    tb_text_free(&whole);
    return why->len == 0;
}

static enum tb_options_result parse(struct tb_run_options *o, const struct tb_arguments *arguments, void *context,
                                    struct tb_text *why)
{
    struct asked *asked = context;
    struct tb_option table[TB_MOST_OPTIONS] = {
        {"within", "PERCENTILE=TIME", "the promise, such as p99=5ms", TB_OPTION_TEXT, &asked->within, 0, 0},
        {"server", "NAME", "this library serves every client", TB_OPTION_TEXT, &o->server, 0, 0},
        {"client", "NAME", "this library is the client of every server", TB_OPTION_TEXT, &o->client, 0, 0},
        {"pairs", NULL, "measure every client with every server", TB_OPTION_FLAG, &o->pairs, 0, 0},
    };
    static const char local[] = "it is for local and memory cases, and a capacity is searched over loopback; leave it "
                                "out";
    tb_measure_options(table, o);
    tb_options_refuse(table, "case", "the case is its operand: tlsbench capacity CASE --within p99=5ms");
    tb_options_refuse(table, "chunk-ms", local);
    tb_options_refuse(table, "sample-operations", local);
    tb_options_refuse(table, "no-plain", "a search measures no plain TCP; leave it out");
    tb_options_refuse(table, "no-steady", "a search measures no reference work; leave it out");
    tb_options_refuse(table, "history", "the history does not keep searches; their results are in capacity.csv");
    o->no_plain = o->no_steady = true;
    enum tb_options_result result = tb_options_parse(&command, table, &o->operands, arguments, why);
    if (result != TB_OPTIONS_GOOD)
        return result;
    if (o->operands.num != 1)
        tb_text_add(why, "capacity takes one case; tlsbench capacity --help shows one");
    else if (!asked->within)
        tb_text_add(why, "capacity needs a promise, such as --within p99=5ms");
    else if (tb_pair_options(o, why) && parse_promise(&asked->capacities.promised, asked->within, why))
        name_case(o, o->operands.items[0], why);
    return why->len ? TB_OPTIONS_BAD : TB_OPTIONS_GOOD;
}

/* ---- The run ---- */

/* For a dry run. */
static void plan_searches(struct tb_run *run)
{
    run->samples_each = TB_ROUND_SAMPLES + TB_FIRST_SAMPLES / (double)run->rounds;
}

static bool measure(struct tb_run *run)
{
    struct asked *asked = run->task->context;
    return tb_capacity_measure(&asked->capacities, run);
}

static int report(struct tb_run *run)
{
    struct asked *asked = run->task->context;
    const struct tb_capacities *capacities = &asked->capacities;
    int exit_code = TB_EXIT_GOOD;
    if (!capacities->planned)
        return run->signals.caught ? TB_EXIT_SIGNAL + run->signals.caught : TB_EXIT_NOTHING;
    bool kept = tb_capacity_csv(run, capacities, &run->why);
    tb_head_print_run(stdout, run);
    if (!run->complete)
        printf("note: the search was interrupted; this is what it found\n");
    tb_capacity_print(run, capacities);
    tb_report_remarks(run);
    if (kept)
        printf("Results: %s/capacity.csv\n", run->dir.path);
    for (size_t i = 0; i < capacities->num; i++)
        if (tb_capacity_status(&capacities->items[i], run->rounds) != TB_SAMPLE_OK)
            exit_code = TB_EXIT_NOT_ALL;
    if (run->signals.caught)
        return TB_EXIT_SIGNAL + run->signals.caught;
    return kept && run->complete ? exit_code : TB_EXIT_NOTHING;
}

int tb_command_capacity(const struct tb_arguments *arguments)
{
    struct asked asked = {.capacities.keep = tb_capacity_csv};
    const struct tb_task task = {.suite = "load",
                                 .folder = "capacity",
                                 .options = parse,
                                 .planned = plan_searches,
                                 .compares = true,
                                 .own_file = true,
                                 .measure = measure,
                                 .report = report,
                                 .context = &asked};
    int exit_code = tb_engine(&task, arguments);
    tb_capacities_free(&asked.capacities);
    free(asked.within);
    return exit_code;
}
