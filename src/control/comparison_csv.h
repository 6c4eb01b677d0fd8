/* comparison_csv.h - comparison.csv: one row a case and metric, then the controls, then the groups. */
#pragma once

struct tb_comparison;
struct tb_plan;
struct tb_text;

/* The plans are those that the cells of base and other belong to; the same one when both were measured together. */
void tb_comparison_csv(struct tb_text *csv, const struct tb_comparison *comparison, const struct tb_plan *base_plan,
                       const struct tb_plan *other_plan);
