/* usage.h - what others took of a worker's core, and what it took of the memory.
 *
 * What others took counts from the end of the set-up: being moved to its core, and the kernel's own work for a new
 * process, is nobody else's.
 */
#pragma once
#include "harness/driver.h"

/* The next operation is the first that counts: notes in the record how long it took to get here, and what others took
 * so far. */
void tb_ready(const struct tb_job *job);

/* At the end: of what others took, what came after tb_ready stays in the record. */
void tb_note_usage(struct tb_record *record);
