/* hellos.h - what a handshake says on the wire: its hellos, where nothing is encrypted yet, and the lengths of the
 * rest.
 *
 * The proof that does not rely on what a library tells of itself: how many ClientHellos there were, whether the server
 * asked for another key share (HelloRetryRequest, RFC 8446 4.1.4), what its ServerHello accepted, and in TLS 1.2, where
 * they are not encrypted, whether there were certificates and a key exchange.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tb_hellos {
    unsigned client_hellos, retries, server_hellos; /* a HelloRetryRequest is not counted as a ServerHello */
    bool psk, key_share;                            /* extensions of the ServerHello: resumed; with (EC)DHE */
    uint16_t group;                                 /* of its key share; 0: none */
    unsigned certificates, key_exchanges; /* TLS 1.2: messages Certificate of both ends, and ServerKeyExchange */
};

/* Adds what stands in whole TLS records, as one end sent them in one flight.  Whatever does not parse is not counted.
 */
void tb_hellos_add(struct tb_hellos *hellos, const uint8_t *flight, size_t len);

/* Bytes that stand encrypted in the records of one flight, without what protects them. */
size_t tb_sealed_bytes(const uint8_t *flight, size_t len);
