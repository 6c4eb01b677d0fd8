/* capacity_table.h - the results of a search for capacities on the terminal. */
#pragma once
#include <stdio.h>

struct tb_capacities;
struct tb_capacities_found;
struct tb_run;

/* Of a search that has just ended. */
void tb_capacity_print(const struct tb_run *run, const struct tb_capacities *capacities);

/* Of a stored one: the same table.  And what is said below it, how to read it. */
void tb_capacity_show(FILE *out, const struct tb_capacities_found *found);
void tb_capacity_legend(FILE *out, const struct tb_capacities_found *found);
