/* callgrind.h - reads one profile written by valgrind's callgrind: the instructions of each phase, and the functions
 * behind them.
 *
 * Format: valgrind's manual, "Callgrind Format Specification".  Only the output of --separate-callers is supported, in
 * which each function's name is followed by the names of its callers.  So an instruction counts for all functions of
 * its chain.
 */
#pragma once
#include "control/anatomy/phases.h"
#include <stdint.h>

enum { TB_MOST_COSTLY = 8 };
struct tb_costly {
    char function[80]; /* "": none */
    uint64_t instructions;
};
/* Adds to the function's entry, or else replaces one that costs less. */
void tb_costly_add(struct tb_costly costly[TB_MOST_COSTLY], const char *function, uint64_t instructions);

struct tb_profile {
    uint64_t phase[TB_NUM_PHASES];          /* instructions */
    uint64_t total;                         /* all instructions that callgrind counted in this profile */
    bool marked[4];                         /* which of the caller's marks ran */
    struct tb_costly other[TB_MOST_COSTLY]; /* the most costly functions of the phase "other", by cost */
};

/* `callers`: the value of --separate-callers.  `marks`: at most 4 function names, NULL terminated.  Fails if the file
 * is not callgrind's, or is damaged; `why` says where. */
bool tb_callgrind_read(struct tb_profile *profile, const char *path, const struct tb_phases *phases, size_t callers,
                       const char *const *marks, struct tb_text *why);
