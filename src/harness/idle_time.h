/* idle_time.h - the CPU time of a client that only waits for the next planned start, which is not the work's.
 *
 * Turns of the loop that did nothing come in rows.  All of such a row is idle, also what it takes to look at the clocks
 * between two turns: those are system calls, like the wait itself, and if they counted as work, a client that waits for
 * 100 us would seem to work for 40 of them, with every library alike.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct tb_idle_time {
    uint64_t cpu_ns;  /* so far */
    uint64_t from_ns; /* in a row: CPU time at its beginning, or at the end of its latest turn */
    bool in_row;
};

/* A turn begins that may do nothing.  In a row, which goes on, `cpu_ns` is not needed. */
void tb_idle_begin(struct tb_idle_time *idle, uint64_t cpu_ns);
/* It did nothing.  The row goes on. */
void tb_idle_did_nothing(struct tb_idle_time *idle, uint64_t cpu_ns);
/* There is, or was, work: since the latest turn of the row. */
void tb_idle_end(struct tb_idle_time *idle);
