/* fault_notes.h - the known faults of libraries that affect the rows of a table.
 *
 * A worker reports a library's faults as lines, "ALGORITHM: what happens (which vectors); where it was seen": see
 * backends/known_faults.h.  `tlsbench info` shows the whole lines, a note only the part before the parenthesis.
 */
#pragma once
#include "control/plan/plan.h"
#include "control/sample/libraries.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A row of a table: a case, measured on a variant. */
struct tb_noted {
    const struct tb_case *c;
    const struct tb_variant *variant;
};

/* A line for each library and fault of an algorithm that a row uses. */
void tb_fault_notes_print(FILE *out, const struct tb_noted *rows, size_t num);
void tb_fault_notes_print_cases(FILE *out, const struct tb_planned *const *items, size_t num); /* on all variants */
void tb_fault_notes_print_plan(FILE *out, const struct tb_plan *plan);                         /* of all cases */
