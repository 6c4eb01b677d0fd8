#include "control/sample/draw.h"
#include "core/random.h"
#include <stdbool.h>

/* Mixes one more number into a seed. */
static uint64_t mix(uint64_t seed, uint64_t number)
{
    struct tb_random random = {seed ^ (number + 1) * 0x9e3779b97f4a7c15u};
    return tb_random_next(&random);
}

void tb_case_order(uint64_t seed, size_t round, size_t *order, size_t num)
{
    struct tb_random random = {mix(seed, round)};
    for (size_t i = 0; i < num; i++)
        order[i] = i;
    tb_random_shuffle(&random, order, num);
}

struct tb_draw tb_draw(uint64_t seed, size_t round, size_t c, size_t variant, const int cores[2])
{
    struct tb_random of_case = {mix(mix(seed, round), c)};
    bool swapped = tb_random_next(&of_case) & 1;
    struct tb_draw draw = {.seed = mix(of_case.state, variant),
                           .turn_seed = mix(of_case.state, SIZE_MAX),
                           .client_core = cores[swapped ? 1 : 0],
                           .server_core = cores[swapped ? 0 : 1]};
    struct tb_random random = {draw.seed};
    draw.env_pad = (unsigned)tb_random_below(&random, TB_LONGEST_PAD);
    draw.stack_pad = (unsigned)tb_random_below(&random, TB_LONGEST_PAD);
    return draw;
}
