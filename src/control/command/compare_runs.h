/* compare_runs.h - comparing what is on disk: two runs, or the libraries of one. */
#pragma once
#include "control/command/compare_options.h"

struct tb_text;

struct tb_run_options;

/* `measuring`: of these the operands, which name one or two runs, the exports, and the history.  The exit code. */
int tb_compare_runs(const struct tb_run_options *measuring, const struct tb_compare_options *options,
                    struct tb_text *why);

/* Tables, closing words, and the CSV file in the folder `output` of the options, if there is one.  The exit code. */
int tb_compare_show(const struct tb_compared *compared, const struct tb_compare_options *options, const char *file,
                    struct tb_text *why);
