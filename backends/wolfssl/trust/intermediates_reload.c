/* Before 5.7 only everything can be unloaded; the roots are then loaded again.  Each connection pays for parsing them:
 * 37 us of a handshake of 1.4 ms, measured with Debian 12's 5.5.4.
 */
#include "backends/wolfssl/trust/intermediates.h"

enum tb_status tb_forget_intermediates(tb_ctx *ctx)
{
    int code = wolfSSL_CTX_UnloadCAs(ctx->wolf);
    if (code != WOLFSSL_SUCCESS)
        return tb_fail_code(TB_ERROR, code, "unloading certificates");
    return tb_trust(ctx, (struct tb_bytes){ctx->roots, ctx->roots_len});
}

bool tb_forgetting_needs_roots(void)
{
    return true;
}
