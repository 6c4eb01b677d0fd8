/* injector.h - slows operations during a measurement, as core/injection.h specifies.
 *
 * The slowdown is relative to measured time: the injector sums the time of operations, and spins for its percentage of
 * that sum at the operations that the shape selects.  So all operations together take the stated percentage longer,
 * whichever are slowed.  A chunk is split at slowed operations; the cost of the additional clock reads is subtracted
 * from the slowdown.
 */
#pragma once
#include "core/injection.h"
#include "core/random.h"

struct tb_injector {
    const struct tb_injection *asked;
    uint64_t (*clock)(void); /* measures the work, in ns */
    uint64_t looking_ns;     /* cost of one read of the clock */
    uint64_t operations;     /* done by the process so far */
    uint64_t hit;            /* the next operation to be slowed, from 1 */
    double owed_ns;          /* slowdown of that operation; may be negative because of the clock reads */
    struct tb_random random;
};

/* `asked` must outlive the injector; NULL, or 0 %: no slowdown.  `clock` is tb_now_ns or a CPU clock. */
void tb_injector_begin(struct tb_injector *injector, const struct tb_injection *asked, uint64_t (*clock)(void),
                       uint64_t seed);

/* The number of operations up to the next slowed one; tb_injector_done must be called after them. */
uint64_t tb_injector_room(const struct tb_injector *injector);

/* Reports that `operations`, at most tb_injector_room, took `took_ns`, including one read of the clock. */
void tb_injector_done(struct tb_injector *injector, uint64_t operations, uint64_t took_ns);
