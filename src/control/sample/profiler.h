/* profiler.h - a worker that is sampled by perf, and perf's samples as text.
 *
 * perf is a program of its own: it unwinds stacks by the unwind tables of DWARF and knows symbols, for both of which
 * tlsbench would need libraries.  The libraries under test are built without frame pointers, so a copy of the top of
 * the stack is taken with each sample.  The event is cpu-clock, a timer of the kernel, which needs no hardware counter.
 * perf samples the whole process; which samples lie in timed regions is known afterwards (core/regions.h), so nothing
 * is switched on or off in there, and nothing waits for perf.
 */
#pragma once
#include <limits.h>
#include <stdbool.h>

struct tb_lab;
struct tb_text;
struct tb_worker_line;

#define TB_PROFILE_EVENT "cpu-clock"
enum {
    TB_PROFILE_HZ = 997,       /* a prime, so that it keeps step with no operation */
    TB_PROFILE_STACK = 32768,  /* bytes of the stack in each sample: key exchanges keep large numbers there */
    TB_PROFILE_LONGEST_S = 600 /* of perf, to put its samples into words */
};

struct tb_profiler {
    const char *perf;   /* the program */
    const char *folder; /* for perf's files, each sample's in the place of the last one's */
    bool kernel;        /* the kernel's part is sampled, too */
};

enum tb_profiled { TB_PROFILED_CLIENT /* or the only worker */, TB_PROFILED_SERVER };

/* Makes the worker's line one of perf that starts the worker. */
void tb_profiler_wrap(struct tb_worker_line *line, const struct tb_profiler *profiler, enum tb_profiled side);

/* The samples of the last worker on that side, as text: run/perf_script.h.  `path` is valid until the next one.  false:
 * `why`, or a signal that ends the run was caught (lab->signals). */
bool tb_profiler_tell(char path[PATH_MAX], const struct tb_lab *lab, enum tb_profiled side, struct tb_text *why);
