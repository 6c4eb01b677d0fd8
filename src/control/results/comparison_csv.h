/* comparison_csv.h - comparison.csv: one row per case and metric, then the reference work, then the groups. */
#pragma once

struct tb_comparison;
struct tb_run_names;
struct tb_text;

/* The runs of the other and of the base; the same, unless two stored runs are compared. */
struct tb_compared_runs {
    const struct tb_run_names *other, *base;
};

void tb_comparison_csv(struct tb_text *csv, const struct tb_comparison *comparison, struct tb_compared_runs runs);
