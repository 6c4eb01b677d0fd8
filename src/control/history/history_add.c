/* history_add.c - adds runs to the history. */
#include "control/base/fingerprint.h"
#include "control/history/history.h"
#include "control/history/history_facts.h"
#include "control/plan/grid.h"
#include "control/plan/inject.h"
#include "control/run/counters.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include "control/sample/libraries.h"
#include "core/catalog.h"
#include "core/counters.h"
#include "core/json_dump.h"
#include "core/release.h"
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FACTS_LIMIT = 16 << 20, HOST_LIMIT = 16000, THING_LIMIT = 1000 };

int64_t tb_history_host(struct tb_history *history, const char *fingerprint, struct tb_text *why)
{
    if (!tb_history_do(history, why, "INSERT OR IGNORE INTO host (fingerprint) VALUES (?)", "s", fingerprint))
        return -1;
    return tb_history_number(history, why, "SELECT id FROM host WHERE fingerprint = ?", "s", fingerprint);
}

int64_t tb_history_series(struct tb_history *history, const struct tb_history_series *s, struct tb_text *why)
{
    if (!tb_history_do(history, why,
                       "INSERT OR IGNORE INTO series (case_name, driver, metric, unit, better, client, server,"
                       " client_product, server_product, sampling) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                       "ssssssssss", s->case_name, s->driver, s->metric, s->unit, s->better, s->client, s->server,
                       s->client_product, s->server_product, s->sampling))
        return -1;
    return tb_history_number(history, why,
                             "SELECT id FROM series WHERE case_name = ? AND metric = ? AND client = ? AND server = ?"
                             " AND client_product = ? AND server_product = ? AND sampling = ? AND unit = ?",
                             "ssssssss", s->case_name, s->metric, s->client, s->server, s->client_product,
                             s->server_product, s->sampling, s->unit);
}

int64_t tb_history_new_run(struct tb_history *history, int64_t host, const struct tb_history_run *run,
                           struct tb_text *why)
{
    int64_t known =
        tb_history_number(history, why, "SELECT id FROM run WHERE name = ? AND seed = ? AND host = ? AND uid = ?",
                          "ssis", run->name, run->seed, host, run->uid);
    if (known >= 0 || why->len)
        return why->len ? -1 : 0;
    if (!tb_history_do(history, why,
                       "INSERT INTO run (host, name, started, suite, seed, uid, tlsbench, complete, samples, facts) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
                       "issssssis", host, run->name, run->started, run->suite, run->seed, run->uid, run->tlsbench,
                       (int64_t)run->complete, run->facts))
        return -1;
    return tb_history_number(history, why, "SELECT last_insert_rowid()", "");
}

bool tb_history_library(struct tb_history *history, int64_t run, const struct tb_history_library *library,
                        struct tb_text *why)
{
    return tb_history_do(history, why,
                         "INSERT OR IGNORE INTO library (run, name, product, version, date, date_of, build) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?)",
                         "issssss", run, library->name, library->product, library->version, library->date,
                         library->date_of, library->build);
}

/* ---- A plan ---- */

struct writer {
    struct tb_history *history;
    const struct tb_plan *plan;
    const struct tb_counts *counts; /* NULL: there are none */
    const json_t *facts;
    int64_t run;
    struct tb_text *why;
};

/* The keys of a series, besides its names. */
struct thing {
    struct tb_text client, server, sampling;
};

static void begin_thing(struct thing *thing, const struct writer *writer, const struct tb_planned *planned,
                        const struct tb_cell *cell, const struct tb_metric_info *info)
{
    tb_text_init(&thing->client, THING_LIMIT);
    tb_text_init(&thing->server, THING_LIMIT);
    tb_text_init(&thing->sampling, THING_LIMIT);
    tb_history_product(&thing->client, writer->facts, cell->variant->client->name);
    tb_history_product(&thing->server, writer->facts, cell->variant->server->name);
    tb_history_sampling(&thing->sampling, writer->facts, &planned->c, info);
}

static void end_thing(struct thing *thing)
{
    tb_text_free(&thing->client);
    tb_text_free(&thing->server);
    tb_text_free(&thing->sampling);
}

