/* hellos.h - the contents of the hellos of a handshake, read from the wire before encryption begins.
 *
 * It records the number of ClientHellos, whether the server asked for another key share (HelloRetryRequest, RFC 8446
 * 4.1.4), what the ServerHello accepted, and the extensions of both (IANA's "TLS ExtensionType Values").
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TB_MOST_EXTENSIONS = 32 };

/* In the order of the hello; extensions beyond the limit are dropped. */
struct tb_extensions {
    uint16_t type[TB_MOST_EXTENSIONS];
    size_t num;
};

struct tb_hellos {
    unsigned client_hellos, retries, server_hellos; /* a HelloRetryRequest is not counted as a ServerHello */
    size_t shares;                                  /* key shares of the latest ClientHello */
    bool psk, key_share;                            /* extensions of the ServerHello: psk, the session is resumed;
                                                     * key_share, with (EC)DHE */
    uint16_t group;                                 /* group of its key share; 0: none */
    struct tb_extensions offered, answered;         /* extensions of all hellos: offered by the client, answered by
                                                     * the server */
};

/* Adds the hellos in the TLS records of one flight of one end.  Anything that does not parse is ignored. */
void tb_hellos_add(struct tb_hellos *hellos, const uint8_t *flight, size_t len);
