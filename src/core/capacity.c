#include "core/capacity.h"
#include <math.h>

static uint64_t within_limits(double rate)
{
    return rate < TB_LEAST_RATE ? TB_LEAST_RATE : rate > TB_MOST_RATE ? TB_MOST_RATE : (uint64_t)llround(rate);
}

void tb_capacity_begin(struct tb_capacity_search *search, uint64_t start, double step, double narrow)
{
    *search = (struct tb_capacity_search){.rate = within_limits((double)start), .step = step, .narrow = narrow};
}

/* The lowest rate that is too high, for whatever reason; 0: none is known. */
static uint64_t ceiling(const struct tb_capacity_search *search)
{
    if (search->broken && search->unknown)
        return search->broken < search->unknown ? search->broken : search->unknown;
    return search->broken ? search->broken : search->unknown;
}

static bool is_narrow(const struct tb_capacity_search *search, uint64_t top)
{
    return top <= search->kept + 1 || (double)top <= search->narrow * (double)search->kept;
}

/* The next rate; that of the last answer: there is none. */
static uint64_t next(const struct tb_capacity_search *search)
{
    uint64_t top = ceiling(search);
    if (!top)
        return within_limits((double)search->rate * search->step);
    if (!search->kept)
        return within_limits((double)search->rate / search->step);
    return is_narrow(search, top) ? search->rate : within_limits(sqrt((double)search->kept * (double)top));
}

/* Is a rate that the generator could not offer what ends the search, and was it asked for once only? */
static bool needs_again(const struct tb_capacity_search *search)
{
    return search->unknown && search->unknown == ceiling(search) && search->unknown != search->again;
}

bool tb_capacity_hear(struct tb_capacity_search *search, enum tb_promise promise)
{
    if (search->rate == search->unknown) /* it is asked for again, and counts now */
        search->unknown = 0;
    uint64_t *bound = promise == TB_PROMISE_KEPT     ? &search->kept
                      : promise == TB_PROMISE_BROKEN ? &search->broken
                                                     : &search->unknown;
    *bound = search->rate; /* rates above `kept` and below the others are tried only */
    uint64_t rate = next(search), top = ceiling(search);
    bool over = rate == search->rate || rate <= search->kept || (top && rate >= top);
    if (over && !needs_again(search))
        return false;
    if (over)
        search->again = search->unknown;
    search->rate = over ? search->again : rate;
    return true;
}

enum tb_capacity_end tb_capacity_found(const struct tb_capacity_search *search, double *rate)
{
    bool near = search->kept && (double)search->broken <= search->step * (double)search->kept;
    bool broken = search->broken && (near || !search->unknown || search->broken < search->unknown);
    *rate = sqrt((double)search->kept * (double)search->broken);
    if (broken)
        return search->kept ? TB_CAPACITY_FOUND : TB_CAPACITY_BELOW;
    return TB_CAPACITY_ABOVE;
}

uint64_t tb_capacity_start(struct tb_random *random, double rate, double step)
{
    double drawn = (double)(tb_random_next(random) >> 11) * 0x1p-53; /* from 0 to below 1 */
    return within_limits(rate * pow(step, 2 * drawn - 1));
}
