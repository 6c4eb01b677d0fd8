/* cost.h - how long samples take, and so a run.
 *
 * Before a case was tried that is a guess by its driver and the suite's lengths.  Trying it on a variant (rehearse.h)
 * tells the cell's pace (struct tb_pace), and then a sample is summed up from its parts:
 *
 *   local      start, then one discarded chunk and those that count: operations, what is prepared for each, the check
 *   loopback   start of both processes, connections that are opened first, warm-up, windows; a window has at least so
 *              many turn-overs (core/windows.h), with arrivals so many arrivals (core/arrivals.h)
 *
 * What a run takes besides: the passes after the rounds (--counters, --profile), and turns that are measured again.
 */
#pragma once
#include <stdint.h>

struct tb_cell;
struct tb_planned;
struct tb_run;

/* The duration of a sample of the cell. */
uint64_t tb_guess_sample_ns(const struct tb_run *run, const struct tb_planned *planned, const struct tb_cell *cell);

/* The longest sample of the run if nothing goes wrong, whatever was seen; needs run->lab. */
uint64_t tb_longest_sample_ms(const struct tb_run *run);

/* The duration of sizing the chunks and of all rounds. */
uint64_t tb_guess_ns(const struct tb_run *run);
uint64_t tb_guess_most_ns(const struct tb_run *run); /* upper bound: every row that gates becomes a suspect */

/* The share of the turns that is to be measured again because other work slows them down, if that work is as when the
 * cases were tried: schedule.c does so for at most a quarter of them. */
double tb_guess_again(const struct tb_run *run);
