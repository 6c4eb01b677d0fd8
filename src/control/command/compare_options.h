/* compare_options.h - the options that compare takes in addition to those of a run. */
#pragma once
#include "control/base/options.h"
#include "control/base/words.h"
#include "control/show/compare.h"
#include "control/store/load_run.h"
#include "control/verdict/contrast.h"

struct tb_compare_options {
    struct tb_words thresholds, only, against;
    struct tb_contrast contrast; /* from --against; num 0: libraries are compared */
    struct tb_words alone;       /* cases that were not measured because they have no partner, and why */
    char *sort, *group, *output;
    struct tb_run_filter filter; /* for stored runs */
    bool across_hosts;
    struct tb_compare_view view;
};

void tb_compare_options(struct tb_option *table, struct tb_compare_options *options); /* appends them */

/* Sets the view from the parsed options. */
bool tb_compare_options_take(struct tb_compare_options *options, struct tb_text *why);
void tb_compare_options_free(struct tb_compare_options *options);
