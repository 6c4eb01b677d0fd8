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

/* Before that, of another thread with a core of its own: what it waited since tb_ready.  The thread that waited longest
 * counts, this one among them. */
void tb_note_thread_waited(struct tb_record *record, uint64_t waited_ns);
/* What was waited so far does not count: it was for threads of this process. */
void tb_forget_waiting(struct tb_record *record);

/* At the end: of what others took, what came after tb_ready stays in the record. */
void tb_note_usage(struct tb_record *record);
