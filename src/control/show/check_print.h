/* check_print.h - a check on the terminal: a line for each row that gates, and the verdict. */
#pragma once
#include "control/verdict/conclusion.h"

struct tb_run;

void tb_check_print(const struct tb_run *run, const struct tb_comparison *comparison);

/* Prints the last sentences, and returns the exit code. */
int tb_check_close(const struct tb_run *run, const struct tb_comparison *comparison,
                   const struct tb_conclusion *conclusion);
