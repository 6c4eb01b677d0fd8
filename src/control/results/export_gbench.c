/* export_gbench.c - Google Benchmark's JSON, as read by its own compare.py, github-action-benchmark (googlecpp) and
 * bencher (cpp_google).
 *
 * These tools only know times, for which less is better.  So every case is exported as the time of one operation: its
 * metric `time` if it has one; otherwise the inverse of a rate, or with arrivals, whose rate is given, the median
 * latency, which the row's label then states.  A throughput is converted into the time of one operation of the case's
 * size.  Memory of connections and rows without a good sample are left out, since they have no time.
 */
#include "control/base/escape.h"
#include "control/base/json_text.h"
#include "control/base/run_facts.h"
#include "control/plan/grid.h"
#include "control/plan/inject.h"
#include "control/plan/losses.h"
#include "control/results/doubts.h"
#include "control/results/export.h"
#include "control/store/counts.h"
#include "control/verdict/limit.h"
#include "core/catalog.h"
#include "core/counters.h"
#include "core/stats.h"
#include "core/text.h"
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_LIMIT = 2000 };

/* Nanoseconds = value * factor, or factor / value. */
struct conversion {
    const struct tb_metric_info *metric; /* NULL: not possible */
    double factor;
    bool inverse;
};

static struct conversion wall_time(const struct tb_planned *planned)
{
    const struct tb_metric_info *time = tb_metric_by_id(planned->c.driver, TB_METRIC(time)),
                                *primary = planned->primary;
    size_t size = tb_case_size(&planned->c);
    if (time && tb_metric_applies(time, &planned->c))
        return (struct conversion){time, 1, false};
    if (primary->kind == TB_METRIC_LATENCY)
        return (struct conversion){primary, 1e3, false};
    if (strcmp(primary->unit, "1/s") == 0)
        return (struct conversion){primary, 1e9, true};
    if (strcmp(primary->unit, "GB/s") == 0 && size > 0)
        return (struct conversion){primary, (double)size, true}; /* 1 GB/s is one byte per nanosecond */
    return (struct conversion){0};
}

static struct conversion cpu_time(const struct tb_planned *planned, enum tb_metric id)
{
    const struct tb_metric_info *metric = tb_metric_by_id(planned->c.driver, id);
    if (!metric || !tb_metric_applies(metric, &planned->c))
        return (struct conversion){0};
    bool of_a_byte = strcmp(metric->unit, "ns/B") == 0;
    return (struct conversion){metric, of_a_byte ? (double)tb_case_size(&planned->c) : 1, false};
}

static double convert(const struct conversion *by, const struct tb_planned *planned, const struct tb_cell *cell,
                      const struct tb_plan *plan, size_t round)
{
    if (!by->metric)
        return NAN;
    double value = cell->values[(size_t)(by->metric - planned->c.driver->metrics) * plan->rounds + round];
    return by->inverse ? by->factor / value : by->factor * value;
}

struct times {
    double real, cpu; /* in ns, of one operation */
};

/* Returns false if the round has no good sample. */
static bool times_of(struct times *times, const struct tb_planned *planned, const struct tb_cell *cell,
                     const struct tb_plan *plan, size_t round)
{
    const struct conversion real = wall_time(planned), cpu = cpu_time(planned, TB_METRIC(cpu_time)),
                            client = cpu_time(planned, TB_METRIC(client_cpu)),
                            server = cpu_time(planned, TB_METRIC(server_cpu));
    times->real = convert(&real, planned, cell, plan, round);
    times->cpu = cpu.metric
                     ? convert(&cpu, planned, cell, plan, round)
                     : convert(&client, planned, cell, plan, round) + convert(&server, planned, cell, plan, round);
    return isfinite(times->real) && isfinite(times->cpu);
}

/* Appends how the time was derived, unless it was measured, and which rounds were lost.  The inverse of a rate is the
 * time of the busier side. */
