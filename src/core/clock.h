/* clock.h - the clocks used for measuring.
 *
 * Nanoseconds are uint64_t.  The monotonic clock is read through the vDSO (about 30 ns).  The thread's CPU clock is a
 * system call (hundreds of ns on virtual machines), so it is read around chunks, never around steps.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

uint64_t tb_now_ns(void);         /* CLOCK_MONOTONIC */
uint64_t tb_thread_cpu_ns(void);  /* CLOCK_THREAD_CPUTIME_ID */
uint64_t tb_process_cpu_ns(void); /* CLOCK_PROCESS_CPUTIME_ID */

/* Of this thread: ready to run while something else had the core, since it began.  Linux, proc(5); 0 where the kernel
 * was built without it.  It keeps a descriptor; a thread that ends before the process calls the second. */
uint64_t tb_thread_waited_ns(void);
void tb_thread_waited_end(void);

/* Returns the monotonic time since *at, and sets *at to now. */
static inline uint64_t tb_lap_ns(uint64_t *at)
{
    uint64_t before = *at;
    *at = tb_now_ns();
    return *at - before;
}

/* The time-stamp counter: ticks at a constant rate, which is not the current clock rate of the core.  0 if there is
 * none.  The value is meaningful only if the counter is invariant; asking for that is slow under a hypervisor. */
uint64_t tb_tsc(void);
bool tb_tsc_is_invariant(void);
