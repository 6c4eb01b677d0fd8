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
 * forgetting as its writer.
 */
#pragma once
#include "tls.h"

enum tb_status tb_forget_intermediates(tb_ctx *ctx);

/* Whether the context must keep its roots for the above. */
bool tb_forgetting_needs_roots(void);