static void say_origin(struct tb_text *label, const struct tb_plan *plan, const struct tb_planned *planned,
                       const struct tb_cell *cell)
{
    struct conversion by = wall_time(planned);
    const char *limit = tb_limit_name(tb_cell_limit(cell, planned, plan));
    if (by.inverse && by.factor == 1e9)
        tb_text_printf(label, "1 / %s", by.metric->name);
    else if (by.metric && by.metric->kind == TB_METRIC_LATENCY)
        tb_text_add(label, by.metric->name);
    else if (by.inverse)
        tb_text_printf(label, "%s bytes / %s", planned->c.value[TB_PARAM_SIZE], by.metric->name);
    if (by.inverse && *limit)
        tb_text_printf(label, ", limited by: %s", limit);
    struct tb_text losses;
    tb_text_init(&losses, LABEL_LIMIT / 2);
    tb_cell_losses(cell, &losses);
    if (losses.len)
        tb_text_printf(label, "%s%s", label->len ? "; " : "", losses.data);
    tb_text_free(&losses);
}

static bool add_row(json_t *rows, const struct tb_plan *plan, const struct tb_planned *planned,
                    const struct tb_cell *cell, struct times times, size_t repetitions, size_t repetition)
{
    struct tb_text name, label;
    tb_text_init(&name, 1000);
    tb_text_init(&label, LABEL_LIMIT);
    tb_export_name(&name, planned, cell);
    say_origin(&label, plan, planned, cell);
    json_t *row = json_pack("{so, so, ss, si, si, si, sf, sf, ss}", "name", tb_escape_json(name.data), "run_name",
                            tb_escape_json(name.data), "run_type", "iteration", "repetitions", (int)repetitions,
                            "repetition_index", (int)repetition, "threads", (int)tb_case_threads(&planned->c),
                            "real_time", times.real, "cpu_time", times.cpu, "time_unit", "ns");
    /* Operations per chunk.  For windows they vary from round to round, so there is no single number. */
    bool counted = !planned->pair && planned->operations > 0;
    json_int_t iterations = (json_int_t)planned->operations;
    bool good = row && (!counted || json_object_set_new(row, "iterations", json_integer(iterations)) == 0);
    good = good && (label.len == 0 || json_object_set_new(row, "label", tb_escape_json(label.data)) == 0);
    good = good && json_array_append(rows, row) == 0;
    json_decref(row);
    tb_text_free(&name);
    tb_text_free(&label);
    return good;
}

/* Google Benchmark's user counters are keys of the row. */
static bool add_counters(json_t *row, const struct tb_count *count)
{
    const char *ignored;
    bool good = true;
    if (!count || tb_count_status(count, &ignored) != TB_SAMPLE_OK)
        return true;
    for (size_t i = 0; good && i < TB_NUM_SIDES * tb_num_counters; i++) {
        size_t counter = i / TB_NUM_SIDES, side = i % TB_NUM_SIDES;
        double value;
        if (tb_count_value(count, 0, counter, side, &value))
            good = json_object_set_new(row, tb_counter_metric(counter, side)->name, json_real(value)) == 0;
    }
    return good;
}

/* One row with the medians over all rounds. */
static bool add_medians(json_t *rows, const struct tb_export_source *source, const struct tb_planned *planned,
                        const struct tb_cell *cell)
{
    const struct tb_plan *plan = source->plan;
    double *values = malloc(2 * plan->rounds * sizeof *values);
    size_t num = 0;
    struct times times;
    for (size_t round = 0; values && round < plan->rounds; round++)
        if (times_of(&times, planned, cell, plan, round)) {
            values[num] = times.real;
            values[plan->rounds + num++] = times.cpu;
        }
    bool good = values != NULL;
    if (good && num > 0)
        good = tb_median(values, num, &times.real) && tb_median(values + plan->rounds, num, &times.cpu) &&
               add_row(rows, plan, planned, cell, times, 1, 0) &&
               (!source->counts ||
                add_counters(json_array_get(rows, json_array_size(rows) - 1), tb_counts_of(source->counts, cell)));
    free(values);
    return good;
}

static bool add_rounds(json_t *rows, const struct tb_export_source *source, const struct tb_planned *planned,
                       const struct tb_cell *cell)
{
    const struct tb_plan *plan = source->plan;
    struct times times;
    size_t num = 0, at = 0;
    for (size_t round = 0; round < plan->rounds; round++)
        num += times_of(&times, planned, cell, plan, round);
    for (size_t round = 0; round < plan->rounds; round++)
        if (times_of(&times, planned, cell, plan, round) && !add_row(rows, plan, planned, cell, times, num, at++))
            return false;
    return true;
}

