#include "control/verdict/check_verdict.h"
#include "control/base/csv_table.h"
#include "control/plan/grid.h"
#include "control/store/load_run.h"
#include "control/verdict/comparison_make.h"
#include "control/verdict/count_rows.h"
#include "core/catalog.h"
#include "core/counters.h"
#include "core/text.h"
#include <jansson.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The table ---- */

/* clang-format off */
#define COLUMNS(X) \
    X(kind) X(case) X(metric) X(primary) X(base) X(other) X(base_value) X(base_low) X(base_high) X(other_value) \
    X(other_low) X(other_high) X(ratio) X(low) X(high) X(coverage) X(confidence) X(spread) X(rounds) X(rounds_worse) \
    X(rounds_better) X(paired) X(threshold) X(floor) X(verdict) X(rounds_needed) X(suspect) X(second_ratio) \
    X(second_low) X(second_high) X(second_rounds) X(p) X(reason) X(note) X(gates) X(advised) \
    X(second_rounds_worse) X(second_rounds_better) X(decides)
/* clang-format on */
#define PLACE(name) COLUMN_##name,
#define NAME(name)  #name,
enum { COLUMNS(PLACE) NUM_COLUMNS };
static const char *const columns[NUM_COLUMNS] = {COLUMNS(NAME)};

enum { MOST_ROUNDS = 1000000 };

struct reader {
    struct tb_csv_table table;
    const struct tb_loaded_run *run;
    struct tb_check_verdict *said;
    struct tb_text *why;
    bool good;
};

static const char *get(const struct reader *reader, size_t column)
{
    return tb_csv_table_get(&reader->table, column);
}

static bool is_yes(const struct reader *reader, size_t column)
{
    return strcmp(get(reader, column), "yes") == 0;
}

/* NaN for an empty field.  None of the numbers is below 0. */
static double number(struct reader *reader, size_t column)
{
    double value = NAN;
    if (!*get(reader, column))
        return value;
    if (!tb_csv_table_number(&reader->table, column, &value, reader->why))
        reader->good = false;
    else if (value < 0)
        reader->good = tb_csv_table_blame(&reader->table, reader->why, "%s is %g", columns[column], value);
    return value;
}

/* 0 for an empty field. */
static size_t count(struct reader *reader, size_t column)
{
    double value = number(reader, column);
    if (value > MOST_ROUNDS)
        reader->good = tb_csv_table_blame(&reader->table, reader->why, "%s is %g", columns[column], value);
    return value >= 0 && value <= MOST_ROUNDS ? (size_t)value : 0; /* not for NaN */
}

/* ---- A row ---- */

/* The table has how many times as good; one that costs nothing has no number there. */
static double cost(struct reader *reader, size_t column)
{
    return *get(reader, column) ? 1 / number(reader, column) : 0;
}

static struct tb_ratio nothing(const struct reader *reader)
{
    return (struct tb_ratio){.ratio = NAN, .low = NAN, .high = NAN, .paired = is_yes(reader, COLUMN_paired)};
}

static struct tb_ratio first_look(struct reader *reader)
{
    struct tb_ratio ratio = nothing(reader);
    ratio.rounds = count(reader, COLUMN_rounds);
    if (ratio.rounds == 0)
        return ratio;
    ratio.ratio = cost(reader, COLUMN_ratio);
    ratio.low = cost(reader, COLUMN_high);
    ratio.high = cost(reader, COLUMN_low);
    ratio.coverage = number(reader, COLUMN_coverage);
    ratio.confidence = number(reader, COLUMN_confidence);
    ratio.spread = number(reader, COLUMN_spread);
    ratio.worse = count(reader, COLUMN_rounds_worse);
    ratio.better = count(reader, COLUMN_rounds_better);
    return ratio;
}

static struct tb_ratio second_look(struct reader *reader)
{
    struct tb_ratio ratio = {.rounds = count(reader, COLUMN_second_rounds), .paired = true};
    if (ratio.rounds == 0)
        return (struct tb_ratio){0};
    ratio.ratio = cost(reader, COLUMN_second_ratio);
    ratio.low = cost(reader, COLUMN_second_high);
    ratio.high = cost(reader, COLUMN_second_low);
    ratio.worse = count(reader, COLUMN_second_rounds_worse);
    ratio.better = count(reader, COLUMN_second_rounds_better);
    return ratio;
}

/* Of counters, and of a stored baseline.  The table does not say of how many rounds, but about. */
static struct tb_figure told_figure(struct reader *reader, size_t value, size_t low, size_t high)
{
    size_t rounds = count(reader, COLUMN_rounds);
    if (!*get(reader, value))
        return (struct tb_figure){0};
    return (struct tb_figure){
        .interval = {.median = number(reader, value), .low = number(reader, low), .high = number(reader, high)},
        .minimum = NAN,
        .spread = NAN,
        .rounds = rounds ? rounds : 1};
}

