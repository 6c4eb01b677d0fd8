#include "harness/idle_time.h"

void tb_idle_begin(struct tb_idle_time *idle, uint64_t cpu_ns)
{
    if (!idle->in_row)
        idle->from_ns = cpu_ns;
    idle->in_row = true;
}

void tb_idle_did_nothing(struct tb_idle_time *idle, uint64_t cpu_ns)
{
    idle->cpu_ns += cpu_ns - idle->from_ns;
    idle->from_ns = cpu_ns;
}

void tb_idle_end(struct tb_idle_time *idle)
{
    idle->in_row = false;
}
