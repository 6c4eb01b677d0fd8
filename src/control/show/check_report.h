/* check_report.h - a check on the terminal: a line for every row that gates, and the verdict. */
#pragma once
#include "control/verdict/conclusion.h"

struct tb_run;

void tb_check_print(const struct tb_run *run, const struct tb_comparison *comparison);

/* The last sentences, and the exit code that goes with them. */
int tb_check_close(const struct tb_run *run, const struct tb_comparison *comparison,
                   const struct tb_conclusion *conclusion);
