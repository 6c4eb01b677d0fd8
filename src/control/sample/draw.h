/* draw.h - random choices from the seed: the order of samples, and the layout of each process.
 *
 * All are functions of the seed, the round, and the index of the case and the variant in the plan, so the same seed
 * repeats the run.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { TB_LONGEST_PAD = 4096 }; /* in bytes: one page; alignments repeat after that */

struct tb_draw {
    uint64_t seed;                /* of the sample */
    uint64_t turn_seed;           /* of the case in this round, so the same for all its variants */
    unsigned env_pad, stack_pad;  /* bytes */
    int client_core, server_core; /* -1: not pinned */
};

/* The order of the cases in a round. */
void tb_case_order(uint64_t seed, size_t round, size_t *order, size_t num);

/* Environment size and stack offset are drawn for each process, so that memory layout does not favour a library in all
 * samples.  The cores of client and server are drawn for each case and round and are the same for all its variants,
 * since those are compared within the round and two cores need not be equally fast; so are planned arrivals. */
struct tb_draw tb_draw(uint64_t seed, size_t round, size_t c, size_t variant, const int cores[2]);
