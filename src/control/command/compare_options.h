/* compare_options.h - what compare takes on its command line beside the options of a run. */
#pragma once
#include "control/base/options.h"
#include "control/base/words.h"
#include "control/show/compare.h"
#include "control/store/load_run.h"
#include "control/verdict/contrast.h"

struct tb_compare_options {
    struct tb_words thresholds, only, against;
    struct tb_contrast contrast; /* of --against; num 0: libraries are compared */
    struct tb_words alone;       /* cases that were not measured, as they have no partner, and why */
    char *sort, *group, *output;
    struct tb_run_filter filter; /* of stored runs */
    bool across_hosts;
    struct tb_compare_view view;
};

void tb_compare_options(struct tb_option *table, struct tb_compare_options *options); /* appends them */

/* After parsing: the view.  false: `why`. */
bool tb_compare_options_take(struct tb_compare_options *options, struct tb_text *why);
void tb_compare_options_free(struct tb_compare_options *options);
