/* run_absent.h - why no run can be read from a folder that was named. */
#pragma once
#include <stdbool.h>

struct tb_text;

/* Appends what is wrong with it (it is missing, a file, a folder without samples), the nearest run, and what to do. */
void tb_run_blame(const char *folder, struct tb_text *why);

/* Does the word name a run that is not there?  It has a slash, or is like the name of a run, and is no module. */
bool tb_run_is_absent(const char *word);
