/* injector.h - puts a cost into operations while they are measured: core/injection.h says which and how much.
 *
 * What is added is made up of what was seen: the injector adds up the time of operations, and where the shape says so
 * it spins for its share of that sum, so that all operations together take the stated percentage longer whatever falls
 * on the one that is slowed.  A chunk is cut in pieces there; what the extra looks at the clock take is taken off what
 * is added.
 */
#pragma once
#include "core/injection.h"
#include "core/random.h"

struct tb_injector {
    const struct tb_injection *asked;
    uint64_t (*clock)(void); /* that work is told by, in ns */
    uint64_t looking_ns;     /* what one look at it takes */
    uint64_t operations;     /* of the process so far */
    uint64_t hit;            /* the operation that is slowed next, from 1 */
    double owed_ns;          /* what the next one is slowed by; may be less than nothing, by the looks */
    struct tb_random random;
};

/* `asked` must outlive it; NULL, or one of 0 %: nothing is ever added.  `clock`: tb_now_ns, or of CPU time. */
void tb_injector_begin(struct tb_injector *injector, const struct tb_injection *asked, uint64_t (*clock)(void),
                       uint64_t seed);

/* So many operations may be done before it has to be told: up to the one that is slowed. */
uint64_t tb_injector_room(const struct tb_injector *injector);

/* So many operations, no more than there was room for, have taken so long, with one look at the clock among it. */
void tb_injector_done(struct tb_injector *injector, uint64_t operations, uint64_t took_ns);
