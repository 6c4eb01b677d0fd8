/* csv_table.h - reading a table that tlsbench wrote: columns by their names, rows one by one, damage named by its
 * place.
 */
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
    const char *const *columns;        /* that are asked for */
    size_t place[TB_CSV_MOST_COLUMNS]; /* of each of them */
};

/* Reads the file and its header.  A column whose name begins with '?' may be missing, and is "" then.  The table is to
 * be closed in any case.  false: `why`. */
bool tb_csv_table_open(struct tb_csv_table *table, const char *path, const char *const *columns, size_t num,
                       struct tb_text *why);

/* Of a table whose writer was killed: a last row without its end is left out, and with it the whole rows before it that
 * belong to it, as columns from..to - 1 of those that were asked for tell: of half a sample nothing is known.  The file
 * stays as it is.  false: out of memory. */
bool tb_csv_table_cut(struct tb_csv_table *table, size_t from, size_t to);

void tb_csv_table_close(struct tb_csv_table *table);
void tb_csv_table_rewind(struct tb_csv_table *table); /* the next row is the first one after the header */

/* 1: there is a row; 0: the end; -1: the row is damaged, `why`. */
int tb_csv_table_next(struct tb_csv_table *table, struct tb_text *why);

/* A field of the row: the column by its place in what was asked for. */
const char *tb_csv_table_get(const struct tb_csv_table *table, size_t column);
bool tb_csv_table_number(const struct tb_csv_table *table, size_t column, double *number, struct tb_text *why);

/* The same of what was measured: tb_is_figure of core/stats.h. */
bool tb_csv_table_figure(const struct tb_csv_table *table, size_t column, double *figure, struct tb_text *why);

/* Says where the row stands, and what is wrong with it: "samples.csv, row 17: ...".  Returns false. */
bool tb_csv_table_blame(const struct tb_csv_table *table, struct tb_text *why, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
