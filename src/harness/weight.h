/* weight.h - the memory that this process holds.
 *
 * heap: bytes that malloc has given out and not got back, with its own headers and rounding (mallinfo2 of glibc).
 * Small blocks that were freed and that a thread keeps for itself count as given out, some 100 KiB at most, whatever
 * the number of connections, so they do not change a slope.
 * pss: resident pages, and those that were swapped out; a page that several processes share is counted by this one's
 * share (proc(5), smaps_rollup: Pss and SwapPss).  It has what a heap does not: pages that are free but not returned to
 * the kernel, and what is allocated without malloc.
 * The kernel's own memory, such as the buffers of sockets, is in neither.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct tb_text;

struct tb_weight {
    uint64_t heap_bytes, pss_bytes;
};

bool tb_weigh(struct tb_weight *weight, struct tb_text *why);

/* Can it be weighed here?  Not if malloc is not glibc's: under a sanitizer, or with another allocator preloaded, glibc
 * tells of a heap that nobody uses. */
bool tb_weighing_possible(struct tb_text *why);
