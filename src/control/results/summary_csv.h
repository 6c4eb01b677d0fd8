/* summary_csv.h - summary.csv: one row per case, library and metric. */
#pragma once
#include <stdbool.h>

struct tb_plan;
struct tb_run_names;
struct tb_text;

/* The rows of a cell without status ok have no values; they exist for the metrics of the case's other variants, and for
 * the headline ones.  `closed_only`: only cells that cannot be measured at all. */
void tb_summary_csv(struct tb_text *csv, const struct tb_plan *plan, const struct tb_run_names *run, bool closed_only);
