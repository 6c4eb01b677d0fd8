/* hello.h - makes the ClientHello of a configuration and discards it.  It shows how a library applied a setting, which
 * the return value of a setter does not. */
#pragma once
#include "backends/openssl/lib.h"

/* The first flight of a client with this context, at most `cap` bytes.  0: it sends none, and the library's error queue
 * has the reason.
 */
size_t tb_first_flight(SSL_CTX *ctx, uint8_t *dst, size_t cap);
