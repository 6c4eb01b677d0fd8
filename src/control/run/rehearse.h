/* rehearse.h - tries a case before a run, so that the run's duration can be told: each local case sizes its chunks, and
 * client and server of a loopback case work for a moment, with a few connections instead of many. */
#pragma once
#include "core/case.h"
#include <stdbool.h>

struct tb_pace;
struct tb_run;
struct tb_sample;

/* Tries all cases on all their libraries.  Cells that cannot do theirs are closed, with the reason; the others know
 * their pace (struct tb_pace).  Returns false if interrupted, or if memory runs out. */
bool tb_rehearse(struct tb_run *run);

/* The case with a few connections. */
struct tb_case tb_rehearsed(const struct tb_case *c);

/* What a good sample of that case, with one window, says of the pace. */
void tb_pace_seen(struct tb_pace *pace, const struct tb_case *rehearsed, const struct tb_sample *sample);
