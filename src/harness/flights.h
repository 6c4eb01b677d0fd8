/* flights.h - the flights of one handshake over memory, each taken apart as wire.h has it.
 *
 * Sides take turns; the client makes the odd flights.  A turn that sends nothing is a flight of no bytes.
 */
#pragma once
#include "core/wire.h"
#include "harness/memory_session.h"

/* Zero before the first flight. */
struct tb_flights {
    struct tb_wire wire[2], before[2]; /* by side; before: as it was before the latest flight */
    struct tb_wire_flight flight[TB_MAX_FLIGHTS];
    size_t num;
    bool damaged; /* a flight did not parse, or there are too many */
};

/* What struct tb_session calls its watch, with the flights as the watcher. */
void tb_flights_watch(void *flights, enum tb_side side, const uint8_t *bytes, size_t len);