static int64_t series_of(const struct writer *writer, const struct tb_planned *planned, const struct tb_cell *cell,
                         const struct tb_metric_info *info)
{
    struct thing thing;
    begin_thing(&thing, writer, planned, cell, info);
    const struct tb_history_series series = {.case_name = planned->name,
                                             .driver = planned->c.driver->name,
                                             .metric = info->name,
                                             .unit = info->unit,
                                             .better = info->more_is_better ? "more" : "less",
                                             .client = cell->variant->client->name,
                                             .server = cell->variant->server->name,
                                             .client_product = thing.client.data,
                                             .server_product = thing.server.data,
                                             .sampling = thing.sampling.data};
    int64_t id = tb_history_series(writer->history, &series, writer->why);
    end_thing(&thing);
    return id;
}

static bool add_values(const struct writer *writer, const struct tb_planned *planned, const struct tb_cell *cell,
                       size_t metric)
{
    const struct tb_metric_info *info = &planned->c.driver->metrics[metric];
    const double *values = cell->values ? cell->values + metric * writer->plan->rounds : NULL;
    int64_t id = 0;
    for (size_t round = 0; values && round < writer->plan->rounds; round++) {
        if (isnan(values[round]))
            continue;
        if (!id)
            id = series_of(writer, planned, cell, info);
        if (id < 0 ||
            !tb_history_sample(writer->history, writer->run, id, (int64_t)round + 1, values[round], writer->why))
            return false;
    }
    return true;
}

/* Adds each pass of the counters as a round.  A counter that is also a metric of the driver uses that metric's
 * series. */
static bool add_count(const struct writer *writer, const struct tb_count *count, size_t counter,
                      enum tb_counter_side side)
{
    const struct tb_metric_info *info = tb_counter_metric(counter, side);
    int64_t id = 0;
    double value;
    for (size_t pass = 0; pass < TB_COUNTER_PASSES && tb_counter_applies(counter, side, &count->planned->c); pass++) {
        if (!tb_count_value(count, pass, counter, side, &value))
            continue;
        if (!id)
            id = series_of(writer, count->planned, count->cell, info);
        if (id < 0 || !tb_history_sample(writer->history, writer->run, id, (int64_t)pass + 1, value, writer->why))
            return false;
    }
    return true;
}

static bool add_counts(const struct writer *writer)
{
    const char *ignored;
    for (size_t i = 0; writer->counts && i < writer->counts->num; i++) {
        const struct tb_count *count = &writer->counts->items[i];
        if (tb_variant_is_injected(count->cell->variant) || tb_count_status(count, &ignored) != TB_SAMPLE_OK)
            continue;
        for (size_t j = 0; j < TB_NUM_SIDES * tb_num_counters; j++)
            if (!add_count(writer, count, j / TB_NUM_SIDES, j % TB_NUM_SIDES))
                return false;
    }
    return true;
}

static bool add_faults(const struct writer *writer, const struct tb_planned *planned, const struct tb_cell *cell)
{
    for (int status = TB_SAMPLE_OK + 1; status < TB_NUM_STATUSES; status++) {
        if (!cell->counts[status] && !cell->reasons[status])
            continue;
        if (!tb_history_do(writer->history, writer->why,
                           "INSERT INTO fault (run, case_name, client, server, status, samples, reason) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?)",
                           "issssis", writer->run, planned->name, cell->variant->client->name,
                           cell->variant->server->name, tb_sample_status_name((enum tb_sample_status)status),
                           (int64_t)cell->counts[status], cell->reasons[status] ? cell->reasons[status] : ""))
            return false;
    }
    return true;
}

static bool add_cells(const struct writer *writer)
{
    for (size_t i = 0; i < writer->plan->num; i++) {
        const struct tb_planned *planned = &writer->plan->items[i];
        for (size_t j = 0; j < planned->num_cells; j++) {
            const struct tb_cell *cell = &planned->cells[j];
            if (tb_variant_is_injected(cell->variant))
                continue;
            for (size_t metric = 0; metric < planned->c.driver->num_metrics; metric++)
                if (!add_values(writer, planned, cell, metric))
                    return false;
            if (!add_faults(writer, planned, cell))
                return false;
        }
    }
    return true;
}

