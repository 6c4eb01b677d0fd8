/* Run.  wolfssl/internal.h lies beside the public headers and has the layout of this very build: what the public
 * functions set is found where the header says, at the beginning and towards the end of the structures. */
#include <wolfssl/options.h>

#include <wolfssl/internal.h> /* behind the options, on which its structures depend */
#include <wolfssl/ssl.h>

static int agrees(WOLFSSL_CTX *ctx)
{
    int groups[] = {WOLFSSL_ECC_SECP384R1};
    if (wolfSSL_CTX_set_groups(ctx, groups, 1) != WOLFSSL_SUCCESS ||
        wolfSSL_CTX_set_cipher_list(ctx, "TLS13-AES256-GCM-SHA384") != WOLFSSL_SUCCESS)
        return 0;
    wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_PEER, NULL);
    WOLFSSL *ssl = wolfSSL_new(ctx);
    int same = ssl && ssl->ctx == ctx && ssl->version.minor == TLSv1_3_MINOR && ctx->suites &&
               ctx->suites->suiteSz == 2 && ctx->suites->suites[1] == TLS_AES_256_GCM_SHA384 && ctx->numGroups == 1 &&
               ctx->group[0] == WOLFSSL_ECC_SECP384R1 && ssl->numGroups == 1 &&
               ssl->group[0] == WOLFSSL_ECC_SECP384R1 && ssl->options.verifyPeer && !ssl->options.verifyNone &&
               ssl->options.side == WOLFSSL_CLIENT_END && ssl->options.havePeerCert == 0 && ssl->ecdhCurveOID == 0 &&
               AllocateCtxSuites(ctx) == 0;
    wolfSSL_free(ssl);
    return same;
}

int main(void)
{
    if (wolfSSL_Init() != WOLFSSL_SUCCESS)
        return 2;
    WOLFSSL_CTX *ctx = wolfSSL_CTX_new(wolfTLSv1_3_client_method());
    int same = ctx && agrees(ctx);
    wolfSSL_CTX_free(ctx);
    return same ? 0 : 1;
}
