/* export_bmf.c - Bencher Metric Format: https://bencher.dev/docs/reference/bencher-metric-format
 *
 * {"case/library": {"measure": {"value", "lower_value", "upper_value"}}}: medians over rounds and their intervals.
 * Bencher creates a measure when it first sees it, without a unit, so its name includes the unit.  Only the time of an
 * operation has bencher's own name for nanoseconds, latency.  The format has no place for words: the remarks on a run
 * (doubts.h) are in the other formats.
 */
#include "control/base/escape.h"
#include "control/base/json_text.h"
#include "control/plan/grid.h"
#include "control/plan/inject.h"
#include "control/results/export.h"
#include "control/store/counts.h"
#include "core/catalog.h"
#include "core/counters.h"
#include "core/text.h"
#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

/* Appends the text in bencher's alphabet for names in links: "server_cpu" -> "server-cpu". */
static void add_slug(struct tb_text *slug, const char *text)
{
    for (; *text; text++) {
        char c = isalnum((unsigned char)*text) ? (char)tolower((unsigned char)*text) : '-';
        if (c != '-' || (slug->len > 0 && slug->data[slug->len - 1] != '-'))
            tb_text_add_bytes(slug, &c, 1);
    }
}

static void name_measure(struct tb_text *slug, const struct tb_metric_info *metric)
{
    if (metric->id == TB_METRIC(time) && strcmp(metric->unit, "ns") == 0) {
        tb_text_add(slug, "latency");
        return;
    }
    add_slug(slug, metric->name);
    if (strstr(metric->name, "per_second"))
        return;
    tb_text_add(slug, "-");
    for (const char *at = metric->unit; *at; at++) { /* "ns/B" -> "ns-per-b" */
        char one[2] = {*at, '\0'};
        add_slug(slug, *at == '/' ? "-per-" : one);
    }
}

static bool add_metric(json_t *measures, const struct tb_metric_info *metric, const struct tb_interval *interval)
{
    struct tb_text slug;
    tb_text_init(&slug, 64); /* bencher's limit */
    name_measure(&slug, metric);
    json_t *numbers = json_pack("{sf, sf, sf}", "value", interval->median, "lower_value", interval->low, "upper_value",
                                interval->high);
    bool good = !slug.truncated && json_object_set_new(measures, slug.data, numbers) == 0;
    tb_text_free(&slug);
    return good;
}

/* The interval spans both passes.  Counters that were not counted are left out. */
static bool add_counters(json_t *measures, const struct tb_count *count)
{
    const char *ignored;
    bool good = true;
    if (!count || tb_count_status(count, &ignored) != TB_SAMPLE_OK)
        return true;
    for (size_t i = 0; good && i < TB_NUM_SIDES * tb_num_counters; i++) {
        size_t counter = i / TB_NUM_SIDES, side = i % TB_NUM_SIDES;
        double first, second;
        if (!tb_count_value(count, 0, counter, side, &first) || !tb_count_value(count, 1, counter, side, &second))
            continue;
        const struct tb_interval passes = {
            .median = (first + second) / 2, .low = fmin(first, second), .high = fmax(first, second)};
        good = add_metric(measures, tb_counter_metric(counter, side), &passes);
    }
    return good;
}

/* The figures shown in tables; a case without any is left out. */
static bool add_cell(json_t *file, const struct tb_export_source *source, const struct tb_planned *planned,
                     const struct tb_cell *cell)
{
    const struct tb_plan *plan = source->plan;
    struct tb_text name;
    struct tb_figure figure;
    json_t *measures = json_object();
    bool good = measures != NULL;
    tb_text_init(&name, 1000);
    tb_export_name(&name, planned, cell);
    json_t *key = tb_escape_json(name.data);
    for (size_t i = 0; good && i < planned->c.driver->num_metrics; i++) {
        const struct tb_metric_info *metric = &planned->c.driver->metrics[i];
        bool shown = tb_planned_shows(planned, metric) || (!planned->metrics && metric->id == TB_METRIC(time));
        if (shown && tb_metric_applies(metric, &planned->c) && tb_cell_figure(cell, plan, i, &figure))
            good = add_metric(measures, metric, &figure.interval);
    }
    if (good && source->counts && !planned->metrics)
        good = add_counters(measures, tb_counts_of(source->counts, cell));
    if (good && json_object_size(measures) > 0)
        good = key && json_object_set(file, json_string_value(key), measures) == 0;
    json_decref(key);
    json_decref(measures);
    tb_text_free(&name);
    return good;
}

static bool write(struct tb_text *out, const struct tb_export_source *source, struct tb_text *why)
{
    const struct tb_plan *plan = source->plan;
    json_t *file = json_object();
    struct tb_text reason;
    bool good = file != NULL;
    tb_text_init(&reason, 0); /* the reason is not needed */
    for (size_t i = 0; good && i < plan->num; i++)
        for (size_t j = 0; good && j < plan->items[i].num_cells; j++)
            if (!tb_variant_is_injected(plan->items[i].cells[j].variant) &&
                tb_cell_status(&plan->items[i].cells[j], &reason) == TB_SAMPLE_OK)
                good = add_cell(file, source, &plan->items[i], &plan->items[i].cells[j]);
    tb_export_note_injected("bmf", plan);
    good = good && tb_json_append(out, file);
    if (!good)
        tb_text_add(why, "out of memory for Bencher Metric Format");
    json_decref(file);
    tb_text_free(&reason);
    return good;
}

const struct tb_exporter tb_export_bmf = {
    .name = "bmf",
    .file = "bmf.json",
    .doc = "Bencher Metric Format: each metric of the tables, and each counter, with its interval",
    .write = write};