/* ---- Its facts ---- */

static bool add_libraries(const struct writer *writer)
{
    size_t i;
    json_t *library;
    json_array_foreach(json_object_get(writer->facts, "libraries"), i, library)
    {
        struct tb_release release;
        struct tb_history_library of = tb_history_library_of(library, &release);
        if (!tb_history_library(writer->history, writer->run, &of, writer->why))
            return false;
    }
    return true;
}

static bool add_run(struct writer *writer, const char *dumped)
{
    const json_t *facts = writer->facts;
    struct tb_text fingerprint, program;
    tb_text_init(&fingerprint, HOST_LIMIT);
    tb_text_init(&program, THING_LIMIT);
    tb_host_fingerprint(json_object_get(facts, "host"), json_object_get(facts, "conditions"), &fingerprint);
    tb_history_program(&program, facts);
    const struct tb_history_run run = {.name = tb_history_fact(facts, "run"),
                                       .started = tb_history_fact(facts, "started"),
                                       .suite = tb_history_fact(json_object_get(facts, "suite"), "name"),
                                       .seed = tb_history_fact(facts, "seed"),
                                       .uid = tb_history_fact(facts, "id"),
                                       .tlsbench = program.data,
                                       .facts = dumped,
                                       .complete = json_is_true(json_object_get(facts, "complete"))};
    int64_t host = tb_history_host(writer->history, fingerprint.data, writer->why);
    writer->run = host < 0 ? -1 : tb_history_new_run(writer->history, host, &run, writer->why);
    tb_text_free(&fingerprint);
    tb_text_free(&program);
    return writer->run >= 0;
}

bool tb_history_add(struct tb_history *history, const struct tb_plan *plan, const struct tb_counts *counts,
                    const struct json_t *facts, bool *known, struct tb_text *why)
{
    struct writer writer = {.history = history, .plan = plan, .counts = counts, .facts = facts, .why = why};
    char *dumped = tb_json_dump(facts, JSON_COMPACT);
    if (!dumped) {
        tb_text_add(why, "out of memory for the facts of a run");
        return false;
    }
    bool good = tb_history_begin(history, why);
    if (good) {
        good = add_run(&writer, dumped);
        *known = writer.run == 0;
        good = good && (*known || (add_libraries(&writer) && add_cells(&writer) && add_counts(&writer) &&
                                   tb_history_settle(history, writer.run, why)));
        good = tb_history_end(history, good, why);
    }
    free(dumped);
    return good;
}

/* The host is no part of it: wherever the run was stored, it is stored. */
bool tb_history_has(struct tb_history *history, const struct json_t *facts, struct tb_text *why)
{
    return tb_history_number(history, why, "SELECT id FROM run WHERE name = ? AND seed = ? AND uid = ?", "sss",
                             tb_history_fact(facts, "run"), tb_history_fact(facts, "seed"),
                             tb_history_fact(facts, "id")) > 0;
}

/* ---- After a run ---- */

static bool keep(const struct tb_run *run, const char *path, struct tb_text *why)
{
    struct tb_history history;
    struct tb_text text;
    bool known;
    tb_text_init(&text, FACTS_LIMIT);
    json_t *facts = tb_run_json(&text, run) && !text.truncated ? json_loads(text.data, 0, NULL) : NULL;
    if (!facts)
        tb_text_add(why, "out of memory for the facts of the run");
    bool good = facts && tb_history_open(&history, path, TB_HISTORY_WRITE, why);
    good = good && tb_history_add(&history, &run->plan, &run->counts, facts, &known, why);
    if (facts)
        tb_history_close(&history);
    json_decref(facts);
    tb_text_free(&text);
    return good;
}

void tb_history_keep(const struct tb_run *run)
{
    char path[PATH_MAX];
    struct tb_text why;
    if (!tb_history_path(path, run->options.history, run->options.results))
        return;
    tb_text_init(&why, 2000);
    if (!keep(run, path, &why))
        fprintf(stderr,
                "tlsbench: this run is not in the history: %s.  To add it later: tlsbench history import "
                "%s\n",
                why.data, run->dir.path);
    tb_text_free(&why);
}
