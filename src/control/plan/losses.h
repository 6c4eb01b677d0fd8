/* losses.h - rounds that a row has lost, and how many it bears.
 *
 * To the machine (blame.h) a quarter: what repeats is no accident.
 *
 * A check asks another question than a run: is this build slower than that one?  There a row bears failures of its own,
 * too, in at most one round of twenty, and says which; but no crash, which is worse than slow.
 */
#pragma once
#include <stdbool.h>

struct tb_cell;
struct tb_text;

/* Did the cell lose so few rounds to the machine that its other ones count? */
bool tb_cell_bears_losses(const struct tb_cell *cell);

/* In a check: did so few rounds fail, and none of them by a crash, that the other ones count? */
bool tb_cell_bears_failures(const struct tb_cell *cell);

/* Appends "5 of 6 rounds; round 3: window 4 is empty"; nothing where no round was lost.  Of what failed by the
 * library's own doing "19 of 20 rounds; round 3 failed: ..." */
void tb_cell_losses(const struct tb_cell *cell, struct tb_text *text);