/* A library whose name is the key of another fact has none. */
static void add_versions(json_t *object, const struct tb_export_source *source)
{
    size_t i;
    json_t *library;
    json_array_foreach(json_object_get(source->facts, "libraries"), i, library)
    {
        const char *name = json_string_value(json_object_get(library, "name"));
        char version[200];
        tb_run_version(version, sizeof version, library);
        if (name && tb_run_is_library(source->facts, library) && !json_object_get(object, name))
            json_object_set_new(object, name, tb_escape_json(version));
    }
}

/* Google Benchmark's facts about the machine, as far as known, and tlsbench's own keys, as texts; "remarks" is a list,
 * of what must be known before the figures are trusted.  NULL: out of memory. */
static json_t *context(const struct tb_export_source *source)
{
    const json_t *host = json_object_get(source->facts, "host");
    const char *governor = tb_export_fact(source, "host", "governor");
    bool scaling = *governor && strcmp(governor, "performance") != 0 && strcmp(governor, "unknown") != 0;
    json_t *object = json_pack(
        "{ss, ss, ss, si, sf, sb, s[], s[], ss, ss, ss, ss, ss, ss}", "date", tb_export_fact(source, "", "started"),
        "host_name", tb_export_fact(source, "host", "name"), "executable", "tlsbench", "num_cpus",
        (int)json_integer_value(json_object_get(host, "cores")), "mhz_per_cpu",
        json_number_value(json_object_get(host, "mhz")), "cpu_scaling_enabled", (int)scaling, "caches", "load_avg",
        "library_build_type", TB_BUILD_TYPE, "tlsbench", tb_export_fact(source, "", "tlsbench"), "run",
        tb_export_fact(source, "", "run"), "suite", tb_export_fact(source, "suite", "name"), "seed",
        tb_export_fact(source, "", "seed"), "cpu", tb_export_fact(source, "host", "cpu"));
    struct tb_export_source run = *source;
    run.comparison = NULL; /* which this format does not hold: the file is the same, compared or not */
    json_t *doubts = tb_doubts(&run);
    if (!object || !doubts || json_object_set(object, "remarks", doubts) != 0) {
        json_decref(object);
        object = NULL;
    }
    json_decref(doubts);
    if (object)
        add_versions(object, source);
    return object;
}

typedef bool (*add_cell)(json_t *rows, const struct tb_export_source *source, const struct tb_planned *planned,
                         const struct tb_cell *cell);

static bool add_cells(json_t *rows, const struct tb_export_source *source, add_cell add)
{
    const struct tb_plan *plan = source->plan;
    struct tb_text reason;
    bool good = true;
    tb_text_init(&reason, 0); /* the reason is not needed */
    for (size_t i = 0; good && i < plan->num; i++)
        for (size_t j = 0; good && j < plan->items[i].num_cells; j++)
            if (!tb_variant_is_injected(plan->items[i].cells[j].variant) &&
                tb_cell_status(&plan->items[i].cells[j], &reason) == TB_SAMPLE_OK)
                good = add(rows, source, &plan->items[i], &plan->items[i].cells[j]);
    tb_text_free(&reason);
    return good;
}

static bool write(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why, add_cell add)
{
    if (source->plan->counted) {
        tb_text_add(why, "Google Benchmark's JSON holds times, and this run has instruction counts; use bmf");
        return false;
    }
    json_t *rows = json_array();
    bool good = false;
    tb_export_note_injected("gbench", source->plan);
    if (rows && add_cells(rows, source, add)) {
        json_t *file = json_pack("{so, sO}", "context", context(source), "benchmarks", rows);
        good = tb_json_append(out, file);
        json_decref(file);
    }
    json_decref(rows);
    if (!good)
        tb_text_add(why, "out of memory for Google Benchmark's JSON");
    return good;
}

static bool write_medians(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why)
{
    return write(out, source, why, add_medians);
}

static bool write_rounds(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why)
{
    return write(out, source, why, add_rounds);
}

const struct tb_exporter tb_export_gbench = {
    .name = "gbench",
    .file = "medians.gbench.json",
    .doc = "Google Benchmark's JSON: a row for each case and library, medians over rounds",
    .write = write_medians};

const struct tb_exporter tb_export_gbench_rounds = {
    .name = "gbench-rounds",
    .file = "rounds.gbench.json",
    .doc = "the same with a row for every round, for the U test of Google's compare.py (9 rounds or more)",
    .write = write_rounds};
