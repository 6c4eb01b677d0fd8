/* comparison_csv.h - comparison.csv: one row per case and metric, then the reference work, then the groups. */
#pragma once

struct tb_comparison;
struct tb_text;

void tb_comparison_csv(struct tb_text *csv, const struct tb_comparison *comparison);
