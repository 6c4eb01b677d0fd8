/* compare_runs.h - comparing what is on disk: two runs, or the libraries of one. */
#pragma once
#include "control/compare_options.h"

struct tb_text;

/* `folders` names one or two runs; `exports` as in export.h.  The exit code. */
int tb_compare_runs(const struct tb_words *folders, const struct tb_compare_options *options,
                    const struct tb_words *exports, struct tb_text *why);

/* Tables, closing words, and the CSV file in the folder `output` of the options, if there is one.  The exit code. */
int tb_compare_show(const struct tb_compared *compared, const struct tb_compare_options *options, const char *file,
                    struct tb_text *why);
