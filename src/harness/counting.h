/* counting.h - instructions instead of time: what valgrind's callgrind is to count, and under which name.
 *
 * A worker under callgrind says where the counted region begins, and at points in it to whom the instructions since the
 * last such point are charged.  Callgrind writes a profile for each, with that name in it; whoever started the worker
 * adds them up.  Nothing of this is called in a timed run.
 */
#pragma once
#include "harness/driver.h"
#include <stdbool.h>
#include <stdint.h>

/* One of two files: without valgrind's headers nothing can be counted. */
bool tb_counting_possible(void); /* this process runs under valgrind, and can tell it what to count */
void tb_counting_begin(void);
void tb_counting_charge(const char *to); /* what was executed since the last call, or since begin */
void tb_counting_end(void);

/* Takes every hole in the heap, and lets what comes next begin at a round address: the names of our files, which lie on
 * it, must not decide where a library's buffers land.  How many instructions a copy takes depends on that. */
void tb_level_heap(void);

/* What is prepared for operations is not counted.  One operation that is not counted, then `operations` that are, and
 * `busy` more instructions, wasted on purpose.  What the operations do not charge to anyone themselves is charged to
 * "rest".  Sets the record's operations, and adds no metric: the count is not known in here. */
enum tb_status tb_count(const struct tb_job *job, const struct tb_local_ops *ops, void *state, uint64_t operations,
                        uint64_t busy);
