/* hardware.h - what the processor itself counts in timed regions: cycles, instructions, cache and branch misses
 * (perf_event_open(2)), or the energy of its packages (RAPL, by Linux's powercap).
 *
 * Events count the thread's own work in user mode, which needs no privilege where kernel.perf_event_paranoid is 2 or
 * less.  They are read outside of the clocks, so times stay what they are.  Energy is that of whole packages, with idle
 * cores and whatever else runs there.  Most virtual machines offer neither: then the case is unsupported.
 */
#pragma once
#include "backends/backend.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct perf_event_attr;
struct tb_record;
struct tb_text;

enum tb_hardware_kind { TB_HARDWARE_NONE, TB_HARDWARE_CYCLES, TB_HARDWARE_ENERGY };
/* false: not "cycles" or "energy". */
bool tb_hardware_by_name(enum tb_hardware_kind *kind, const char *name);

/* Where counts come from; tests put something else in its place. */
struct tb_hardware_source {
    int (*open)(struct perf_event_attr *attr, int group); /* of this thread; -1: errno */
    ssize_t (*read)(int fd, void *values, size_t size);   /* of a group */
    const char *powercap;                                 /* folder with a folder for each zone */
};
extern const struct tb_hardware_source tb_hardware_host;

enum { TB_HARDWARE_EVENTS = 4, TB_MOST_PACKAGES = 16 };

struct tb_hardware {
    enum tb_hardware_kind kind; /* NONE: nothing is counted, and the functions below do nothing */
    const struct tb_hardware_source *source;
    int fds[TB_HARDWARE_EVENTS];      /* -1: this processor does not have the event */
    uint64_t range[TB_MOST_PACKAGES]; /* uJ: where a package's counter begins again */
    int packages[TB_MOST_PACKAGES];   /* numbers of their folders */
    size_t num_packages;
    uint64_t before[TB_MOST_PACKAGES + TB_HARDWARE_EVENTS + 3]; /* at the start of the region */
    double sums[TB_HARDWARE_EVENTS];                            /* of the chunk; energy: the first, in uJ */
};

/* TB_UNSUPPORTED: `why` says what is missing here.  To be closed in any case. */
enum tb_status tb_hardware_open(struct tb_hardware *hardware, enum tb_hardware_kind kind,
                                const struct tb_hardware_source *source, struct tb_text *why);
void tb_hardware_close(struct tb_hardware *hardware);

void tb_hardware_reset(struct tb_hardware *hardware); /* a new chunk begins */
/* Around a timed region.  false: `why`; the machine is to blame. */
bool tb_hardware_begin(struct tb_hardware *hardware, struct tb_text *why);
bool tb_hardware_end(struct tb_hardware *hardware, struct tb_text *why);
/* Adds the chunk's metrics, of one operation.  false: `why`; a count that cannot be. */
bool tb_hardware_record(const struct tb_hardware *hardware, struct tb_record *record, uint64_t operations,
                        struct tb_text *why);
