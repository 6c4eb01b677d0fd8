/* hellos.h - the content of the hellos of a handshake on the wire, before encryption begins.
 *
 * How many ClientHellos there were, whether the server asked for another key share (HelloRetryRequest, RFC 8446 4.1.4),
 * what its ServerHello accepted, and which extensions both have, as IANA's "TLS ExtensionType Values" numbers them.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TB_MOST_EXTENSIONS = 32 };

/* In the order of the hello; what is beyond the room is not kept. */
struct tb_extensions {
    uint16_t type[TB_MOST_EXTENSIONS];
    size_t num;
};

struct tb_hellos {
    unsigned client_hellos, retries, server_hellos; /* a HelloRetryRequest is not counted as a ServerHello */
    size_t shares;                                  /* key shares of the latest ClientHello */
    bool psk, key_share;                            /* extensions of the ServerHello: resumed; with (EC)DHE */
    uint16_t group;                                 /* of its key share; 0: none */
    struct tb_extensions offered, answered;         /* by the client, by the server: of all their hellos */
};

/* Adds what stands in whole TLS records, as one end sent them in one flight.  Whatever does not parse is not counted.
 */
void tb_hellos_add(struct tb_hellos *hellos, const uint8_t *flight, size_t len);
