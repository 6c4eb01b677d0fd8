/* counting.h - counting instructions instead of time: the regions that valgrind's callgrind counts, and their names.
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

/* Fills the holes in the heap, and makes the next allocation begin at a round address.  Otherwise the lengths of our
 * file names on the heap would decide where a library's buffers are, and the number of instructions of a copy depends
 * on that. */
void tb_level_heap(void);

/* What is prepared for operations is not counted.  One operation that is not counted, then `operations` that are, and
 * `busy` more instructions, wasted on purpose.  What the operations do not charge to anyone themselves is charged to
 * "rest".  Sets the record's operations, and adds no metric: the count is not known in here. */
enum tb_status tb_count(const struct tb_job *job, const struct tb_local_ops *ops, void *state, uint64_t operations,
                        uint64_t busy);
