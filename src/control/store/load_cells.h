/* load_cells.h - between the files that load a run: load_run.c (names, the plan), load_cells.c (what came out),
 * counts.c (counters). */
#pragma once
#include "control/base/csv_table.h"
#include "control/plan/plan.h"

/* Columns of all tables, then those of samples.csv. */
enum { SCHEMA, CASE, LIBRARY, VERSION, DATE, DATE_OF, CLIENT, SERVER, METRIC, STATUS, REASON, NUM_SUMMARY };
enum { ROUND = NUM_SUMMARY, PLACE, VALUE, REPLACED, OPERATIONS, NUM_SAMPLE };

/* Transfers without TLS stand beside the others under this name; they are compared with nothing. */
bool tb_load_is_plain(const struct tb_csv_table *table, const struct tb_case *c);

/* The cell of the table's row; NULL: it is left out, or plain TCP's, which is not wanted. */
struct tb_cell *tb_load_find_cell(struct tb_plan *plan, const struct tb_csv_table *table, struct tb_planned **planned);

/* Samples into cells, as they were when they were measured.  false: `why`. */
bool tb_load_cells(struct tb_plan *plan, struct tb_csv_table *samples, struct tb_text *why);

/* A case that was unsupported before any round has no sample; its reason is in the summary.  false: `why`, or no
 * memory.
 */
bool tb_load_closed(struct tb_plan *plan, struct tb_csv_table *summary, struct tb_text *why);
