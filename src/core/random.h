/* random.h - seeded, reproducible randomness for schedules.  Not for cryptography.
 *
 * SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014): the same seed gives the
 * same schedule on every machine.
 */
#pragma once
#include <stddef.h>
#include <stdint.h>

struct tb_random {
    uint64_t state;
};

uint64_t tb_random_next(struct tb_random *random);
uint64_t tb_random_below(struct tb_random *random,
                         uint64_t bound); /* uniform in [0, bound), without modulo bias; bound > 0 */
void tb_random_shuffle(struct tb_random *random, size_t *items, size_t num); /* Fisher-Yates */

/* The seed of thread `number`, from that of thread 0.  Seeds that differ by the constant of the generator, or a
 * multiple of it, would give one sequence to all threads, each a few numbers later. */
uint64_t tb_random_seed_of_thread(uint64_t seed, size_t number);

/* Writes the order in which `num` variants are measured in round `round` (from 0), a permutation of 0..num-1, to
 * `order`.  Over a block of rounds each variant is in each place equally often.  A block has 2 rounds for two variants
 * (ABBA or BAAB), 6 for three (all orders), num for more (a Latin square); the seed selects which block comes. */
void tb_balanced_order(uint64_t seed, size_t round, size_t *order, size_t num);
