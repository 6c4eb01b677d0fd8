/* schedule.h - runs rounds of samples, and records what disturbed them. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct tb_run;

/* The effect of other work on the machine on the samples. */
struct tb_disturbance {
    size_t samples, stolen, delayed, throttled;
    size_t turns, replaced; /* turns; turns measured again because other work slowed them */
    size_t spoilt;          /* turns measured again because the machine made them fail */
    double worst_steal;
    size_t strangers, with_strangers; /* connections of other programs to servers under test; samples with such
                                       * connections */
    char stranger[160];               /* the first of them: its address, and what it sent */
};

struct tb_planned;
struct tb_sample;

/* Adds a sample to what was seen. */
void tb_disturbance_note(struct tb_disturbance *seen, const struct tb_planned *planned, const struct tb_sample *sample);

/* The share of the turns that may be measured again because other work slowed them down. */
#define TB_MOST_AGAIN_SHARE 0.25

/* Did other work on the machine, the hypervisor or a quota take more of the sample's time than it should have? */
bool tb_sample_was_slowed(const struct tb_planned *planned, const struct tb_sample *sample);

/* Measures rounds first to end - 1 of the plan, for the cases that are not skipped.  Returns false if the run is over:
 * interrupted, or failed (see run->why). */
bool tb_schedule(struct tb_run *run, size_t first, size_t end);
