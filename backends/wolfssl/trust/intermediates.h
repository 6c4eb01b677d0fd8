/* intermediates.h - removes the intermediate certificates that connections added to a context: one of two files.
 *
 * wolfSSL keeps a verified intermediate in the context as if it had been trusted from the start, and then accepts a
 * chain without it.  Other libraries do not.  Each connection must start from the roots alone, so the context forgets
 * intermediates when a connection is opened.
 *
 * Either way, every handshake verifies the signatures of a chain; a kept intermediate only saves copying it.
 *
 * Only handshakes read the trusted certificates, and they hold pointers to them: they are the readers of ctx->trusted,
 * and forgetting is its writer.  In TLS 1.2 a staple comes in a separate message after the certificates, and a
 * handshake may wait for its transport between the two.  It still needs the certificates that it added, so nothing is
 * forgotten until it is finished.
 */
#pragma once
#include "backends/wolfssl/tls/tls.h"

enum tb_status tb_forget_intermediates(tb_ctx *ctx);

/* Must the context keep the PEM of its roots for this? */
bool tb_forgetting_needs_roots(void);
