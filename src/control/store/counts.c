#include "control/store/counts.h"
#include "control/plan/grid.h"
#include "control/store/load_cells.h"
#include "core/catalog.h"
#include "core/counters.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The columns after those of all tables. */
#define OF_COUNTERS(X)                                                                                                 \
    X(SIDE, "", side)                                                                                                  \
    X(FIRST, "", value)                                                                                                \
    X(SECOND, "", again)                                                                                               \
    X(COUNTED_OPERATIONS, "", operations)
enum { BEFORE_COUNTERS = NUM_SUMMARY - 1, OF_COUNTERS(TB_CSV_PLACE) NUM_COUNTS };
enum { TB_COUNTER_COLUMNS(TB_CSV_HAS, TB_CSV_HAS_WHO) NUM_COLUMNS };
static const char *const columns[NUM_COUNTS] = {TB_LOADED_OF_ALL(TB_CSV_NAME) OF_COUNTERS(TB_CSV_NAME)};

void tb_counts_free(struct tb_counts *counts)
{
    for (size_t i = 0; i < counts->num; i++)
        for (size_t pass = 0; pass < TB_COUNTER_PASSES; pass++)
            tb_sample_free(&counts->items[i].passes[pass]);
    free(counts->items);
}

bool tb_count_is_due(const struct tb_planned *planned, const struct tb_cell *cell, bool in_check)
{
    struct tb_text reason;
    tb_text_init(&reason, 0); /* the reason is not needed */
    enum tb_sample_status status = (in_check ? tb_cell_status_in_check : tb_cell_status)(cell, &reason);
    tb_text_free(&reason);
    return status == TB_SAMPLE_OK && tb_case_has_counters(&planned->c);
}

enum tb_sample_status tb_count_status(const struct tb_count *count, const char **reason)
{
    size_t pass = 0;
    while (pass + 1 < TB_COUNTER_PASSES && count->passes[pass].status == TB_SAMPLE_OK)
        pass++;
    *reason = count->passes[pass].reason.data;
    return count->passes[pass].status;
}

static bool is_traced(const struct tb_count *count)
{
    const struct tb_record *record = &count->passes[0].record;
    return tb_record_series(record, "client_futex_calls") || tb_record_series(record, "futex_calls");
}

const char *tb_count_absence(const struct tb_count *count, size_t counter)
{
    const char *lacks = tb_counter_lacks(counter, &count->planned->c);
    if (lacks)
        return lacks;
    if (strcmp(tb_counters[counter].name, "read_locks") == 0)
        return "the run is of an earlier tlsbench, which did not count it; run it again";
    if (!is_traced(count))
        return "ptrace is denied by a seccomp filter or by kernel.yama.ptrace_scope; allow it (docker --cap-add "
               "SYS_PTRACE)";
    return "the bytes sent are not TLS records, or cannot be read";
}

bool tb_count_value(const struct tb_count *count, size_t pass, size_t counter, enum tb_counter_side side, double *value)
{
    const char *name = tb_counter_metric(counter, side)->name;
    const struct tb_series *series = tb_record_series(&count->passes[pass].record, name);
    if (!series || series->num == 0)
        return false;
    *value = series->values[0];
    return true;
}

const struct tb_count *tb_counts_of(const struct tb_counts *counts, const struct tb_cell *cell)
{
    for (size_t i = 0; i < counts->num && cell; i++)
        if (counts->items[i].cell == cell)
            return &counts->items[i];
    return NULL;
}

/* ---- counters.csv ---- */

/* The rows of a cell are mostly consecutive.  NULL: out of memory. */
static struct tb_count *count_of(struct tb_counts *counts, const struct tb_planned *planned, const struct tb_cell *cell)
{
    for (size_t i = counts->num; i-- > 0;)
        if (counts->items[i].cell == cell)
            return &counts->items[i];
    struct tb_count *grown = realloc(counts->items, (counts->num + 1) * sizeof *grown);
    if (!grown)
        return NULL;
    counts->items = grown;
    struct tb_count *count = &grown[counts->num++];
    *count = (struct tb_count){.planned = planned, .cell = cell};
    for (size_t pass = 0; pass < TB_COUNTER_PASSES; pass++) {
        tb_sample_init(&count->passes[pass]);
        count->passes[pass].status = TB_SAMPLE_UNSUPPORTED;
    }
    return count;
}

