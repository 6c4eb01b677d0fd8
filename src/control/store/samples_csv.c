#include "control/store/samples_csv.h"
#include "control/plan/inject.h"
#include "control/plan/plan.h"
#include "control/sample/sample.h"
#include "control/store/row.h"
#include "control/store/run_dir.h"
#include "core/catalog.h"

enum { ROWS_LIMIT = 16 << 20, REASON_LIMIT = 1200 };

bool tb_samples_csv_begin(struct tb_run_dir *dir, struct tb_text *why)
{
    struct tb_text header;
    tb_text_init(&header, ROWS_LIMIT);
    tb_row_header(tb_sample_columns, tb_num_sample_columns, &header);
    bool good = !header.truncated;
    if (!good)
        tb_text_add(why, "out of memory for the header of samples.csv");
    good = good && tb_run_dir_append(dir, &header, why);
    tb_text_free(&header);
    return good;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* `reason` is memory for one that is made here. */
static void fill_status(struct tb_sample_fields *row, const struct tb_sample *sample, bool replaced,
                        struct tb_text *reason)
{
    tb_row_status(row, sample->status, sample->reason.data);
    if (!replaced)
        return;
    if (sample->status == TB_SAMPLE_OK)
        tb_text_add(reason, "a sample of its turn was slowed or spoilt");
    else
        tb_text_printf(reason, "%s: %s", tb_sample_status_name(sample->status), sample->reason.data);
    tb_row_text(row, status, TB_REPLACED);
    tb_row_text(row, reason, reason->data);
}

/* Fills the columns that are the same for every chunk, but for the status. */
static void fill(struct tb_sample_fields *row, struct tb_row_names *names, const struct tb_planned *planned,
                 const struct tb_variant *variant, const struct tb_sample *sample, const struct tb_place *place)
{
    const struct tb_record *record = &sample->record, *server = &sample->server;
    tb_row_begin(row, TB_SAMPLES_SCHEMA);
    tb_row_case(row, names, planned, variant);
    tb_row_text(row, injected, tb_injected_words(names->injected, planned, variant));
    tb_row_text(row, run, place->run);
    tb_row_count(row, round, place->round);
    tb_row_count(row, place, place->place);
    tb_row_count(row, operations, record->operations);
    tb_row_text(row, negotiated, record->negotiated);
    tb_row_text(row, vectors, record->vectors);
    if (record->cpu >= 0)
        tb_row_count(row, client_core, (uint64_t)record->cpu);
    if (planned->pair && server->cpu >= 0)
        tb_row_count(row, server_core, (uint64_t)server->cpu);
    tb_row_count(row, involuntary_switches, record->involuntary_switches + server->involuntary_switches);
    tb_row_count(row, run_delay, record->run_delay_ns + server->run_delay_ns);
    tb_row_count(row, throttled, sample->throttled_ns);
    tb_row_number(row, steal, sample->steal);
    if (sample->load >= 0)
        tb_row_number(row, load, sample->load);
    tb_row_count(row, max_rss, larger(record->max_rss_kib, server->max_rss_kib));
    tb_row_count(row, ready, record->ready_ns);
    if (planned->pair && !planned->c.driver->holds) { /* which has no windows */
        tb_row_count(row, warm_up, record->warm_up_ns);
        tb_row_count(row, window, record->window_ns);
        if (!tb_case_arrivals(&planned->c)) /* whose places are not turned over */
            tb_row_count(row, turn_overs, record->turn_overs);
    }
    tb_row_text(row, cores, record->cores);
    if (!planned->primary->counted) /* what is counted draws nothing */
        tb_row_count(row, sample_seed, sample->draw.seed);
}

bool tb_samples_csv_append(struct tb_run_dir *dir, const struct tb_planned *planned, const struct tb_variant *variant,
                           const struct tb_sample *sample, const struct tb_place *place, struct tb_text *why)
{
    const struct tb_driver_info *driver = planned->c.driver;
    struct tb_sample_fields row;
    struct tb_row_names names;
    struct tb_text rows, reason;
    tb_text_init(&rows, ROWS_LIMIT);
    tb_text_init(&reason, REASON_LIMIT);
    fill(&row, &names, planned, variant, sample, place);
    fill_status(&row, sample, place->replaced, &reason);
    for (size_t i = 0; i < driver->num_metrics; i++) {
        const struct tb_series *series = tb_record_series(&sample->record, driver->metrics[i].name);
        for (size_t chunk = 0; series && chunk < series->num; chunk++) {
            tb_row_metric(&row, &driver->metrics[i]);
            tb_row_count(&row, chunk, chunk + 1);
            tb_row_number(&row, value, series->values[chunk]);
            tb_row_write(&row, &rows);
        }
    }
    if (rows.len == 0)
        tb_row_write(&row, &rows);
    bool good = !rows.truncated && !reason.truncated;
    if (!good)
        tb_text_printf(why, "out of memory for the rows of a sample");
    good = good && tb_run_dir_append(dir, &rows, why);
    tb_text_free(&rows);
    tb_text_free(&reason);
    return good;
}
