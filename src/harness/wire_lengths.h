/* wire_lengths.h - how many bytes of a flight are encrypted, by RFC 8446 4 and RFC 5246 7.4. */
#pragma once
#include "harness/tls_case.h"
#include <stddef.h>

/* Of the messages, with their headers and without what protects them. */
struct tb_lengths {
    size_t least, most;
};

/* Of the flight of that index, from 0, in a handshake of the case.  Tickets have any length. */
struct tb_lengths tb_lengths_asked(const struct tb_tls_case *tls, bool resumed, size_t flight);

/* Of each encrypted record, what protects it: the type of its content and the tag in TLS 1.3, nonce and tag in 1.2. */
size_t tb_protection(const struct tb_tls_case *tls);
