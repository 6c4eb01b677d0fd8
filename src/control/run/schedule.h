/* schedule.h - rounds of samples, and what disturbed them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_run;

/* Other work on the machine, as the samples show it. */
struct tb_disturbance {
    size_t samples, stolen, delayed, throttled;
    size_t turns, replaced; /* turns; those measured again because other work slowed them */
    size_t spoilt;          /* turns measured again because the machine failed */
    double worst_steal;
    size_t strangers, with_strangers; /* connections of other programs to servers under test; samples that had some */
    char stranger[160];               /* the first of them: its address, and what it sent */
};

/* Rounds first to end - 1 of the plan's, of the cases that are not skipped.  false: the run is over: interrupted, or
 * run->why says what is wrong. */
bool tb_schedule(struct tb_run *run, size_t first, size_t end);
