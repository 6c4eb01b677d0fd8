/* intermediates.h - a context forgets the intermediate certificates that its connections have brought: one of two
 * files.
 *
 * wolfSSL keeps a verified intermediate in the context as if it had been trusted from the start, and then accepts a
 * chain that lacks it.  Its rivals do not.  Each connection is to start from the roots alone, so the context forgets
 * when one is opened.
 *
 * The signatures of a chain are verified in every handshake either way; what remembering saves is the copy.
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

/* Whether the context must keep its roots for the above. */
bool tb_forgetting_needs_roots(void);
