/* chunk_size.h - finds the number of operations for a chunk of a given length. */
#pragma once
#include "harness/driver.h"

/* Finds a number of operations that takes at least `least_ms` now on this machine, and measures it: sets the record's
 * operations, and one value of `time` and `cpu_time`.  It doubles from one operation until a chunk is long enough to
 * extrapolate from, scales, and measures until the length is reached.  TB_ERROR if even TB_MOST_OPERATIONS do not take
 * that long. */
#define TB_MOST_OPERATIONS (UINT64_C(1) << 40)
enum tb_status tb_find_chunk_size(const struct tb_job *job, const struct tb_local_ops *ops, void *state,
                                  uint64_t least_ms);
