/* progress.h - how far the run is: one line that is rewritten on a terminal, a line every ten seconds elsewhere.
 * On stderr. */
#pragma once
#include "control/base/term.h"
#include <stdint.h>

struct tb_progress {
    struct tb_term term;
    uint64_t shown_ns; /* when the last line was written */
    bool line;         /* a line stands on the terminal */
};

struct tb_step {
    const char *phase;    /* "sizing chunks", "second look"; "": the only rounds that there are */
    size_t round, rounds; /* of the phase, from 1; 0: it has none */
    double done;          /* share of all the time, 0 to 1 */
    uint64_t left_ns;
    const char *case_name, *library;
    const char *estimate; /* "235 us", or "" */
};

void tb_progress_begin(struct tb_progress *progress);
void tb_progress_show(struct tb_progress *progress, const struct tb_step *step);
void tb_progress_clear(struct tb_progress *progress); /* before anything else is written */
