/* tls_records.c - bytes of a connection, as read by the proof on the wire. */
#include "core/hellos.h"
#include "core/wire.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct tb_wire wire = {0};
    struct tb_hellos hellos = {0};
    size_t half = len / 2;
    for (int i = 0; i < 2; i++) { /* two flights in one direction: the state after the first applies to the second */
        const uint8_t *from = i ? bytes + half : bytes;
        size_t num = i ? len - half : half, sum = 0;
        struct tb_wire_flight flight = {0};
        bool good = tb_wire_read(&wire, &flight, from, num);
        tb_promise(flight.num_items <= TB_WIRE_MOST_ITEMS);
        for (size_t j = 0; j < flight.num_items; j++) {
            sum += flight.items[j].len;
            tb_promise(tb_wire_name(flight.items[j].content, flight.items[j].message) != NULL);
        }
        tb_promise(!good || (flight.bytes == num && sum <= num && tb_wire_sealed(&flight, 17) <= num));
        tb_hellos_add(&hellos, from, num);
    }
    tb_promise(hellos.offered.num <= TB_MOST_EXTENSIONS && hellos.answered.num <= TB_MOST_EXTENSIONS);
    return 0;
}
