/* blame.h - whose failure is it: the library's, or the machine's?
 *
 * The library's is whatever it did: a crash, an error, wrong data, something else negotiated than was asked, no end
 * although it had its core.  Once is enough: the row is not ok, says in how many rounds, and no such sample is ever
 * measured again or left out.
 *
 * The machine's (TB_SAMPLE_DISTURBED) is what a busy machine does to any library: a window in which nothing could be
 * done, a worker that cannot be started, no end within the time limit while others had the core.  Such a visit of a
 * case is measured again, all libraries of it; what is lost all the same leaves its round without a value, and the row
 * says so.  A row that lost more than a quarter of its rounds has none: what repeats is no accident.
 *
 * A check asks another question: is this build slower than that one?  There a row bears failures of its own, too, in at
 * most one round of twenty, and says which; but no crash, which is worse than slow.
 */
#pragma once
#include "control/sample.h"
#include <stdbool.h>

struct tb_cell;
struct tb_planned;
struct tb_text;

/* Of a sample with its steal, throttled_ns and wall_ns: no end in time becomes the machine's where the hypervisor,
 * other tasks or a CPU quota kept the core from it for over a quarter of that time. */
void tb_blame_machine(struct tb_sample *sample);

/* What keeps a visit from being measured again: a failure of the library's own. */
bool tb_is_own_failure(enum tb_sample_status status);

/* Did the cell lose so few rounds to the machine that its other ones count? */
bool tb_cell_bears_losses(const struct tb_cell *cell);

/* In a check: did so few rounds fail, and none of them by a crash, that the other ones count? */
bool tb_cell_bears_failures(const struct tb_cell *cell);

/* Appends "5 of 6 rounds; round 3: window 4 is empty"; nothing where no round was lost.  Of what failed by the
 * library's own doing "19 of 20 rounds; round 3 failed: ..." */
void tb_cell_losses(const struct tb_cell *cell, struct tb_text *text);
