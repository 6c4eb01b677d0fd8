/* tables.h - the tables at the end of a run, on stdout: one for each driver and transport, libraries as columns. */
#pragma once
#include "control/base/term.h"
#include "control/plan/plan.h"

/* What is void, unsupported or failed is marked [n]; the reasons are added to `notes`, n counting from 1.  false: no
 * memory. */
bool tb_tables_print(const struct tb_plan *plan, const struct tb_term *term, struct tb_words *notes);
