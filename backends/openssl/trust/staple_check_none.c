/* BoringSSL asks for OCSP responses and hands them over unchecked: checking them is left to the application, and there
 * is nothing to check them with. */
#include "backends/openssl/tls/tls.h"

enum tb_status tb_demand_staple(tb_ctx *ctx)
{
    (void)ctx;
    return tb_fail(TB_UNSUPPORTED, "this library does not check OCSP responses" TB_LEFT_OUT_OCSP);
}
