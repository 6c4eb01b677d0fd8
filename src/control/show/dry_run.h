/* dry_run.h - prints what would be measured, what is left out, and why. */
#pragma once

struct tb_run;

int tb_dry_run(const struct tb_run *run); /* returns the exit code */
