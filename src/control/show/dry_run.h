/* dry_run.h - prints what would be measured, how long it would take, what is left out, and why. */
#pragma once

struct tb_run;

/* After all cases were tried (run/rehearse.h).  Returns the exit code. */
int tb_dry_run(const struct tb_run *run);
