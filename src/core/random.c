#include "core/random.h"

uint64_t tb_random_next(struct tb_random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

uint64_t tb_random_seed_of_thread(uint64_t seed, size_t number)
{
    struct tb_random seeds = {seed + number};
    return number ? tb_random_next(&seeds) : seed;
}

uint64_t tb_random_below(struct tb_random *random, uint64_t bound)
{
    uint64_t unbiased = UINT64_MAX - UINT64_MAX % bound; /* a multiple of bound; higher values are drawn again */
    uint64_t drawn;
    do
        drawn = tb_random_next(random);
    while (drawn >= unbiased);
    return drawn % bound;
}

void tb_random_shuffle(struct tb_random *random, size_t *items, size_t num)
{
    for (size_t left = num; left > 1; left--) {
        size_t other = (size_t)tb_random_below(random, left);
        size_t item = items[left - 1];
        items[left - 1] = items[other];
        items[other] = item;
    }
}

/* The generator of one block of rounds: the same for each round of the block. */
static struct tb_random block_random(uint64_t seed, size_t block)
{
    struct tb_random random = {seed ^ (0xd1342543de82ef95u * (uint64_t)(block + 1))};
    tb_random_next(&random);
    return random;
}

static void all_orders_of_three(uint64_t seed, size_t round, size_t *order)
{
    static const size_t orders[6][3] = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}, {0, 2, 1}, {1, 0, 2}};
    struct tb_random random = block_random(seed, round / 6);
    size_t turn[6] = {0, 1, 2, 3, 4, 5};
    tb_random_shuffle(&random, turn, 6);
    for (size_t i = 0; i < 3; i++)
        order[i] = orders[turn[round % 6]][i];
}

/* A cyclic Latin square with shuffled rows and letters: over num rounds each variant is in each place once. */
static void latin_square_row(uint64_t seed, size_t round, size_t *order, size_t num)
{
    struct tb_random random = block_random(seed, round / num);
    size_t shift = (size_t)tb_random_below(&random, num);
    for (size_t i = 0; i < num; i++)
        order[i] = i;
    tb_random_shuffle(&random, order, num);
    size_t turn = (round % num + shift) % num;
    for (; turn > 0; turn--) { /* rotates by one; num is small */
        size_t first = order[0];
        for (size_t i = 1; i < num; i++)
            order[i - 1] = order[i];
        order[num - 1] = first;
    }
}

void tb_balanced_order(uint64_t seed, size_t round, size_t *order, size_t num)
{
    if (num == 3)
        all_orders_of_three(seed, round, order);
    else if (num > 0)
        latin_square_row(seed, round, order, num); /* for two: AB BA or BA AB */
}
