/* schedule.h - rounds of samples, and what disturbed them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_run;

/* What else went on on the machine, seen from the samples. */
struct tb_disturbance {
    size_t samples, stolen, delayed, throttled;
    size_t pairs, replaced; /* visits of a case: all variants of one round; measured again since they were slowed */
    size_t spoilt;          /* measured again since the machine let nothing be measured */
    double worst_steal;
    size_t strangers, visited; /* connections of strangers to servers under test; samples that had some */
    char stranger[160];        /* the first of them: from where, and what it said */
};

/* Rounds first to end - 1 of the plan's, of the cases that are not skipped.  false: the run is over: interrupted, or
 * run->why says what is wrong. */
bool tb_schedule(struct tb_run *run, size_t first, size_t end);
