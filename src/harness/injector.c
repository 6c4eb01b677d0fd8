#include "harness/injector.h"
#include <math.h>

enum { LOOKS = 32 };

static bool is_at_work(const struct tb_injector *injector)
{
    return injector->asked && injector->asked->pct > 0;
}

/* The minimum of several measurements. */
static uint64_t time_looks(uint64_t (*clock)(void))
{
    uint64_t least = UINT64_MAX;
    for (int i = 0; i < LOOKS; i++) {
        uint64_t from = clock(), took = clock() - from;
        least = took < least ? took : least;
    }
    return least;
}

/* The distance to the next operation if each is chosen with the same probability. */
static uint64_t draw_distance(struct tb_injector *injector)
{
    double uniform = ((double)(tb_random_next(&injector->random) >> 11) + 0.5) * 0x1p-53;
    return 1 + (uint64_t)floor(log(uniform) / log1p(-injector->asked->tail / 100));
}

/* The first slowed operation after those done so far. */
static uint64_t next_hit(struct tb_injector *injector)
{
    const struct tb_injection *asked = injector->asked;
    uint64_t done = injector->operations, before = asked->from > done + 1 ? asked->from - 1 : done;
    if (asked->tail > 0)
        return before + draw_distance(injector);
    return (before / asked->every + 1) * asked->every;
}

void tb_injector_begin(struct tb_injector *injector, const struct tb_injection *asked, uint64_t (*clock)(void),
                       uint64_t seed)
{
    *injector = (struct tb_injector){.asked = asked, .clock = clock, .random = {seed}};
    if (!is_at_work(injector))
        return;
    injector->looking_ns = time_looks(clock);
    injector->hit = next_hit(injector);
}

/* If every operation is slowed, many may be done at once and slowed together. */
static bool is_even(const struct tb_injector *injector)
{
    const struct tb_injection *asked = injector->asked;
    return asked->every <= 1 && !(asked->tail > 0) && injector->operations + 1 >= asked->from;
}

uint64_t tb_injector_room(const struct tb_injector *injector)
{
    if (!is_at_work(injector) || is_even(injector))
        return UINT64_MAX;
    uint64_t before = injector->asked->from - 1;
    return injector->operations < before ? before - injector->operations : injector->hit - injector->operations;
}

static void spin(struct tb_injector *injector)
{
    if (injector->owed_ns <= 0)
        return;
    uint64_t end = injector->clock() + (uint64_t)injector->owed_ns;
    while (injector->clock() < end)
        ;
    injector->owed_ns = 0;
}

void tb_injector_done(struct tb_injector *injector, uint64_t operations, uint64_t took_ns)
{
    if (!is_at_work(injector))
        return;
    bool even = is_even(injector), counts = injector->operations + 1 >= injector->asked->from;
    injector->operations += operations;
    if (counts)
        injector->owed_ns += (double)took_ns * injector->asked->pct / 100 - (even ? 0 : (double)injector->looking_ns);
    if (!counts || (!even && injector->operations < injector->hit))
        return;
    spin(injector);
    injector->hit = next_hit(injector);
}
