/* callgrind.h - one profile that valgrind's callgrind wrote: the instructions of each phase, and what was going on.
 *
 * Format: valgrind's manual, "Callgrind Format Specification".  Only what --separate-callers writes is understood:
 * each function's name is followed by those of its callers.  Costs are inclusive in effect: an instruction counts for
 * all functions of its chain.
 */
#pragma once
#include "control/anatomy/phases.h"
#include <stdint.h>

enum { TB_MOST_COSTLY = 8 };
struct tb_costly {
    char function[80]; /* "": none */
    uint64_t instructions;
};
/* Adds to the function's, where it stands there already; else takes the place of one that costs less. */
void tb_costly_add(struct tb_costly costly[TB_MOST_COSTLY], const char *function, uint64_t instructions);

struct tb_profile {
    uint64_t phase[TB_NUM_PHASES];          /* instructions */
    uint64_t total;                         /* all that callgrind itself counted in this profile */
    bool marked[4];                         /* by the caller's marks: such a function ran */
    struct tb_costly other[TB_MOST_COSTLY]; /* the functions of the phase "other" that cost most, by what they cost */
};

/* `callers`: what --separate-callers was.  `marks`: at most 4 names of functions, NULL terminated.  false: the file is
 * none of callgrind's, or damaged; `why` says where. */
bool tb_callgrind_read(struct tb_profile *profile, const char *path, const struct tb_phases *phases, size_t callers,
                       const char *const *marks, struct tb_text *why);
