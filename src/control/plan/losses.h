/* losses.h - rounds that a row has lost, and how many it may lose.
 *
 * A row may lose a quarter of its rounds to the machine (blame.h); more is no accident.
 *
 * A check asks only whether a build is slower.  So there a row may also lose one round in twenty to failures of the
 * library, and says which; but not to a crash, which is worse than a slowdown.
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
