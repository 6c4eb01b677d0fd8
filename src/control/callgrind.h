/* callgrind.h - one profile that valgrind's callgrind wrote: the instructions of each phase, and what was going on.
 *
 * Format: valgrind's manual, "Callgrind Format Specification".  Only what --separate-callers writes is understood:
 * each function's name is followed by those of its callers.  Costs are inclusive in effect: an instruction counts for
 * all functions of its chain.
 */
#pragma once
#include "control/phases.h"
#include <stdint.h>

struct tb_profile {
    uint64_t phase[TB_NUM_PHASES]; /* instructions */
    uint64_t total;                /* all that callgrind itself counted in this profile */
    uint64_t cut;                  /* of the remainder: the chain is longer than callgrind keeps, so nobody knows */
    bool marked[4];                /* by the caller's marks: such a function ran */
};

/* `callers`: what --separate-callers was.  `marks`: at most 4 names of functions, NULL terminated.  false: the file is
 * none of callgrind's, or damaged; `why` says where. */
bool tb_callgrind_read(struct tb_profile *profile, const char *path, const struct tb_phases *phases, size_t callers,
                       const char *const *marks, struct tb_text *why);
