/* dry_run.h - what would be measured, and what is left out and why. */
#pragma once

struct tb_run;

int tb_dry_run(const struct tb_run *run); /* the exit code */
