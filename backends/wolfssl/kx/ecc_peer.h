/* ecc_peer.h - a point that came from outside: one of several files, because releases differ in who checks it.
 *
 * TLS has to make sure that the point lies on the curve (RFC 8446 4.2.8.2).  wolfSSL's own TLS does so since 5.8;
 * before, only a build with WOLFSSL_VALIDATE_ECC_IMPORT does, at the price of a scalar multiplication.  So the
 * handshakes of wolfSSL 5.7 lack a check that those of its rivals have; it is worth about 1 % of a P-256 exchange.
 */
#pragma once
#include "backends/wolfssl/compat.h"
#include <wolfssl/wolfcrypt/ecc.h>

/* Replaces what key held.  `point` has its uncompressed form.  Returns 0 or wolfSSL's code. */
int tb_import_peer_point(ecc_key *key, const byte *point, word32 len, int curve);
