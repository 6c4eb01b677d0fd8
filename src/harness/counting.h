/* counting.h - counts instructions instead of time: the regions that valgrind's callgrind counts, and their names.
 *
 * A worker under callgrind marks the start of the counted region, and at points inside it names the phase to which the
 * instructions since the last such point are charged.  Callgrind writes a profile with that name for each point, and
 * the process that started the worker adds them up.  A timed run calls none of this.
 */
#pragma once
#include "harness/driver.h"
#include <stdbool.h>
#include <stdint.h>

/* Is this process running under valgrind, and was it built with valgrind's headers?  There are two implementations, one
 * for builds without the headers. */
bool tb_counting_possible(void);
void tb_counting_begin(void);
void tb_counting_charge(const char *to); /* charges the instructions since the last charge, or since begin */
void tb_counting_end(void);

/* Fills the holes in the heap, and places the next allocation at a round address.  Otherwise the lengths of tlsbench's
 * file names on the heap would determine the addresses of a library's buffers, on which the instruction count of a
 * memcpy depends. */
void tb_level_heap(void);

/* Runs one operation that is not counted, then `operations` that are, plus `busy` wasted instructions; preparation is
 * not counted.  Instructions that the operations do not charge themselves are charged to "rest".  Sets the record's
 * operations and adds no metric, because only callgrind knows the count. */
enum tb_status tb_count(const struct tb_job *job, const struct tb_local_ops *ops, void *state, uint64_t operations,
                        uint64_t busy);
