/* capacity_table.h - the results of a search for capacities on the terminal. */
#pragma once

struct tb_capacities;
struct tb_run;

void tb_capacity_print(const struct tb_run *run, const struct tb_capacities *capacities);
