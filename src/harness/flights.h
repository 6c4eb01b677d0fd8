/* flights.h - the flights of one handshake over memory, each parsed by wire.h.
 *
 * The sides take turns; the client makes the odd flights.  A turn that sends nothing is an empty flight.
 */
#pragma once
#include "core/wire.h"
#include "harness/memory_session.h"

/* Zero before the first flight. */
struct tb_flights {
    struct tb_wire wire[2], before[2]; /* by side; before: the state before the latest flight */
    struct tb_wire_flight flight[TB_MAX_FLIGHTS];
    size_t num;
    bool damaged; /* a flight did not parse, or there are too many */
};

/* For the `watch` of struct tb_session; `flights` is its watcher. */
void tb_flights_watch(void *flights, enum tb_side side, const uint8_t *bytes, size_t len);
