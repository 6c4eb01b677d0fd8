/* pins.h - settings and values that wolfSSL's plain API can neither set nor read: one of three files.
 *
 *   pins_internal.c       the build's wolfssl/internal.h is next to its public headers (tlsbench's recipe puts it
 * there) pins_openssl_extra.c  a build with OPENSSL_EXTRA, whose wolfssl/ssl.h has functions for most of it pins_none.c
 * neither
 */
#pragma once
#include "backends/wolfssl/tls/tls.h"

/* Sets the signature schemes that this end offers and accepts; if there are none, the library's default.  Call after
 * setting the cipher list, which overwrites them. */
enum tb_status tb_pin_schemes(tb_ctx *ctx, const struct tb_tls_config *config);

/* For a server with only TLS 1.2: its method, and the groups from which it chooses (ctx->pinned, at least one).  The
 * plain API can only limit a client, or TLS 1.3. */
WOLFSSL_METHOD *tb_tls12_server_method(void);
enum tb_status tb_pin_server_groups(tb_ctx *ctx);
void tb_pin_connection(tb_conn *conn);

/* Read back after the handshake.  The scheme of the server's signature; 0: unknown.  Verified: there was a certificate,
 * and it passed. */
uint16_t tb_read_scheme(tb_conn *conn);
bool tb_read_verified(tb_conn *conn);

/* Did the server of a TLS 1.2 handshake give this client a session ID?  Also true if that is unknown. */
bool tb_read_session_id(tb_conn *conn);
