/* csv_table.h - reads a table that tlsbench wrote: columns by name, rows one by one, with errors that name the
 * place. */
#pragma once
#include "core/text.h"
#include <stdbool.h>
#include <stddef.h>

enum { TB_CSV_MOST_COLUMNS = 100 };

struct tb_csv_table {
    const char *path; /* borrowed */
    char *data;       /* the whole file */
    size_t len, at, row;
    struct tb_text text;
    const char *fields[TB_CSV_MOST_COLUMNS];
    size_t num_fields;
    const char *const *columns;        /* requested columns */
    size_t place[TB_CSV_MOST_COLUMNS]; /* index of each of them in the file */
};

/* Reads the file and its header.  A column whose name begins with '?' may be missing; its fields are then "". */
bool tb_csv_table_open(struct tb_csv_table *table, const char *path, const char *const *columns, size_t num,
                       struct tb_text *why);

/* The same of a table whose writer may have been killed: tb_file_read_torn. */
bool tb_csv_table_open_torn(struct tb_csv_table *table, const char *path, const char *const *columns, size_t num,
                            struct tb_text *why);

/* For a table whose writer was killed: drops an incomplete last row, and the whole rows before it that belong to the
 * same sample, that is, agree in the requested columns from..to - 1.  The file is not changed.  Fails only if memory
 * runs out. */
bool tb_csv_table_cut(struct tb_csv_table *table, size_t from, size_t to);

void tb_csv_table_close(struct tb_csv_table *table);
void tb_csv_table_rewind(struct tb_csv_table *table); /* the next row is then the first one after the header */

/* 1: a row was read; 0: end; -1: the row is damaged, see `why`. */
int tb_csv_table_next(struct tb_csv_table *table, struct tb_text *why);

/* A field of the current row; `column` is an index into the requested columns. */
const char *tb_csv_table_get(const struct tb_csv_table *table, size_t column);
bool tb_csv_table_number(const struct tb_csv_table *table, size_t column, double *number, struct tb_text *why);

/* The same for a measured value: see tb_is_figure in core/stats.h. */
bool tb_csv_table_figure(const struct tb_csv_table *table, size_t column, double *figure, struct tb_text *why);

/* Appends the place of the row and what is wrong with it: "samples.csv, row 17: ...".  Always returns false. */
bool tb_csv_table_blame(const struct tb_csv_table *table, struct tb_text *why, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