/* A single missing counter does not make the pass bad if another was counted. */
static bool take_status(struct tb_count *count, const struct tb_csv_table *table, struct tb_text *why)
{
    enum tb_sample_status status;
    if (!tb_sample_status_by_name(tb_csv_table_get(table, STATUS), &status))
        return tb_csv_table_blame(table, why, "there is no status '%s'", tb_csv_table_get(table, STATUS));
    for (size_t pass = 0; pass < TB_COUNTER_PASSES && count->passes[pass].status != TB_SAMPLE_OK; pass++) {
        struct tb_sample *sample = &count->passes[pass];
        sample->status = status;
        tb_text_clear(&sample->reason);
        tb_text_add(&sample->reason, status == TB_SAMPLE_OK ? "" : tb_csv_table_get(table, REASON));
    }
    return true;
}

static bool take_values(struct tb_count *count, const struct tb_csv_table *table, struct tb_text *why)
{
    const char *side_name = tb_csv_table_get(table, SIDE), *name = tb_csv_table_get(table, METRIC);
    size_t side = 0, counter = 0;
    double value;
    while (side < TB_NUM_SIDES && strcmp(tb_counter_side_name(side), side_name) != 0)
        side++;
    if (side == TB_NUM_SIDES || !tb_counter_has_side(&count->planned->c, side))
        return tb_csv_table_blame(table, why, "there is no side '%s' of such a case", side_name);
    while (counter < tb_num_counters && strcmp(tb_counters[counter].name, name) != 0)
        counter++;
    if (counter == tb_num_counters)
        return tb_csv_table_blame(table, why, "there is no counter '%s'", name);
    for (size_t pass = 0; pass < TB_COUNTER_PASSES && *tb_csv_table_get(table, FIRST); pass++) {
        if (!tb_csv_table_figure(table, FIRST + pass, &value, why))
            return false;
        if (!tb_record_add(&count->passes[pass].record, tb_counter_metric(counter, side)->name, value)) {
            tb_text_add(why, "out of memory");
            return false;
        }
    }
    return true;
}

static bool take_row(struct tb_counts *counts, struct tb_plan *plan, const struct tb_csv_table *table,
                     struct tb_text *why)
{
    struct tb_planned *planned;
    const struct tb_cell *cell = tb_load_find_cell(plan, table, &planned);
    double operations = 0;
    if (!cell)
        return true; /* left out by the filter */
    struct tb_count *count = count_of(counts, planned, cell);
    if (!count) {
        tb_text_add(why, "out of memory");
        return false;
    }
    if (!take_status(count, table, why) || !take_values(count, table, why) ||
        !tb_csv_table_number(table, COUNTED_OPERATIONS, &operations, why))
        return false;
    if (!(operations >= 0 && operations < 0x1p53))
        return tb_csv_table_blame(table, why, "%g operations", operations);
    count->operations = (uint64_t)operations;
    return true;
}

bool tb_counts_load(struct tb_counts *counts, const char *folder, struct tb_plan *plan, struct tb_text *why)
{
    char path[PATH_MAX];
    struct tb_csv_table table = {0};
    int more;
    if (snprintf(path, sizeof path, "%s/counters.csv", folder) >= (int)sizeof path) {
        tb_text_printf(why, "%s: %s", folder, strerror(ENAMETOOLONG));
        return false;
    }
    if (access(path, F_OK) != 0)
        return true;
    bool good = tb_csv_table_open(&table, path, columns, NUM_COUNTS, why);
    while (good && (more = tb_csv_table_next(&table, why)) != 0)
        good = more > 0 && take_row(counts, plan, &table, why);
    tb_csv_table_close(&table);
    return good;
}
