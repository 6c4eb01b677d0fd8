/* cores.h - where the threads of a worker run. */
#pragma once
#include <sched.h>
#include <stddef.h>
#include <stdint.h>

struct tb_cores {
    size_t num;            /* 0: unknown */
    int core[CPU_SETSIZE]; /* the first thread runs on the first, and so on, then again from the beginning */
};

/* Those that this process may use, so before it is pinned to one: first `first` (TB_NO_CPU of options.h: none is
 * named), then a CPU of each other core, then the hardware threads that share one of these cores. */
void tb_cores_find(struct tb_cores *cores, uint64_t first);
