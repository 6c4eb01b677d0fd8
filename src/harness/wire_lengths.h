/* wire_lengths.h - the expected number of encrypted bytes in a flight, by RFC 8446 4 and RFC 5246 7.4. */
#pragma once
#include "harness/tls_case.h"
#include <stddef.h>

/* Length of the messages with their headers, without the protection of records. */
struct tb_lengths {
    size_t least, most;
};

/* For flight number `flight`, from 0, in a handshake of the case.  Tickets may have any length. */
struct tb_lengths tb_lengths_asked(const struct tb_tls_case *tls, bool resumed, size_t flight);

/* Bytes of protection in each encrypted record: content type and tag in TLS 1.3; tag and, if explicit, nonce in TLS
 * 1.2. */
size_t tb_protection(const struct tb_tls_case *tls);
