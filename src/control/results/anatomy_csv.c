/* anatomy_csv.c - anatomy.csv: one row per case, library, stretch of the handshake and phase. */
#include "control/anatomy/anatomy.h"
#include "control/plan/plan.h"
#include "control/run/run.h"
#include "control/run/run_json.h"
#include "control/store/row.h"
#include "control/store/run_names.h"
#include <stdio.h>

enum { FILE_LIMIT = 16 << 20, REASON_LIMIT = 1500 };

static const char *side_of(size_t stretch)
{
    return stretch == TB_STRETCHES ? "both" : tb_stretch_side(stretch);
}

static void name_flight(char name[24], size_t stretch)
{
    if (stretch == TB_STRETCHES)
        snprintf(name, 24, "all");
    else if (stretch < TB_FIRST_FLIGHT)
        snprintf(name, 24, "outside");
    else
        snprintf(name, 24, "%zu", stretch - TB_FIRST_FLIGHT + 1);
}

static void put_wire(struct tb_anatomy_fields *row, const struct tb_anatomy *anatomy, struct tb_anatomy_place place)
{
    if (place.phase != TB_NUM_PHASES || place.stretch < TB_FIRST_FLIGHT || place.stretch == TB_STRETCHES ||
        anatomy->wire_status != TB_SAMPLE_OK)
        return;
    const struct tb_anatomy_wire *wire = &anatomy->wire[place.stretch - TB_FIRST_FLIGHT];
    tb_row_count(row, bytes, wire->bytes);
    tb_row_count(row, records, wire->records);
    tb_row_text(row, messages, wire->messages);
}

static void put_line(struct tb_anatomy_fields *row, const struct tb_anatomy_line *line)
{
    struct tb_field *const amounts[TB_NUM_METHODS] = {
        [TB_METHOD_CLOCK] = &row->column_clock,
        [TB_METHOD_PRIMITIVES] = &row->column_primitives,
        [TB_METHOD_CALLGRIND] = &row->column_instructions,
    };
    struct tb_field *const shares[TB_NUM_METHODS] = {
        [TB_METHOD_CLOCK] = &row->column_clock_share,
        [TB_METHOD_PRIMITIVES] = &row->column_primitives_share,
        [TB_METHOD_CALLGRIND] = &row->column_instructions_share,
    };
    for (enum tb_anatomy_method method = 0; method < TB_NUM_METHODS; method++)
        if (line->has[method]) {
            *amounts[method] = tb_field_number(line->amount[method]);
            *shares[method] = tb_field_number(line->share[method]);
        }
    if (line->compared)
        tb_row_number(row, disagreement, line->apart);
}

/* Each method's status, and the sum of its parts. */
static void put_methods(struct tb_anatomy_fields *row, const struct tb_anatomy *anatomy)
{
    struct tb_field *const statuses[TB_NUM_METHODS] = {
        [TB_METHOD_CLOCK] = &row->column_clock_status,
        [TB_METHOD_PRIMITIVES] = &row->column_primitives_status,
        [TB_METHOD_CALLGRIND] = &row->column_instructions_status,
    };
    struct tb_field *const sums[TB_NUM_METHODS] = {
        [TB_METHOD_CLOCK] = &row->column_clock_sum,
        [TB_METHOD_PRIMITIVES] = &row->column_primitives_sum,
        [TB_METHOD_CALLGRIND] = &row->column_instructions_sum,
    };
    for (enum tb_anatomy_method method = 0; method < TB_NUM_METHODS; method++) {
        const struct tb_finding *finding = &anatomy->finding[method];
        *statuses[method] = tb_field_text(tb_finding_word(finding));
        if (finding->status == TB_SAMPLE_OK)
            *sums[method] = tb_field_number(finding->sum);
    }
}

/* Why a status is not ok, for each method. */
static void put_reasons(struct tb_anatomy_fields *row, const struct tb_anatomy *anatomy, struct tb_text *reason)
{
    for (enum tb_anatomy_method method = 0; method < TB_NUM_METHODS; method++) {
        const struct tb_finding *finding = &anatomy->finding[method];
        if (finding->status != TB_SAMPLE_OK || finding->astray)
            tb_text_printf(reason, "%s%s: %s", reason->len ? "; " : "", tb_anatomy_method_name(method),
                           finding->reason);
    }
    const struct tb_finding *counted = &anatomy->finding[TB_METHOD_CALLGRIND];
    if (counted->status == TB_SAMPLE_OK && *counted->other[0].function) {
        tb_text_printf(reason, "%sother: ", reason->len ? "; " : "");
        tb_anatomy_other(reason, counted);
    }
    if (anatomy->wire_status != TB_SAMPLE_OK)
        tb_text_printf(reason, "%sbytes on the wire: %s", reason->len ? "; " : "", anatomy->wire_reason);
    tb_row_text(row, reason, reason->data);
}

static void write_row(struct tb_text *csv, const struct tb_run_names *run, const struct tb_anatomy *anatomy,
                      struct tb_anatomy_place place)
{
    struct tb_anatomy_fields row;
    struct tb_row_names names;
    struct tb_anatomy_line line;
    struct tb_text reason;
    char flight[24];
    bool whole = place.stretch == TB_STRETCHES && place.phase == TB_NUM_PHASES;
    if (!tb_anatomy_line(&line, anatomy, place) && !whole) /* a library without any result has only one row, with the
                                                            * reason */
        return;
    tb_text_init(&reason, REASON_LIMIT);
    name_flight(flight, place.stretch);
    tb_row_begin(&row, TB_CSV_SCHEMA);
    tb_row_case(&row, &names, anatomy->planned, anatomy->cell->variant);
    tb_row_run(&row, run);
    tb_row_text(&row, flight, flight);
    tb_row_text(&row, side, side_of(place.stretch));
    tb_row_text(&row, phase, place.phase == TB_NUM_PHASES ? "all" : tb_phase_name((enum tb_phase)place.phase));
    put_wire(&row, anatomy, place);
    put_line(&row, &line);
    put_methods(&row, anatomy);
    put_reasons(&row, anatomy, &reason);
    tb_row_write(&row, csv);
    tb_text_free(&reason);
}

bool tb_anatomy_csv(const struct tb_run *run, const struct tb_anatomies *anatomies, struct tb_text *why)
{
    struct tb_text csv;
    struct tb_run_names names;
    tb_run_names_now(&names, run);
    tb_text_init(&csv, FILE_LIMIT);
    tb_row_header(tb_anatomy_columns, tb_num_anatomy_columns, &csv);
    for (size_t i = 0; i < anatomies->num; i++)
        for (size_t stretch = 0; stretch <= TB_STRETCHES; stretch++)
            for (size_t phase = 0; phase <= TB_NUM_PHASES; phase++)
                write_row(&csv, &names, &anatomies->items[i], (struct tb_anatomy_place){stretch, phase});
    bool good = tb_run_dir_write(&run->dir, "anatomy.csv", &csv, why);
    tb_text_free(&csv);
    return good;
}
