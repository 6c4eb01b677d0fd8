/* intermediates.h - removes the intermediate certificates that connections added to a context: one of two files.
 *
 * wolfSSL keeps a verified intermediate in the context as if it had been trusted from the start, and then accepts a
 * chain without it.  Other libraries do not.  Each connection must start from the roots alone, so the context forgets
 * intermediates when a connection is opened.
 *
 * Either way, every handshake verifies the signatures of a chain; a kept intermediate only saves copying it.
 *
 * Only handshakes read what is trusted, and they hold pointers into it: ctx->trusted has them as its readers,
 * forgetting as its writer.  It never waits for them: where threads share a context, a connection that is opened while
 * another one's handshake is at work starts with what is trusted then, as it always would without this adapter, and no
 * thread waits for a lock that the library does not have.  In TLS 1.2 a staple comes in a message of its own behind the
 * certificates, and between the two a handshake may wait for its transport: what it has brought is needed still, and
 * nothing is forgotten until it is over.
 */
#pragma once
#include "backends/wolfssl/tls/tls.h"

enum tb_status tb_forget_intermediates(tb_ctx *ctx);

/* Must the context keep the PEM of its roots for this? */
bool tb_forgetting_needs_roots(void);
