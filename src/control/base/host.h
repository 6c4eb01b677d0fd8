/* host.h - the facts about the machine, and how much CPU time other work took during a measurement. */
#pragma once
#include "control/base/words.h"
#include <stdbool.h>
#include <stdint.h>

struct json_t;

/* Sums over all cores since boot, in the kernel's ticks (10 ms); 0: unknown. */
struct tb_cpu_times {
    uint64_t total, steal;
};
struct tb_cpu_times tb_cpu_times(void);
double tb_steal_ratio(const struct tb_cpu_times *before, const struct tb_cpu_times *after); /* 0 to 1 */

double tb_load_average(void); /* over one minute; -1: unknown */

/* Two cores for client and server: the first allowed one, and the first allowed one that is not its hyper-thread
 * sibling.  If there is only one, both are the same.  -1, -1: unknown. */
void tb_default_cores(int cores[2]);

/* The cores that this process may run on, in the kernel's list format: "0-1,4"; "": unknown. */
struct tb_text;
void tb_cores_allowed(struct tb_text *list);
size_t tb_num_cores_allowed(void); /* 0: unknown */
bool tb_core_is_allowed(int core); /* true, too, when the kernel does not tell */

/* CPU model, cores, kernel, hypervisor, memory, compiler: a new reference to a JSON object; NULL: out of memory. */
struct json_t *tb_host_facts(void);
