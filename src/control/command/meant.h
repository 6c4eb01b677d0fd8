/* meant.h - what a word is that stands where another kind of word belongs. */
#pragma once
#include <stdbool.h>

/* Is it the name of a suite?  `suites`: the folder that --suites names; NULL: tlsbench's own. */
bool tb_meant_suite(const char *word, const char *suites);
