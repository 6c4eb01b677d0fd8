/* engine_check.h - what is looked at once there is a plan, before time is spent on it. */
#pragma once
#include <stdbool.h>

struct tb_run;

/* `compares`: libraries are compared with each other.  Warns of what makes figures meaningless.  Returns false if it
 * refuses the run; then run->why has the reason. */
bool tb_engine_check(struct tb_run *run, bool compares);