/* Of all rounds, as the check had it at its end.  false: the run does not have it. */
static bool find_figure(struct tb_figure *figure, const struct reader *reader, const struct tb_comparison_row *row,
                        const struct tb_cell *cell)
{
    const struct tb_driver_info *driver = row->planned->c.driver;
    return cell && tb_metric_by_name(driver, row->metric->name) == row->metric &&
           tb_cell_figure(cell, &reader->run->plan, (size_t)(row->metric - driver->metrics), figure);
}

static void take_figures(struct tb_comparison_row *row, struct reader *reader)
{
    if (!find_figure(&row->base_figure, reader, row, row->base_cell))
        row->base_figure = told_figure(reader, COLUMN_base_value, COLUMN_base_low, COLUMN_base_high);
    if (!find_figure(&row->other_figure, reader, row, row->other_cell))
        row->other_figure = told_figure(reader, COLUMN_other_value, COLUMN_other_low, COLUMN_other_high);
}

static enum tb_verdict verdict(struct reader *reader)
{
    const char *name = get(reader, COLUMN_verdict);
    for (unsigned i = 0; i <= TB_VERDICT_INVALID; i++)
        if (strcmp(tb_verdict_name(i), name) == 0)
            return i;
    reader->good = tb_csv_table_blame(&reader->table, reader->why, "there is no verdict '%s'", name);
    return TB_VERDICT_INVALID;
}

static char *copy(struct reader *reader, size_t column)
{
    const char *text = get(reader, column);
    char *copied = *text ? strdup(text) : NULL;
    if (*text && !copied) {
        tb_text_add(reader->why, "out of memory for the check");
        reader->good = false;
    }
    return copied;
}

/* What only cases have, and reference work has not. */
static void take_verdict(struct tb_comparison_row *row, struct reader *reader)
{
    row->verdict = verdict(reader);
    row->threshold = number(reader, COLUMN_threshold);
    row->floor = number(reader, COLUMN_floor);
    row->advised = is_yes(reader, COLUMN_advised);
    row->advice = row->advised ? row->threshold : NAN;
    row->rounds_needed = count(reader, COLUMN_rounds_needed);
    row->suspect = is_yes(reader, COLUMN_suspect);
    row->second = second_look(reader);
    row->p = number(reader, COLUMN_p);
    row->gates = is_yes(reader, COLUMN_gates);
    row->guard = row->gates && !is_yes(reader, COLUMN_decides); /* the others count in any case */
    row->uncountable = row->verdict == TB_VERDICT_INVALID && tb_count_is_candidates(row, &reader->run->counts);
}

/* The sides of the row are set. */
static void take_row(struct tb_comparison_row *row, struct reader *reader)
{
    row->primary = is_yes(reader, COLUMN_primary);
    take_figures(row, reader);
    row->ratio = first_look(reader);
    row->reason = copy(reader, COLUMN_reason);
    row->note = copy(reader, COLUMN_note);
    row->threshold = row->floor = row->advice = row->p = NAN;
    if (!row->planned->steady)
        take_verdict(row, reader);
}

/* ---- Whose row it is ---- */

static const struct tb_planned *find_case(const struct tb_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->num; i++)
        if (strcmp(plan->items[i].name, name) == 0)
            return &plan->items[i];
    return NULL;
}

/* Of the driver, or a counter. */
static const struct tb_metric_info *find_metric(const struct tb_planned *planned, const char *name)
{
    const struct tb_metric_info *metric = tb_metric_by_name(planned->c.driver, name);
    for (size_t i = 0; !metric && i < TB_NUM_SIDES * tb_num_counters; i++)
        if (strcmp(tb_counter_metric(i / TB_NUM_SIDES, i % TB_NUM_SIDES)->name, name) == 0)
            metric = tb_counter_metric(i / TB_NUM_SIDES, i % TB_NUM_SIDES);
    return metric;
}

static const struct tb_variant *find_variant(const struct tb_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->num_local; i++)
        if (strcmp(plan->variants[i].name, name) == 0)
            return &plan->variants[i];
    return NULL;
}

/* NULL: it was left out.  Only a stored baseline is not paired; its run may have this one's name, in another folder. */
static const struct tb_variant *find_base(struct reader *reader)
{
    struct tb_variant *stored = &reader->said->stored;
    if (reader->said->comparison.paired)
        return find_variant(&reader->run->plan, get(reader, COLUMN_base));
    if (!stored->name)
        stored->name = copy(reader, COLUMN_base);
    return stored->name ? stored : NULL;
}

