/* fault_flights.h - the flights of a simulated handshake, which look like TLS on the wire.
 *
 * Messages are in the order and of the length that RFC 8446 and RFC 5246 define, but empty.  Two bytes carry what both
 * ends must know: the ClientHello's body says that the client resumes, and the first byte of the ServerHello's random
 * that the server accepts it.  The minor version of a record, which receivers ignore, is 4 in the last one of a flight.
 */
#pragma once
#include "fault.h"

enum {
    FAULT_RECORD_HEADER = 5,
    FAULT_RESUMES_AT = FAULT_RECORD_HEADER + 4, /* in the ClientHello's record */
    FAULT_RESUMED_AT = FAULT_RECORD_HEADER + 6, /* in the ServerHello's */
    FAULT_RECORD_START = 16,
    FAULT_FLIGHT_MAX = 16 * 1024
};

struct fault_flight {
    uint8_t bytes[FAULT_FLIGHT_MAX];
    size_t len;
};

/* `number` counts from 1; the client makes the odd flights.  `chain_len`: fault_chain_len of the server's chain. */
void fault_make_flight(struct fault_flight *flight, enum fault fault, const struct tb_negotiated *agreed,
                       unsigned number, bool resumed, size_t chain_len);

size_t fault_chain_len(struct tb_bytes pem);    /* length of the chain in a Certificate message of TLS 1.3 */
size_t fault_record_len(const uint8_t *record); /* header included */
bool fault_ends_flight(const uint8_t *record);
