/* Since 5.7 the library can unload intermediates alone. */
#include "backends/wolfssl/trust/intermediates.h"

/* Calls the manager, because wolfSSL_CTX_UnloadIntermediateCerts refuses while there are connections. */
enum tb_status tb_forget_intermediates(tb_ctx *ctx)
{
    WOLFSSL_CERT_MANAGER *manager = wolfSSL_CTX_GetCertManager(ctx->wolf);
    int code = wolfSSL_CertManagerUnloadIntermediateCerts(manager);
    return code == WOLFSSL_SUCCESS ? TB_OK : tb_fail_code(TB_ERROR, code, "unloading intermediates");
}

bool tb_forgetting_needs_roots(void)
{
    return false;
}
