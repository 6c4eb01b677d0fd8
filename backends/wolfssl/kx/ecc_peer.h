/* ecc_peer.h - imports a peer's point: one of several files, because releases differ in who checks it.
 *
 * TLS must check that the point is on the curve (RFC 8446 4.2.8.2).  wolfSSL's own TLS does so since 5.8; before, only
 * a build with WOLFSSL_VALIDATE_ECC_IMPORT does, at the cost of a scalar multiplication.  So handshakes of wolfSSL 5.7
 * lack a check that other libraries do; it is worth about 1 % of a P-256 exchange.
 */
#pragma once
#include "backends/wolfssl/compat.h"
#include <wolfssl/wolfcrypt/ecc.h>

/* Replaces the contents of key.  `point` is in uncompressed form.  Returns 0 or wolfSSL's code. */
int tb_import_peer_point(ecc_key *key, const byte *point, word32 len, int curve);
