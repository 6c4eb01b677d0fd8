/* comparison_make.h - between the files that make a comparison: comparison.c (rows), comparison_group.c (groups). */
#pragma once
#include "control/comparison.h"

/* What rows are made of: two plans, or one twice. */
struct tb_maker {
    struct tb_comparison *out;
    const struct tb_plan *base_plan, *other_plan;
    const struct tb_compare_choice *choice;
    double confidence;
};

/* A side's values of a metric in the rounds of the choice. */
struct tb_values {
    const double *of;
    size_t num;
};
struct tb_values tb_maker_values(const struct tb_maker *maker, const struct tb_plan *plan, const struct tb_cell *cell,
                                 size_t metric);

/* Groups from rows, which have their ratios.  false: no memory. */
bool tb_maker_groups(const struct tb_maker *maker);
