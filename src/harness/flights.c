#include "harness/flights.h"

/* If a side is seen twice in a row, it wrote more: the bytes include the earlier ones, so parsing restarts from the
 * state before the flight. */
void tb_flights_watch(void *watcher, enum tb_side side, const uint8_t *bytes, size_t len)
{
    struct tb_flights *flights = watcher;
    if (flights->num % 2 == side) {
        flights->num++;
        flights->before[side] = flights->wire[side];
    }
    if (flights->num > TB_MAX_FLIGHTS) {
        flights->damaged = true;
        return;
    }
    flights->wire[side] = flights->before[side];
    if (!tb_wire_read(&flights->wire[side], &flights->flight[flights->num - 1], bytes, len))
        flights->damaged = true;
}
