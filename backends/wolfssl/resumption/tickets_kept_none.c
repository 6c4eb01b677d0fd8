/* A build that only seals tickets in its own way, which replaces each ticket when it is used for resumption. */
#include "backends/wolfssl/resumption/session.h"

enum tb_status tb_keep_tickets(tb_ctx *ctx)
{
    (void)ctx;
    return tb_fail(TB_UNSUPPORTED,
                   "this build of wolfSSL replaces each ticket that a client resumes with (build without "
                   "--disable-chacha, or static with the wolfssl/internal.h of its source beside wolfssl/ssl.h)");
}
