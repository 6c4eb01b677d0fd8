/* BoringSSL requests OCSP responses and passes them on unchecked: checking is left to the application, and BoringSSL
 * has no functions for it. */
#include "backends/openssl/tls/tls.h"

enum tb_status tb_demand_staple(tb_ctx *ctx)
{
    (void)ctx;
    return tb_fail(TB_UNSUPPORTED, "this library does not check OCSP responses" TB_LEFT_OUT_OCSP);
}
