/* pins.h - what wolfSSL's plain API can neither set nor read: one of three files.
 *
 *   pins_internal.c       the build's wolfssl/internal.h lies beside its public headers (our recipe puts it there)
 *   pins_openssl_extra.c  a build with OPENSSL_EXTRA, whose wolfssl/ssl.h has functions for most of it
 *   pins_none.c           neither
 */
#pragma once
#include "backends/wolfssl/tls/tls.h"

/* Signature schemes that this end offers and accepts.  No schemes: the library's default.  After the cipher list, which
 * overwrites them. */
enum tb_status tb_pin_schemes(tb_ctx *ctx, const struct tb_tls_config *config);

/* For a server that speaks TLS 1.2 and nothing else: its method, and ctx->pinned, the groups from which it chooses, one
 * at least. The plain API only knows how to limit a client, or TLS 1.3. */
WOLFSSL_METHOD *tb_tls12_server_method(void);
enum tb_status tb_pin_server_groups(tb_ctx *ctx);
void tb_pin_connection(tb_conn *conn);

/* Read back after the handshake.  The scheme of the server's signature, 0: cannot tell.  Verified: a certificate was
 * there, and passed. */
uint16_t tb_read_scheme(tb_conn *conn);
bool tb_read_verified(tb_conn *conn);

/* Has the server of a TLS 1.2 handshake given this client a session ID?  true: or nobody can tell. */
bool tb_read_session_id(tb_conn *conn);
