/* engine_cases.h - the suites and the cases that a command line asks for. */
#pragma once
#include <stdbool.h>

struct tb_cases;
struct tb_run;

/* Loads the suite, or several as one; `usual`: if none is asked for.  On failure run->why has the reason. */
bool tb_engine_suite(struct tb_run *run, const char *usual);

/* The cases of the suite that --case chooses.  If a pattern matches none, run->why names a suite that has some. */
bool tb_engine_cases(struct tb_run *run, struct tb_cases *cases);
