/* losses.h - rounds that a row has lost, and how many it may lose.
 *
 * A row may lose a quarter of its rounds to the machine (blame.h); more is not an accident.
 *
 * A check asks only whether a build is slower.  So there a row may also lose one round in twenty to failures of the
 * library, which are reported; but none to a crash, which is worse than a slowdown.
 */
#pragma once
#include <stdbool.h>

struct tb_cell;
struct tb_text;

/* Did the cell lose few enough rounds to the machine for the others to count? */
bool tb_cell_bears_losses(const struct tb_cell *cell);

/* In a check: did few enough rounds fail, none of them by a crash, for the others to count? */
bool tb_cell_bears_failures(const struct tb_cell *cell);

/* Appends "5 of 6 rounds; round 3: window 4 is empty", or nothing if no round was lost.  For failures of the library
 * itself: "19 of 20 rounds; round 3 failed: ..." */
void tb_cell_losses(const struct tb_cell *cell, struct tb_text *text);
