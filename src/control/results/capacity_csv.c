#include "control/results/capacity_csv.h"
#include "control/base/ratio_words.h"
#include "control/plan/inject.h"
#include "control/run/capacity.h"
#include "control/run/run_json.h"
#include "control/store/row.h"
#include "control/store/run_names.h"
#include "control/verdict/comparison.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

enum { FILE_LIMIT = 16 << 20, NAME_LIMIT = 1000, REASON_LIMIT = 4000 };

static void put(struct tb_field *field, double value)
{
    if (!isnan(value))
        *field = tb_field_number(value);
}

/* The plan's case at another rate; `name` holds its name. */
static void at_rate(struct tb_planned *planned, struct tb_text *name, const struct tb_capacities *capacities,
                    uint64_t rate)
{
    *planned = *capacities->planned;
    snprintf(planned->c.value[TB_PARAM_ARRIVALS], TB_VALUE_CAP, "%" PRIu64, rate);
    tb_case_name(&planned->c, name);
    planned->name = name->data;
}

static void write_sample(struct tb_text *csv, const struct tb_run_names *run, const struct tb_capacities *capacities,
                         const struct tb_library_capacity *item, const struct tb_tried *tried)
{
    static const char *const answers[] = {
        [TB_PROMISE_KEPT] = "yes", [TB_PROMISE_BROKEN] = "no", [TB_PROMISE_UNKNOWN] = "unknown"};
    struct tb_capacity_fields row;
    struct tb_row_names names;
    struct tb_planned planned;
    struct tb_text name;
    tb_text_init(&name, NAME_LIMIT);
    at_rate(&planned, &name, capacities, tried->rate);
    tb_row_begin(&row, TB_CSV_SCHEMA);
    tb_row_case(&row, &names, &planned, item->cell->variant);
    tb_row_run(&row, run);
    tb_row_text(&row, kind, "sample");
    tb_row_text(&row, injected, tb_injected_words(names.injected, &planned, item->cell->variant));
    tb_row_text(&row, promise, capacities->promised.words);
    tb_row_count(&row, round, tried->round);
    tb_row_text(&row, kept, answers[tried->promise]);
    put(&row.column_latency, tried->latency_us);
    put(&row.column_client_busy, tried->client_busy);
    put(&row.column_server_busy, tried->server_busy);
    tb_row_text(&row, status, tb_sample_status_name(tried->status));
    tb_row_text(&row, reason, tried->reason);
    tb_row_write(&row, csv);
    tb_text_free(&name);
}

static void put_ratio(struct tb_capacity_fields *row, const struct tb_capacities *capacities,
                      const struct tb_library_capacity *item, size_t rounds)
{
    struct tb_ratio ratio;
    double confidence = tb_comparison_confidence(capacities->num > 1 ? capacities->num - 1 : 1);
    if (!tb_capacity_ratio(capacities, item, rounds, confidence, &ratio))
        return;
    struct tb_gain gain = tb_ratio_gain(&ratio);
    tb_row_number(row, ratio, gain.ratio);
    put(&row->column_ratio_low, gain.low > 0 ? gain.low : NAN);
    put(&row->column_ratio_high, isfinite(gain.high) ? gain.high : NAN);
}

static void write_library(struct tb_text *csv, const struct tb_run_names *run, const struct tb_capacities *capacities,
                          const struct tb_library_capacity *item, size_t rounds)
{
    struct tb_capacity_fields row;
    struct tb_row_names names;
    struct tb_planned planned;
    struct tb_text name, why;
    struct tb_interval interval;
    double client, server;
    bool found = tb_capacity_figure(item, rounds, &interval);
    tb_text_init(&name, NAME_LIMIT);
    tb_text_init(&why, REASON_LIMIT);
    at_rate(&planned, &name, capacities,
            found ? (uint64_t)llround(interval.median) : tb_case_arrivals(&capacities->planned->c));
    tb_row_begin(&row, TB_CSV_SCHEMA);
    tb_row_case(&row, &names, &planned, item->cell->variant);
    tb_row_run(&row, run);
    tb_row_text(&row, kind, "capacity");
    tb_row_text(&row, injected, tb_injected_words(names.injected, &planned, item->cell->variant));
    tb_row_text(&row, promise, capacities->promised.words);
    if (found) {
        tb_row_number(&row, value, interval.median);
        put(&row.column_low, interval.low > 0 ? interval.low : NAN);
        put(&row.column_high, isfinite(interval.high) ? interval.high : NAN);
        tb_row_number(&row, coverage, interval.coverage);
        tb_row_count(&row, searches, item->ended);
        put_ratio(&row, capacities, item, rounds);
    }
    if (tb_capacity_busy(item, rounds, &client, &server)) {
        tb_row_number(&row, client_busy, client);
        tb_row_number(&row, server_busy, server);
    }
    tb_capacity_reason(item, rounds, &why);
    tb_row_text(&row, status, tb_sample_status_name(tb_capacity_status(item, rounds)));
    tb_row_text(&row, reason, why.data);
    tb_row_write(&row, csv);
    tb_text_free(&why);
    tb_text_free(&name);
}

bool tb_capacity_csv(const struct tb_run *run, const struct tb_capacities *capacities, struct tb_text *why)
{
    struct tb_text csv;
    struct tb_run_names names;
    tb_run_names_now(&names, run);
    tb_text_init(&csv, FILE_LIMIT);
    tb_row_header(tb_capacity_columns, tb_num_capacity_columns, &csv);
    for (size_t i = 0; i < capacities->num; i++)
        write_library(&csv, &names, capacities, &capacities->items[i], run->rounds);
    for (size_t i = 0; i < capacities->num; i++)
        for (size_t j = 0; j < capacities->items[i].num_tried; j++)
            write_sample(&csv, &names, capacities, &capacities->items[i], &capacities->items[i].tried[j]);
    bool good = tb_run_dir_write(&run->dir, "capacity.csv", &csv, why);
    tb_text_free(&csv);
    return good;
}
