/* comparison_make.h - internal to the files that make a comparison: comparison.c (variants), contrast.c (cases),
 * comparison_row.c (rows), comparison_steady.c (reference work), comparison_group.c (groups). */
#pragma once
#include "control/verdict/comparison.h"

struct tb_maker {
    struct tb_comparison *out; /* its plans, `paired` and `num_others` are set */
    const struct tb_compare_choice *choice;
    double confidence;
};

size_t tb_maker_rows(const struct tb_plan *plan); /* maximum number of rows for a pair of variants */

/* Allocates that many rows.  Fails only if memory runs out. */
bool tb_maker_begin(struct tb_maker *maker, size_t rows);

/* The cell of the variant's client, whatever the server; NULL: there is none.  `planned` may be NULL. */
const struct tb_cell *tb_maker_cell(const struct tb_planned *planned, const struct tb_variant *variant);

/* Adds the rows of two operands, with the cases, variants, names and cells of `sides`.  Fails only if memory runs
 * out. */
bool tb_maker_add(const struct tb_maker *maker, const struct tb_comparison_row *sides);

/* Adds one invalid row, for the case's first metric, with this reason.  Fails only if memory runs out. */
bool tb_maker_refuse(const struct tb_maker *maker, const struct tb_comparison_row *sides, const char *reason);

/* If `good`, adds the groups and the evaluation of the reference work. */
bool tb_maker_end(const struct tb_maker *maker, bool good, struct tb_text *why);

/* Sets the threshold, and what calibrate advised.  The rest of the row is set. */
void tb_row_threshold(struct tb_comparison_row *row, const struct tb_compare_choice *choice);

/* Adds a note if the row is worse or better, but its ratio is within what builds of the same code differ by on this
 * machine.  Fails only if memory runs out. */
bool tb_row_note_noise(struct tb_comparison_row *row, const struct tb_ratio *ratio);

/* Makes the row invalid, with this reason.  Fails only if memory runs out. */
bool tb_row_invalidate(struct tb_comparison_row *row, const char *reason);

/* Evaluates the reference work: whether the machine's speed changed, and what that means for the rows.  Fails only if
 * memory runs out. */
bool tb_maker_steady(struct tb_comparison *out);

/* Adds rows of the reference work for comparisons of cases of one variant, which have no two sides: they have the
 * movement of each from one round to the next, which is a longer time than between a case and its partner.  Fails only
 * if memory runs out. */
bool tb_maker_rounds(const struct tb_maker *maker);

/* Makes the groups from rows that have their ratios.  Fails only if memory runs out. */
bool tb_maker_groups(struct tb_comparison *out);
