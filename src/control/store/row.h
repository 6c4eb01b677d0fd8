/* row.h - one row of a CSV table, filled by the names of core/columns.h, so that rows and header cannot disagree. */
#pragma once
#include "control/plan/inject.h"
#include "core/columns.h"
#include "core/record.h"
#include <stddef.h>
#include <stdint.h>

struct tb_text;
struct tb_planned;
struct tb_variant;
struct tb_metric_info;

enum { TB_MOST_COLUMNS = 64 };

struct tb_field {
    enum { TB_FIELD_EMPTY, TB_FIELD_TEXT, TB_FIELD_NUMBER, TB_FIELD_COUNT } kind;
    const char *text; /* borrowed until the row is written */
    double number;
    uint64_t count;
};

struct tb_row {
    const struct tb_column *columns;
    size_t num;
    struct tb_field fields[TB_MOST_COLUMNS];
};

void tb_row_begin(struct tb_row *row, const struct tb_column *columns, size_t num); /* all fields empty */

/* A column that is not in the table is a bug of this program, and ends it. */
void tb_row_text(struct tb_row *row, const char *column, const char *text);
void tb_row_number(struct tb_row *row, const char *column, double number);
void tb_row_count(struct tb_row *row, const char *column, uint64_t count);

void tb_row_planned(struct tb_row *row, const struct tb_planned *planned); /* case, driver and parameters */

/* The same with the library.  The names are buffers that must outlive the row. */
struct tb_row_names {
    char version[256], date[64], date_of[32], linkage[64], cpu[1200], injected[TB_INJECTED_CAP];
};
void tb_row_case(struct tb_row *row, struct tb_row_names *names, const struct tb_planned *planned,
                 const struct tb_variant *variant);
void tb_row_cpu(struct tb_row *row, struct tb_row_names *names, const struct tb_planned *planned,
                const struct tb_variant *variant);
void tb_row_metric(struct tb_row *row, const struct tb_metric_info *metric);
void tb_row_status(struct tb_row *row, enum tb_sample_status status, const char *reason);

void tb_row_write(const struct tb_row *row, struct tb_text *csv); /* appends */
/* Columns from `first` to before `end` alone, without the row's end. */
void tb_row_write_some(const struct tb_row *row, size_t first, size_t end, struct tb_text *csv);
void tb_row_header(const struct tb_column *columns, size_t num, struct tb_text *csv);
