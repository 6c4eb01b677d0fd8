/* remarks.h - what a reader must know of a run before he trusts its figures: fast code that a library lacks, registers
 * that it leaves dirty, what disturbed the samples, unusual conditions of the machine.
 *
 * Made from run.json and the cells of the plan alone, so a stored run has the remarks that it had when it was measured.
 */
#pragma once
#include <stdbool.h>
#include <stdio.h>

struct json_t;
struct tb_plan;

/* A line each, which begins with "warning: " or "note: ".  `facts`: run.json; NULL: there is none, and only the cells
 * tell.  false: out of memory. */
bool tb_remarks_print(FILE *out, const struct tb_plan *plan, const struct json_t *facts);
