/* compare_runs.h - compares stored runs: two runs, or the libraries of one. */
#pragma once
#include "control/command/compare_options.h"
#include "control/results/comparison_csv.h"

struct tb_text;

struct tb_run_options;

/* Uses the operands (which name one or two runs), the exports and the history of `measuring`.  Returns the exit
 * code. */
int tb_compare_runs(const struct tb_run_options *measuring, const struct tb_compare_options *options,
                    struct tb_text *why);

/* How a comparison ended, or several together. */
enum tb_compare_end {
    TB_COMPARE_NOTHING, /* no case could be compared */
    TB_COMPARE_GOOD,    /* something was compared */
    TB_COMPARE_FAILED   /* a file was not written, or memory ran out, whatever else was compared */
};
enum tb_compare_end tb_compare_both(enum tb_compare_end a, enum tb_compare_end b);
int tb_compare_exit(enum tb_compare_end end); /* the exit code */

/* Prints the tables and the closing words, and writes the CSV file to the folder `output` of the options, if set. */
enum tb_compare_end tb_compare_show(const struct tb_compared *compared, struct tb_compared_runs runs,
                                    const struct tb_compare_options *options, const char *file, struct tb_text *why);
