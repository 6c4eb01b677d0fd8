/* draw.h - random choices from the seed: the order of samples, and the layout of each process.
 *
 * Everything is a function of the seed, the round, the case's and the variant's place in the plan: the same seed
 * replays the run.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { TB_LONGEST_PAD = 4096 }; /* bytes, a page: beyond it alignments repeat */

struct tb_draw {
    uint64_t seed;                /* of the sample */
    unsigned env_pad, stack_pad;  /* bytes */
    int client_core, server_core; /* -1: not pinned */
};

/* The order of the cases in a round. */
void tb_case_order(uint64_t seed, size_t round, size_t *order, size_t num);

/* Environment size and stack offset are drawn for each process, so that memory layout does not favour a library in all
 * samples.  Which core is the client's and which the server's is drawn for each case and round and is the same for all
 * its variants, since they are compared within the round and two cores need not be equally fast. */
struct tb_draw tb_draw(uint64_t seed, size_t round, size_t c, size_t variant, const int cores[2]);
