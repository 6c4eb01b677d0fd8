/* usage.h - how long other tasks had the worker's core, and how much memory the worker used.
 *
 * The time of other tasks is counted from the end of the set-up, so that migration to the core and process start-up are
 * not counted as interference.
 */
#pragma once
#include "harness/driver.h"

/* Call before the first operation that counts: notes in the record the time it took to get here, and the interference
 * so far. */
void tb_ready(const struct tb_job *job);

/* Call at the end: keeps the interference measured since tb_ready, and notes the peak memory. */
void tb_note_usage(struct tb_record *record);
