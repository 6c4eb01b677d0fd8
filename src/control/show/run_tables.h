/* run_tables.h - the tables at the end of a run, on stdout: one for each driver and transport, libraries as columns. */
#pragma once
#include "control/base/term.h"
#include "control/plan/plan.h"

/* Rows that are void, unsupported or failed are marked [n], from 1; the reasons are added to `notes`.  `ranks`: the
 * best library of each row is marked (marks.h).  `seen`: the marks that stand in the tables are added.  Fails only if
 * memory runs out. */
struct tb_marks_seen;
bool tb_run_tables_print(const struct tb_plan *plan, const struct tb_term *term, bool ranks, struct tb_words *notes,
                         struct tb_marks_seen *seen);
