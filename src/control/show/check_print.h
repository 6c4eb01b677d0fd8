/* check_print.h - a check on the terminal: a line for each row that gates, and the verdict. */
#pragma once
#include "control/verdict/conclusion.h"
#include <stdio.h>

struct tb_check_verdict;
struct tb_loaded_run;
struct tb_run;

/* A check that has just been made, or a stored one. */
struct tb_check_shown {
    const struct tb_plan *plan;
    const struct tb_comparison *comparison;
    const char *candidate;
    uint64_t rounds; /* of the first look */
};
void tb_check_print(const struct tb_check_shown *shown);

/* Prints the last sentences, and returns the exit code. */
int tb_check_close(const struct tb_run *run, const struct tb_comparison *comparison,
                   const struct tb_conclusion *conclusion);

/* The last sentences of a stored check. */
void tb_check_close_verdict(const struct tb_check_verdict *said);

/* What is to be known of a stored run before it is read: that it is not whole, or a check without a verdict; or
 * nothing. Each is a line that begins with `before` and "note: ". */
void tb_check_notes(FILE *out, const char *before, const struct tb_check_verdict *said,
                    const struct tb_loaded_run *run);
