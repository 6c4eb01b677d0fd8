/* summary_csv.h - summary.csv: one row a case, library and metric. */
#pragma once
#include <stdbool.h>

struct tb_plan;
struct tb_text;

/* Of a cell without status ok the rows have no values; its metrics are those that other variants of the case have, and
 * the headline ones.  `closed_only`: of what was found out before the first round not to be measurable. */
void tb_summary_csv(struct tb_text *csv, const struct tb_plan *plan, bool closed_only);