/* Sets the sides of the row.  false: that part of the run was not loaded. */
static bool find_sides(struct tb_comparison_row *row, struct reader *reader)
{
    const struct tb_planned *planned = find_case(&reader->run->plan, get(reader, COLUMN_case));
    const struct tb_variant *base = find_base(reader),
                            *other = find_variant(&reader->run->plan, get(reader, COLUMN_other));
    const struct tb_metric_info *metric = planned ? find_metric(planned, get(reader, COLUMN_metric)) : NULL;
    if (planned && !metric)
        reader->good =
            tb_csv_table_blame(&reader->table, reader->why, "there is no metric '%s'", get(reader, COLUMN_metric));
    if (!metric || !base || !other || (planned->metrics && !tb_planned_shows(planned, metric)))
        return false;
    *row = (struct tb_comparison_row){.planned = planned,
                                      .base_planned = planned,
                                      .metric = metric,
                                      .base = base,
                                      .other = other,
                                      .base_name = base->name,
                                      .other_name = other->name,
                                      .base_cell = tb_maker_cell(planned, base),
                                      .other_cell = tb_maker_cell(planned, other)};
    return true;
}

static void add_row(struct reader *reader)
{
    struct tb_check_verdict *said = reader->said;
    struct tb_comparison *to = &said->comparison;
    struct tb_comparison_row row;
    bool steady = strcmp(get(reader, COLUMN_kind), "steady") == 0;
    if (!steady && strcmp(get(reader, COLUMN_kind), "case") != 0)
        return; /* groups are made anew */
    if (!find_sides(&row, reader)) {
        said->whole = said->whole && steady;
        return;
    }
    struct tb_comparison_row *kept = steady ? &to->steady[to->num_steady++] : &to->rows[to->num_rows++];
    *kept = row;
    to->base = row.base;
    to->base_name = row.base_name;
    take_row(kept, reader);
}

/* ---- The file ---- */

static size_t count_rows(struct reader *reader)
{
    struct tb_text ignored; /* a damaged row is reported when it is read */
    size_t num = 0;
    tb_text_init(&ignored, 0);
    while (tb_csv_table_next(&reader->table, &ignored) > 0)
        num++;
    tb_csv_table_rewind(&reader->table);
    tb_text_free(&ignored);
    return num;
}

static bool read_rows(struct reader *reader)
{
    struct tb_comparison *to = &reader->said->comparison;
    struct tb_maker maker = {.out = to};
    int more = 0;
    to->base_plan = to->other_plan = &reader->run->plan;
    to->num_others = 1;
    if (!tb_maker_begin(&maker, count_rows(reader))) {
        tb_text_add(reader->why, "out of memory for the check");
        return false;
    }
    while (reader->good && (more = tb_csv_table_next(&reader->table, reader->why)) > 0)
        add_row(reader);
    if (!reader->good || more < 0)
        return false;
    if (tb_maker_groups(to))
        return true;
    tb_text_add(reader->why, "out of memory for the check");
    return false;
}

bool tb_check_verdict_load(struct tb_check_verdict *said, const struct tb_loaded_run *run, struct tb_text *why)
{
    struct reader reader = {.run = run, .said = said, .why = why, .good = true};
    char path[PATH_MAX];
    if (!tb_check_json_load(said, run->folder, why))
        return false;
    if (!said->found)
        return true;
    said->whole = true;
    if (snprintf(path, sizeof path, "%s/comparison.csv", run->folder) >= (int)sizeof path)
        return false; /* check.json was found at a shorter one */
    bool good = tb_csv_table_open(&reader.table, path, columns, NUM_COLUMNS, why) && read_rows(&reader);
    tb_csv_table_close(&reader.table);
    return good;
}

void tb_check_verdict_free(struct tb_check_verdict *said)
{
    tb_comparison_free(&said->comparison);
    tb_conclusion_free(&said->conclusion);
    free(said->stored.name);
    free(said->baseline);
    free(said->candidate);
    *said = (struct tb_check_verdict){0};
}

void tb_check_silence(const struct tb_check_verdict *said, const struct tb_loaded_run *run, struct tb_text *note)
{
    const char *command = json_string_value(json_array_get(json_object_get(run->facts, "command_line"), 1));
    if (said->found || !command || strcmp(command, "check") != 0)
        return;
    tb_text_printf(note,
                   "%s has no verdict (" TB_CHECK_FILE "), because %s; only its figures are here, so run the check "
                   "again for a verdict",
                   run->folder, run->complete ? "an older tlsbench made this check" : "the check did not end");
}
