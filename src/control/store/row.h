/* row.h - a row of a CSV table: a struct with a member for each column of core/column_list.h, in the table's order.
 *
 * Rows and headers are made from the same list, and a column that the table does not have does not compile:
 *
 *     struct tb_summary_row row = {0};                      all fields are empty
 *     tb_row_number(&row, value, figure.median);
 *     tb_row_write(&row, csv);
 */
#pragma once
#include "control/plan/inject.h"
#include "core/case.h"
#include "core/column_list.h"
#include "core/columns.h"
#include "core/csv.h"
#include "core/record.h"
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct tb_text;
struct tb_planned;
struct tb_variant;
struct tb_metric_info;

struct tb_field {
    enum { TB_FIELD_EMPTY, TB_FIELD_TEXT, TB_FIELD_NUMBER, TB_FIELD_COUNT } kind;
    const char *text; /* borrowed until the row is written */
    double number;
    uint64_t count;
};

/* Members have a prefix, since the name of a column may be a keyword. */
#define TB_ROW_FIELD(name, type, unit, doc) struct tb_field column_##name;
#define TB_ROW_PARAMS(name)                 struct tb_field name[TB_NUM_PARAMS];
#define TB_ROW_WHO(name)                    struct tb_who_fields name;

struct tb_who_fields {
    TB_WHO_COLUMNS(TB_ROW_FIELD, TB_ROW_PARAMS)
};
struct tb_summary_fields {
    TB_SUMMARY_COLUMNS(TB_ROW_FIELD, TB_ROW_WHO)
};
struct tb_sample_fields {
    TB_SAMPLE_COLUMNS(TB_ROW_FIELD, TB_ROW_WHO)
};
struct tb_counter_fields {
    TB_COUNTER_COLUMNS(TB_ROW_FIELD, TB_ROW_WHO)
};
struct tb_anatomy_fields {
    TB_ANATOMY_COLUMNS(TB_ROW_FIELD, TB_ROW_WHO)
};
struct tb_capacity_fields {
    TB_CAPACITY_COLUMNS(TB_ROW_FIELD, TB_ROW_WHO)
};
struct tb_comparison_fields {
    TB_COMPARISON_COLUMNS(TB_ROW_FIELD, TB_ROW_PARAMS)
};

/* Empties all fields except the schema. */
#define tb_row_begin(row, its_schema) (memset(row, 0, sizeof *(row)), tb_row_count(row, schema, its_schema))

#define tb_row_text(row, column, value)   ((row)->column_##column = tb_field_text(value))
#define tb_row_number(row, column, value) ((row)->column_##column = tb_field_number(value))
#define tb_row_count(row, column, value)  ((row)->column_##column = tb_field_count(value))

static inline struct tb_field tb_field_text(const char *text)
{
    return (struct tb_field){.kind = TB_FIELD_TEXT, .text = text};
}

static inline struct tb_field tb_field_number(double number)
{
    return (struct tb_field){.kind = TB_FIELD_NUMBER, .number = number};
}

static inline struct tb_field tb_field_count(uint64_t count)
{
    return (struct tb_field){.kind = TB_FIELD_COUNT, .count = count};
}

/* Sets case, driver and parameters of any row that has them. */
#define tb_row_planned(row, planned)                                                                                   \
    tb_fields_planned(&(row)->column_case, &(row)->column_driver, (row)->params, planned)
void tb_fields_planned(struct tb_field *name, struct tb_field *driver, struct tb_field params[TB_NUM_PARAMS],
                       const struct tb_planned *planned);

/* The same with the library.  `names` are buffers that must outlive the row; properties that differ between two
 * libraries are joined: "static+shared". */
struct tb_row_names {
    char version[256], date[64], date_of[32], linkage[64], cpu[1200], injected[TB_INJECTED_CAP];
};
#define tb_row_case(row, names, planned, variant)                                                                      \
    (tb_fields_who(&(row)->who, names, planned, variant), tb_row_text(row, linkage, (names)->linkage))
void tb_fields_who(struct tb_who_fields *who, struct tb_row_names *names, const struct tb_planned *planned,
                   const struct tb_variant *variant);

/* The CPU features by which the library chose its code; for counts, those that valgrind presented.  Stored in
 * `names`. */
const char *tb_row_cpu(struct tb_row_names *names, const struct tb_planned *planned, const struct tb_variant *variant);

#define tb_row_metric(row, info) (tb_row_text(row, metric, (info)->name), tb_row_text(row, unit, (info)->unit))
#define tb_row_status(row, its_status, its_reason)                                                                     \
    (tb_row_text(row, status, tb_sample_status_name(its_status)), tb_row_text(row, reason, its_reason))

/* The run of any row that has these columns: run_names.h. */
#define tb_row_run(row, of)                                                                                            \
    (tb_row_text(row, run, (of)->run), tb_row_text(row, started, (of)->started), tb_row_text(row, host, (of)->host),   \
     tb_row_text(row, cpu, (of)->cpu))

/* All of the row's fields, as arguments of tb_fields_write: a row has no other members. */
#define TB_ROW_FIELDS(row) ((const struct tb_field *)(const void *)(row)), sizeof *(row) / sizeof(struct tb_field)

/* Appends fields; tb_row_write also appends the end of the row. */
void tb_fields_write(const struct tb_field *fields, size_t num, struct tb_text *csv);
#define tb_row_write(row, csv) (tb_fields_write(TB_ROW_FIELDS(row), csv), tb_csv_end(csv))
void tb_row_header(const struct tb_column *columns, size_t num, struct tb_text *csv);
