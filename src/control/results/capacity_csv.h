/* capacity_csv.h - capacity.csv: a row for each library, then one for each sample that was taken. */
#pragma once
#include <stdbool.h>

struct tb_capacities;
struct tb_run;
struct tb_text;

bool tb_capacity_csv(const struct tb_run *run, const struct tb_capacities *capacities, struct tb_text *why);
