/* clock.h - the clocks that measure.
 *
 * Nanoseconds are uint64_t.  The monotonic clock is read through the vDSO (about 30 ns); the thread's CPU clock is a
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

/* The monotonic time since *at, which moves on to now. */
static inline uint64_t tb_lap_ns(uint64_t *at)
{
    uint64_t before = *at;
    *at = tb_now_ns();
    return *at - before;
}

/* The processor's time-stamp counter: ticks at a constant rate, which is not the core's momentary clock rate.  0 where
 * there is none; what it says means nothing where it is not invariant, which is slow to ask under a hypervisor. */
uint64_t tb_tsc(void);
bool tb_tsc_is_invariant(void);
