/* counters_csv.c - counters.csv: one row per case, library, side and counter. */
#include "control/plan/plan.h"
#include "control/run/counters.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include "control/store/row.h"
#include "control/store/run_names.h"
#include "core/counters.h"
#include <string.h>

enum { FILE_LIMIT = 16 << 20, NOTE_LIMIT = 300 };

static void fill_note(struct tb_text *note, const struct tb_count *count, enum tb_counter_side side,
                      const char *counter, bool repeats)
{
    bool ecdsa = strncmp(count->planned->c.value[TB_PARAM_AUTH], "ecdsa", 5) == 0;
    if (strcmp(counter, TB_COUNTER_CALLS) == 0)
        tb_count_kinds(count, side, note);
    else if (!repeats && ecdsa && strcmp(counter, "bytes") == 0)
        tb_text_add(note, "ECDSA signatures differ in length by a byte or two");
}

static void write_row(struct tb_text *csv, const struct tb_run_names *run, const struct tb_count *count, size_t counter,
                      enum tb_counter_side side)
{
    const struct tb_counter_info *info = &tb_counters[counter];
    struct tb_counter_fields row;
    struct tb_row_names names;
    struct tb_text note;
    const char *reason;
    double value[TB_COUNTER_PASSES];
    enum tb_sample_status status = tb_count_status(count, &reason);
    bool counted = status == TB_SAMPLE_OK && tb_count_value(count, 0, counter, side, &value[0]) &&
                   tb_count_value(count, 1, counter, side, &value[1]);
    tb_text_init(&note, NOTE_LIMIT);
    tb_row_begin(&row, TB_CSV_SCHEMA);
    tb_row_case(&row, &names, count->planned, count->cell->variant);
    tb_row_run(&row, run);
    tb_row_text(&row, metric, info->name);
    tb_row_text(&row, unit, info->unit);
    tb_row_text(&row, side, tb_counter_side_name(side));
    tb_row_count(&row, operations, count->operations);
    if (counted) {
        bool repeats = value[0] == value[1];
        fill_note(&note, count, side, info->name, repeats);
        tb_row_number(&row, value, value[0]);
        tb_row_number(&row, again, value[1]);
        tb_row_text(&row, repeats, repeats ? "yes" : "no");
    } else if (status == TB_SAMPLE_OK) {
        status = TB_SAMPLE_UNSUPPORTED;
        reason = tb_count_absence(count, counter);
    }
    tb_row_text(&row, note, note.data);
    tb_row_status(&row, status, reason);
    tb_row_write(&row, csv);
    tb_text_free(&note);
}

bool tb_counters_csv(const struct tb_run *run, struct tb_text *why)
{
    struct tb_text csv;
    struct tb_run_names names;
    tb_run_names_now(&names, run);
    tb_text_init(&csv, FILE_LIMIT);
    tb_row_header(tb_counter_columns, tb_num_counter_columns, &csv);
    for (size_t i = 0; i < run->counts.num; i++)
        for (size_t j = 0; j < TB_NUM_SIDES * tb_num_counters; j++) { /* side by side */
            size_t counter = j % tb_num_counters, side = j / tb_num_counters;
            if (tb_counter_belongs(counter, side, &run->counts.items[i].planned->c))
                write_row(&csv, &names, &run->counts.items[i], counter, side);
        }
    bool good = tb_run_dir_write(&run->dir, "counters.csv", &csv, why);
    tb_text_free(&csv);
    return good;
}
