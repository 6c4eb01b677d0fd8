/* heap.h - the heap of this process, for what an object holds: the difference of two readings.
 *
 * What malloc has handed out and not got back, with its own overhead, in bytes; not what the kernel has given to
 * malloc, which includes what was freed.  What malloc keeps for a thread's next small objects (its tcache) counts as
 * handed out, so an object made of those seems smaller than it is, by some KiB at most.  0: malloc does not tell, as
 * under a sanitizer or valgrind.
 */
#pragma once
#include <malloc.h>
#include <stdint.h>

static inline uint64_t tb_heap_in_use(void)
{
    struct mallinfo2 info = mallinfo2();
    return (uint64_t)info.uordblks + info.hblkhd;
}
