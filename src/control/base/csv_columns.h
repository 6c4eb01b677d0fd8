/* csv_columns.h - the columns that a reader of a table wants from csv_table.h, from one list of them:
 *
 *     #define READ(X) X(CASE, "", case) X(SEARCHES, "?", searches)
 *     enum { TB_CAPACITY_COLUMNS(TB_CSV_HAS, TB_CSV_HAS_WHO) NUM_COLUMNS };
 *     enum { READ(TB_CSV_PLACE) NUM_READ };
 *     static const char *const columns[NUM_READ] = {READ(TB_CSV_NAME)};
 *
 * X(place, optional, column).  "?": files of an older tlsbench may lack it.  The first enum has a value for each column
 * of the table (core/column_list.h), so one that the table does not have does not compile.
 */
#pragma once
#include "core/column_list.h"

#define TB_CSV_HAS(name, type, unit, doc) has_##name,
#define TB_CSV_HAS_WHO(name)              TB_WHO_COLUMNS(TB_CSV_HAS, TB_CSV_NO_PARAMS)
#define TB_CSV_NO_PARAMS(name)
#define TB_CSV_PLACE(place, optional, column) place,
#define TB_CSV_NAME(place, optional, column)  [place + 0 * has_##column] = optional #column,
