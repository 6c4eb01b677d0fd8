/* columns.h - the columns of each CSV file, as tables for headers and results/README.md; they are listed in
 * column_list.h.
 */
#pragma once
#include <stddef.h>

struct tb_column {
    const char *name;
    const char *type; /* "text", "number", "integer" */
    const char *unit; /* "" where there is none */
    const char *doc;  /* what it means, one line */
};

#define TB_CSV_SCHEMA                                                                                                  \
    1 /* changes when a column changes its meaning or goes; new columns at the end do not change it                    \
       */

extern const struct tb_column tb_summary_columns[];
extern const size_t tb_num_summary_columns;
/* The schema of samples.csv.  Schema 1 had the column cpu_features, which run.json has once for each library, and the
 * column `replaced`, which is a status now. */
#define TB_SAMPLES_SCHEMA 2
extern const struct tb_column tb_sample_columns[];
extern const size_t tb_num_sample_columns;
extern const struct tb_column tb_counter_columns[];
extern const size_t tb_num_counter_columns;
extern const struct tb_column tb_anatomy_columns[];
extern const size_t tb_num_anatomy_columns;
extern const struct tb_column tb_capacity_columns[];
extern const size_t tb_num_capacity_columns;
extern const struct tb_column tb_history_columns[];
extern const size_t tb_num_history_columns;
/* The schema of comparison.csv.  In schema 1, ratios were ratios of costs. */
#define TB_COMPARISON_SCHEMA 2
extern const struct tb_column tb_comparison_columns[];
extern const size_t tb_num_comparison_columns;
