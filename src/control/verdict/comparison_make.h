/* comparison_make.h - between the files that make a comparison: comparison.c (of variants), contrast.c (of cases),
 * comparison_row.c (rows), comparison_steady.c (reference work), comparison_group.c (groups). */
#pragma once
#include "control/verdict/comparison.h"

struct tb_maker {
    struct tb_comparison *out; /* its plans, `paired` and `num_others` are set */
    const struct tb_compare_choice *choice;
    double confidence;
};

size_t tb_maker_rows(const struct tb_plan *plan); /* most that its cases can make for a pair of variants */

/* Room for so many rows.  false: out of memory. */
bool tb_maker_begin(struct tb_maker *maker, size_t rows);

/* The cell of a variant's client, whatever the server; NULL: there is none, or no case. */
const struct tb_cell *tb_maker_cell(const struct tb_planned *planned, const struct tb_variant *variant);

/* Rows of two operands: the cases, variants, names and cells of `sides`.  false: out of memory. */
bool tb_maker_add(const struct tb_maker *maker, const struct tb_comparison_row *sides);

/* One row, of the case's first metric, that is invalid for this reason.  false: out of memory. */
bool tb_maker_refuse(const struct tb_maker *maker, const struct tb_comparison_row *sides, const char *reason);

/* Groups and what the reference work says, if all was good so far.  false: `why`. */
bool tb_maker_end(const struct tb_maker *maker, bool good, struct tb_text *why);

/* The row says nothing, for this reason.  false: out of memory. */
bool tb_row_invalidate(struct tb_comparison_row *row, const char *reason);

/* What the reference work says of the machine, and of the rows if its speed changed.  false: out of memory. */
bool tb_maker_steady(struct tb_comparison *out);

/* Rows of the reference work if cases of one variant are compared, which have no two sides: how far each moved from one
 * round to the next, which are farther apart than a case and its partner.  false: out of memory. */
bool tb_maker_rounds(const struct tb_maker *maker);

/* Groups from rows, which have their ratios.  false: out of memory. */
bool tb_maker_groups(struct tb_comparison *out);
