/* hello.h - the ClientHello that comes of a configuration, made and thrown away: what a library does with a wish is
 * seen there, and not in what a setter returns. */
#pragma once
#include "backends/openssl/lib.h"

/* The first flight of a client of this context, at most `cap` bytes; 0: it sends none, and the library's queue says
 * why.
 */
size_t tb_first_flight(SSL_CTX *ctx, uint8_t *dst, size_t cap);
