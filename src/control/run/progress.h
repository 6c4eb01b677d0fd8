/* progress.h - the progress of a run on stderr: one line that is rewritten on a terminal, otherwise a line every ten
 * seconds. */
#pragma once
#include "control/base/term.h"
#include <stdint.h>

struct tb_progress {
    struct tb_term term;
    bool quiet;        /* nothing is shown */
    uint64_t shown_ns; /* time of the last update */
    size_t line;       /* length of the line that is on the terminal; 0: there is none */
};

struct tb_step {
    const char *phase;    /* "sizing chunks", "second look"; "": the run has only one phase */
    size_t round, rounds; /* of the phase, from 1; 0: the phase has no rounds */
    double done;          /* share of the total time, 0 to 1 */
    uint64_t left_ns;     /* 0: not known yet */
    const char *case_name, *library;
    const char *estimate; /* "235 us", or "" */
};

void tb_progress_begin(struct tb_progress *progress, bool quiet);
void tb_progress_show(struct tb_progress *progress, const struct tb_step *step);
void tb_progress_clear(struct tb_progress *progress); /* call before any other output */
