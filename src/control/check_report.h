/* check_report.h - a check on the terminal: a line for every case, and what it comes to. */
#pragma once
#include "control/comparison.h"

struct tb_run;

/* What makes a check fail. */
struct tb_fail_on {
    bool regressed, noisy, missing;
};

void tb_check_print(const struct tb_run *run, const struct tb_comparison *comparison);

/* The last sentence, and the exit code that goes with it. */
int tb_check_conclude(const struct tb_run *run, const struct tb_comparison *comparison,
                      const struct tb_fail_on *fail_on);
